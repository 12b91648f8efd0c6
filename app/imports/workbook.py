"""An XLSX workbook: its sheets, its shared texts, and which formats show a number as a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.imports.package import Package, local_name
from app.imports.sheet import MOST_CELLS, Unreadable

_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HOLDS_NO_CELLS = ("chartsheet", "dialogsheet", "macrosheet")


@dataclass(frozen=True)
class Part:
    """A sheet of the workbook: its name, where it is in the package, whether it is hidden."""

    name: str
    path: str
    hidden: bool


class Workbook:
    """What all sheets of a package share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        main = next((path for path in package.relations("").values() if path.endswith("workbook.xml")), "")
        path = main if package.has(main) else "xl/workbook.xml"
        if not package.has(path):
            raise Unreadable("no_workbook")
        self.from_1904 = False
        self.parts: list[Part] = []
        relations = package.relations(path)
        for element in package.elements(path, "workbookPr", "sheet"):
            if local_name(element) == "workbookPr":
                self.from_1904 = element.get("date1904") in ("1", "true", "on")
            else:
                self._add(element, relations)
        self.texts = _shared_texts(package, relations)
        self.date_styles = _date_styles(package, relations)

    def _add(self, element: Element, relations: dict[str, str]) -> None:
        key = next((value for name, value in element.items() if name.rpartition("}")[2] == "id"), "")
        path = relations.get(key, "")
        if self.package.has(path) and not any(f"/{kind}" in path.lower() for kind in _HOLDS_NO_CELLS):
            self.parts.append(Part(element.get("name", ""), path, element.get("state", "visible") != "visible"))


def text_of(element: Element) -> str:
    """The text of a `si` or `is` element, in whatever runs; without the phonetic guides of Japanese."""
    found = []
    for child in element:
        name = local_name(child)
        if name == "t":
            found.append(child.text or "")
        elif name == "r":
            found += [part.text or "" for part in child if local_name(part) == "t"]
    return unescaped("".join(found))


def unescaped(text: str) -> str:
    """The text with `_x000D_` and the like as the characters that they stand for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def shows_date(code: str) -> bool:
    """Whether a number format shows a day: dd.mm.yyyy does, [h]:mm and "days" 0 do not."""
    bare = _NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    return "y" in bare or "d" in bare or ("m" in bare and "h" not in bare and "s" not in bare)


def _shared_texts(package: Package, relations: dict[str, str]) -> list[str]:
    path = next((path for path in relations.values() if path.lower().endswith("sharedstrings.xml")), "")
    texts = []
    for element in package.elements(path, "si"):
        texts.append(text_of(element))
        element.clear()
        if len(texts) > MOST_CELLS:
            raise Unreadable("too_many_cells", str(MOST_CELLS))
    return texts


def _date_styles(package: Package, relations: dict[str, str]) -> frozenset[int]:
    """The numbers of the cell styles that show a date."""
    path = next((path for path in relations.values() if path.lower().endswith("styles.xml")), "")
    formats: set[int] = set(_DATE_FORMATS)
    styles: list[int] = []
    for element in package.elements(path, "numFmt", "cellXfs"):
        if local_name(element) == "numFmt":
            number = int(element.get("numFmtId", "0"))
            formats.discard(number)
            if shows_date(element.get("formatCode", "")):
                formats.add(number)
        else:
            styles = [int(style.get("numFmtId", "0")) for style in element if local_name(style) == "xf"]
    return frozenset(place for place, number in enumerate(styles) if number in formats)
