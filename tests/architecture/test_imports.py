"""Imports point down, and the contracts that say so know every part of the house."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.databases import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = {contract["type"]: contract for contract in SETTINGS["contracts"] if contract["type"] != "layers"}
LAYERS = [contract for contract in SETTINGS["contracts"] if contract["type"] == "layers"]


@pytest.mark.skipif(not importlib.util.find_spec("importlinter"), reason="`make.py check` installs and runs it")
def test_nobody_imports_upwards() -> None:
    lint = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    result = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_every_part_of_the_house_has_its_place() -> None:
    placed = {name.strip() for layer in LAYERS[0]["layers"] for name in layer.split("|")}
    parts = {f"app.{path.stem}" for path in (ROOT / "app").iterdir() if is_module(path)}
    assert placed == parts - {"app.wsgi", "app.translations"}


def test_every_noun_has_its_place() -> None:
    placed = {name.strip() for layer in LAYERS[1]["layers"] for name in layer.split("|")}
    assert placed == {path.stem for path in (ROOT / "app" / "domain").iterdir() if is_module(path)}


def test_every_journey_is_kept_apart_from_the_others() -> None:
    journeys = {f"app.web.{path.name}" for path in (ROOT / "app" / "web").iterdir() if (path / "__init__.py").exists()}
    assert set(CONTRACTS["independence"]["modules"]) == journeys


def is_module(path: Path) -> bool:
    if path.name.startswith("_"):
        return False
    return path.suffix == ".py" or (path / "__init__.py").exists()
