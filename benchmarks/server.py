"""Start a server as production does, on a port of its own, and end it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
THREADS = 4


@dataclass(frozen=True)
class Running:
    """A server that answers: its port, its process, and how long it took to the first answer."""

    port: int
    pid: int
    started_in: float

    def worker_memory(self) -> int:
        """The largest resident memory among its workers, in bytes."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return max(_resident(pid) for pid in children or [str(self.pid)])


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(target: str, environment: Mapping[str, str], probe: str, port: int) -> Iterator[Running]:
    """Serve `target` with granian until the block ends; `probe` is the path that shows that it answers."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += [
        "--workers",
        str(WORKERS),
        "--blocking-threads",
        str(THREADS),
        "--log-level",
        "warning",
        target,
    ]
    begun = time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        while not _answers(f"http://127.0.0.1:{port}{probe}"):
            if time.monotonic() - begun > 30 or process.poll() is not None:
                raise RuntimeError(f"{target} does not answer")
            time.sleep(0.01)
        yield Running(port, process.pid, time.monotonic() - begun)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def _resident(pid: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0
