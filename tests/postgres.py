"""Run a command with a PostgreSQL of its own, made for it and gone after it.

    python tests/postgres.py python -m pytest

The command finds it in TEST_DATABASE_URL, as a user who may create databases.
"""

import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing here outlives the tests, so nothing waits for a disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "listen_addresses": "",  # reached by its socket only
}


def programs() -> Path:
    """The folder of the newest PostgreSQL server here. Debian keeps its programs off the PATH."""
    debian = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    found = debian[-1] if debian else shutil.which("initdb")
    if not found:
        sys.exit("There is no PostgreSQL server here: sudo apt-get install postgresql")
    return Path(found).resolve().parent


def in_memory() -> str | None:
    """Where files are kept in memory, if there is room there: a database is copied ten times as fast."""
    memory = "/dev/shm"  # noqa: S108  nothing is kept there under a name that others could guess
    return memory if os.path.isdir(memory) and shutil.disk_usage(memory).free > 2 * 1024**3 else None


@contextmanager
def cluster() -> Iterator[str]:
    """Start a PostgreSQL in a temporary folder and give the URL of its first database."""
    bin_ = programs()
    folder = Path(tempfile.mkdtemp(prefix="undersigned-", dir=in_memory()))
    # PostgreSQL refuses to run as root; Debian's package brings this user.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = str(folder / "data")
    server = None
    try:
        options = "--username=undersigned --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync".split()
        create = [str(bin_ / "initdb"), "-D", data, *options]
        subprocess.run(create, check=True, cwd=folder, stdout=subprocess.DEVNULL, user=user)
        settings = [argument for name, value in SETTINGS.items() for argument in ("-c", f"{name}={value}")]
        with open(folder / "log", "w") as log:
            start = [str(bin_ / "postgres"), "-D", data, "-k", str(folder), *settings]
            # In a session of its own, so that Ctrl-C stops the tests first and the database after them.
            server = subprocess.Popen(start, cwd=folder, stdout=log, stderr=log, user=user, start_new_session=True)
        ask = [str(bin_ / "pg_isready"), "--quiet", f"--host={folder}"]
        for _ in range(300):
            if subprocess.run(ask).returncode == 0:
                break
            if server.poll() is not None:
                sys.exit(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
            time.sleep(0.1)
        yield f"postgresql+psycopg://undersigned@/postgres?host={folder}"
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGQUIT)  # at once: there is nothing to keep
            server.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster is torn down then, too
    with cluster() as url:
        code = subprocess.run(sys.argv[1:], env={**os.environ, "TEST_DATABASE_URL": url}).returncode
    sys.exit(code)
