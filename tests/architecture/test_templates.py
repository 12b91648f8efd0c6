"""Templates compile, are used, stand where their journey is, and trust nobody."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import StrictUndefined, meta, nodes

from app.domain.outbox.models import MessageKind
from app.web.errors import PAGES
from tests.databases import ROOT

FOLDER = ROOT / "templates"
FILES = sorted(file for file in FOLDER.rglob("*") if file.is_file())
NAMES = [str(file.relative_to(FOLDER)) for file in FILES]
SHARED = {"base.html", "layouts", "components", "errors", "mail", "print"}


def test_there_are_templates() -> None:
    assert len(FILES) > 20


def test_templates_compile(app: Flask) -> None:
    for name in NAMES:
        app.jinja_env.get_template(name)


def test_an_unknown_name_is_an_error(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    assert app.jinja_env.autoescape is not False


@pytest.mark.parametrize("name", NAMES)
def test_a_template_trusts_nobody_and_does_nothing_inline(name: str) -> None:
    source = (FOLDER / name).read_text()
    assert not re.search(r"\|\s*safe\b|autoescape false|Markup", source)
    if name.startswith("mail/"):
        return
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"""\b(?:src|action)=["']?(?:https?:)?//""", source)


def test_what_templates_refer_to_is_there(app: Flask) -> None:
    for file in FILES:
        for other in meta.find_referenced_templates(app.jinja_env.parse(file.read_text())):
            assert other is None or other in NAMES, file


def test_every_template_is_used(app: Flask) -> None:
    used: set[str] = set()
    for file in FILES:
        used |= {one for one in meta.find_referenced_templates(app.jinja_env.parse(file.read_text())) if one}
    for file in (ROOT / "app").rglob("*.py"):
        used |= {
            node.value
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    unused = {name for name in NAMES if name not in used and name.split("/")[0] not in ("errors", "mail")}
    assert not unused


def test_every_macro_that_is_imported_is_used(app: Flask) -> None:
    for file in FILES:
        tree = app.jinja_env.parse(file.read_text())
        called = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
        for node in tree.find_all(nodes.FromImport):
            imported = {one if isinstance(one, str) else one[1] for one in node.names}
            assert imported <= called, f"{file.name}: {imported - called}"


def test_the_folders_are_those_of_the_journeys() -> None:
    folders = {path.name for path in FOLDER.iterdir()} - SHARED
    journeys = {path.name for path in (ROOT / "app" / "web").iterdir() if (path / "__init__.py").exists()}
    assert folders - {"mailbox"} <= journeys


def test_every_status_has_its_page() -> None:
    assert {Path(name).stem for name in NAMES if name.startswith("errors/")} == {*map(str, PAGES), "layout"}


def test_every_kind_of_mail_has_its_words() -> None:
    for kind in MessageKind:
        for part in ("subject.txt", "body.txt", "body.html"):
            assert f"mail/{kind}/{part}" in NAMES
