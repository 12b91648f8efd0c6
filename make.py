#!/usr/bin/env python3
"""Undersigned from a fresh clone, with nothing but Python 3.11, pip and git.

    python3 make.py run       set everything up and serve it at http://127.0.0.1:8000
    python3 make.py test      every test that this machine can run; further arguments go to pytest

For those who work on it:

    python3 make.py check     format, lint, imports, types, templates, strings to be translated
    python3 make.py format    put the format in order
    python3 make.py messages  collect the strings to be translated into app/translations/
    python3 make.py language CODE   begin a translation: app/translations/CODE/LC_MESSAGES/messages.po
    python3 make.py bench     measure the budgets
    python3 make.py evaluate-duplicates FILE   measure how well two names of one organisation are found
    python3 make.py lock      pin what pyproject.toml asks for in requirements/ (--upgrade: at its newest)
"""

from __future__ import annotations  # an older Python shall get as far as being told so

import ctypes
import glob
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
LOCKS = ("runtime", "postgres", "redis", "pdf", "test", "browser", "dev")
POT = "app/translations/messages.pot"
PANGO = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
POTS = ((ROOT, POT), (VENV, "messages.pot"))


def call(*command: str) -> int:
    """Run a command in the project's folder and say how it ended."""
    return subprocess.run(command, cwd=ROOT).returncode


def install(*locks: str) -> None:
    """Bring .venv to what these files of requirements/ say; at once when it is there already."""
    version = "python{}.{}".format(*sys.version_info)
    if not (VENV / "lib" / version).is_dir() or not os.path.exists(PYTHON):
        print(f"Making .venv with {version} …", flush=True)
        # Without pip, since a bare Debian has no ensurepip to take it from.
        if call(sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)):
            sys.exit("The virtual environment could not be made; what went wrong stands above.")
    outdated = {}
    for name in locks:
        wanted = hashlib.sha256((ROOT / f"requirements/{name}.txt").read_bytes()).hexdigest()
        stamp = VENV / f"installed-{name}"
        if not stamp.exists() or stamp.read_text() != wanted:
            outdated[name] = (stamp, wanted)
    if outdated:
        print(f"Installing {', '.join(outdated)} …", flush=True)
        files = [argument for name in outdated for argument in ("-r", f"requirements/{name}.txt")]
        if call(*installer(), "--quiet", "--require-hashes", *files):
            sys.exit("The dependencies could not be installed; what went wrong stands above.")
        for stamp, wanted in outdated.values():
            stamp.write_text(wanted)


def installer() -> list[str]:
    """What installs into .venv: uv, the pip of this Python, or one that this Python can put there."""
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--python", PYTHON]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", PYTHON, "install"]
    if importlib.util.find_spec("ensurepip") and not call(PYTHON, "-m", "ensurepip"):
        return [PYTHON, "-m", "pip", "install"]
    sys.exit("pip is missing. On Debian and Ubuntu: sudo apt-get install python3-pip")


def run(*arguments: str) -> None:
    """Serve the site; this process becomes the server."""
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgresql")
    redis = os.environ.get("RATELIMIT_STORAGE_URI", "").startswith("redis")
    install("runtime", *["postgres"] * postgres, *["redis"] * redis, *["pdf"] * (not lacking_of(PANGO)))
    os.environ.setdefault("DEVELOPMENT", "1")
    os.chdir(ROOT)
    os.execv(PYTHON, [PYTHON, "-m", "flask", "--app", "app", "serve", "--prepare", *arguments])


def test(*arguments: str) -> bool:
    """Every lane that this machine has. On CI a lane that is left out is a failure."""
    parallel = (PYTHON, "-m", "pytest", "-n", "auto", "-m", "not browser", *arguments)
    lanes: dict[str, tuple[str, ...]] = {"SQLite": ("test", *parallel)}
    left_out = []
    lacking = lacking_of(PANGO)
    documents = [] if lacking else ["pdf"]
    if lacking:
        left_out.append(f"documents (sudo apt-get install {' '.join(lacking)} fonts-noto-core)")
    if shutil.which("initdb") or glob.glob("/usr/lib/postgresql/*/bin/initdb"):
        lanes["PostgreSQL"] = ("postgres", PYTHON, "tests/postgres.py", *parallel)
    else:
        left_out.append("PostgreSQL (sudo apt-get install postgresql)")
    lacking = [] if shutil.which("chromium") else ["chromium"]
    lacking += lacking_of({"libatomic.so.1": "libatomic1"})  # the one library of Playwright that a bare Debian lacks
    if lacking:
        left_out.append(f"browser (sudo apt-get install {' '.join(lacking)})")
    else:
        lanes["browser"] = ("browser", PYTHON, "-m", "pytest", "-n", "2", "-m", "browser", *arguments)

    passed: list[str] = []
    failed: list[str] = []
    for lane, (lock, *command) in lanes.items():
        install(*dict.fromkeys(("runtime", "test", *documents, lock)))
        print(f"\n── {lane}", flush=True)
        code = call(*command)
        if code == 5 and arguments:  # `test tests/unit` selects nothing for the browser, and that is fine
            continue
        (failed if code else passed).append(lane)
    print(f"\nPassed: {', '.join(passed) or 'nothing'}. Failed: {', '.join(failed) or 'nothing'}.", end=" ")
    print(f"Left out: {', '.join(left_out) or 'nothing'}.")
    return bool(passed) and not failed and not (left_out and os.environ.get("CI"))


