"""What we publish is read by Go's own sumdb packages, which nobody here wrote; and refused where it is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from app.domain.ledger.notes import verifier_of
from tests.databases import ROOT
from tests.unit.ledger.on_disk import Files
from tests.unit.ledger.signing import KEY, ORIGIN

GO, PACKAGES = shutil.which("go"), Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")
LACKING = "Go is absent: sudo apt-get install golang-go golang-golang-x-mod-dev"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, compiled once."""
    if GO is None or not PACKAGES.is_dir():
        assert not os.environ.get("CI"), LACKING
        pytest.skip(LACKING)
    program = tmp_path_factory.mktemp("go") / "reader"
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": ""}
    environment.setdefault("HOME", "/tmp")  # noqa: S108  # for Go's cache
    source = ROOT / "tests" / "unit" / "ledger" / "reader" / "main.go"
    subprocess.run([GO, "build", "-o", str(program), str(source)], env=environment, check=True, timeout=120)
    return program


def read(reader: Path, files: Files, receipt: str) -> subprocess.CompletedProcess[str]:
    files.file("vkey", verifier_of(ORIGIN, KEY).vkey + "\n")
    old = files.file("old", str(files.note(77)))
    command = [str(reader), str(files.folder), old, receipt]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_it_reads_heads_tiles_entries_and_receipts(reader: Path, tmp_path: Path) -> None:
    files = Files.make(tmp_path, 520).write()
    done = read(reader, files, files.receipt(300, 400))
    assert (done.stdout, done.stderr) == ("520 leaves, 1 receipts\n", "")


@pytest.mark.parametrize("what", ["tile/0/001", "tile/entries/001", "checkpoint", "receipt"])
def test_it_refuses_what_was_changed(reader: Path, tmp_path: Path, what: str) -> None:
    files = Files.make(tmp_path, 520).write()
    receipt = files.receipt(300, 400)
    path = Path(receipt) if what == "receipt" else tmp_path / what
    content = bytearray(path.read_bytes())
    content[-30] ^= 1
    path.write_bytes(content)
    assert read(reader, files, receipt).returncode == 1