def lacking_of(libraries: dict[str, str]) -> list[str]:
    """Debian's packages of those libraries that this machine does not have."""
    lacking = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            lacking.append(package)
    return lacking


def check() -> bool:
    """Every gate but the tests, the fastest first, and the next one even when one fails."""
    install("runtime", "dev")
    gates = {
        "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "lint": [PYTHON, "-m", "ruff", "check", "."],
        "imports": [PYTHON, str(VENV / "bin" / "lint-imports")],
        "types": [PYTHON, "-m", "mypy"],
        "templates": [PYTHON, "-m", "djlint", "templates", "--lint"],
        "strings": [PYTHON, __file__, "messages", "--check"],
    }
    failed = [gate for gate, command in gates.items() if call(*command)]
    print(f"Failed: {', '.join(failed)}." if failed else "Everything is in order.")
    return not failed


def format() -> bool:  # noqa: A001  named for the command
    """Put in order what a machine can put in order."""
    install("runtime", "dev")
    return not call(PYTHON, "-m", "ruff", "check", "--fix", ".") | call(PYTHON, "-m", "ruff", "format", ".")


def messages(*arguments: str) -> bool:
    """Collect the strings to be translated; with --check, only say whether that was forgotten."""
    install("runtime")
    pybabel = [PYTHON, "-m", "babel.messages.frontend", "--quiet"]
    options = "-o .venv/messages.pot -F babel.cfg --project Undersigned --sort-by-file --add-location file".split()
    options += "-c Translators: -k _l -k lazy_gettext -k lazy_ngettext:1,2 -k lazy_pgettext:1c,2".split()
    if call(*pybabel, "extract", *options, "."):
        return False

    def strings(catalogue: Path) -> set[str]:  # wherever in the sources they stand
        blocks = catalogue.read_text("utf-8").split("\n\n")[1:] if catalogue.exists() else []
        return {"\n".join(line for line in block.splitlines() if line[0] != "#") for block in blocks}

    if "--check" in arguments:
        fresh = strings(VENV / "messages.pot") == strings(ROOT / POT)
        print("" if fresh else f"{POT} is behind the sources: python3 make.py messages\n", end="")
        return fresh
    undated = [re.sub(r'"POT-Creation-Date.*\n', "", (folder / name).read_text("utf-8")) for folder, name in POTS]
    if undated[0] != undated[1]:
        shutil.copy(VENV / "messages.pot", ROOT / POT)
    languages = glob.glob(str(ROOT / "app/translations/*/LC_MESSAGES/messages.po"))
    # Nothing is guessed from strings that look alike, and what is gone from the sources is gone from the catalogues.
    options = "--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 120".split()
    return not languages or not call(*pybabel, "update", "-i", POT, "-d", "app/translations", *options)


def language(*arguments: str) -> bool:
    """Begin the catalogue of a language, with every string still to be translated."""
    if len(arguments) != 1:
        sys.exit("Which language? python3 make.py language CODE, such as pl or pt-BR")
    code = arguments[0].replace("-", "_")
    target = f"app/translations/{code}/LC_MESSAGES/messages.po"
    if (ROOT / target).exists():
        sys.exit(f"{target} is there already: python3 make.py messages brings it up to date.")
    if not messages():
        return False
    pybabel = [PYTHON, "-m", "babel.messages.frontend", "--quiet"]
    begun = not call(*pybabel, "init", "-i", POT, "-d", "app/translations", "-l", code, "-w", "120")
    if begun:
        print(f"{target} is there: put the words into it, and the site speaks the language.")
    return begun


def bench(*arguments: str) -> bool:
    """Measure the budgets."""
    install("runtime")
    return not call(PYTHON, "-m", "benchmarks", *arguments)


def evaluate_duplicates(*arguments: str) -> bool:
    """Measure on a file of labelled pairs how well two names of one organisation are found."""
    if not any(arguments):
        sys.exit("Which pairs? make evaluate-duplicates PAIRS=FILE, or python3 make.py evaluate-duplicates FILE")
    install("runtime")
    os.environ.setdefault("DEVELOPMENT", "1")
    given = [each if each.startswith("-") else os.path.abspath(each) for each in arguments if each]
    return not call(PYTHON, "-m", "flask", "--app", "app", "duplicates", "evaluate", *given)


def lock(*arguments: str) -> bool:
    """Pin for every Python and platform at once, each file in agreement with those before it."""
    uv = shutil.which("uv") or sys.exit("Locking needs uv: python3 -m pip install uv")
    options = ["--custom-compile-command", "python3 make.py lock"]
    options += "--quiet --universal --python-version 3.11 --generate-hashes".split()
    options += "--no-emit-index-url --no-emit-find-links".split()
    for number, name in enumerate(LOCKS):
        source = ["--group", name] if number else ["pyproject.toml"]
        agree = [argument for earlier in LOCKS[:number] for argument in ("-c", f"requirements/{earlier}.txt")]
        target = ["-o", f"requirements/{name}.txt"]
        if call(uv, "pip", "compile", *options, *agree, *target, *source, *arguments):
            return False
    return True


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  whoever starts this may have any Python
        sys.exit("Undersigned needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
    known = (run, test, check, format, messages, language, bench, evaluate_duplicates, lock)
    commands = {command.__name__.replace("_", "-"): command for command in known}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    try:
        sys.exit(commands[sys.argv[1]](*sys.argv[2:]) is False)
    except KeyboardInterrupt:
        sys.exit(130)
