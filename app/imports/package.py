"""An XLSX file is a ZIP archive of XML: opened with bounds, so that no small file becomes a large one."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from app.imports.sheet import Unreadable

MOST_UNPACKED = 80_000_000
MOST_ENTRIES = 2_000


class Package:
    """The parts of the archive by their path, whatever case or slashes the program wrote that made it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._parts = {_normal(entry.filename): entry for entry in archive.infolist()}

    def has(self, path: str) -> bool:
        """Whether there is such a part."""
        return _normal(path) in self._parts

    def elements(self, path: str, *names: str) -> Iterator[Element]:
        """The elements of these local names, each as it ends; what was seen is forgotten. A missing part has none."""
        if not self.has(path):
            return
        with self._archive.open(self._parts[_normal(path)]) as opened:
            open_wanted = 0
            for event, element in iterparse(opened, events=("start", "end")):
                wanted = local_name(element) in names
                if event == "start":
                    open_wanted += wanted
                    continue
                if wanted:
                    yield element
                    open_wanted -= 1
                if not open_wanted:
                    element.clear()

    def relations(self, path: str) -> dict[str, str]:
        """What the part refers to: the path of each other part by its id."""
        folder, name = posixpath.split(path)
        found = {}
        for element in self.elements(f"{folder}/_rels/{name}.rels", "Relationship"):
            target = element.get("Target", "").replace("\\", "/")
            inside = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[element.get("Id", "")] = inside if element.get("TargetMode") != "External" else ""
        return found


@contextmanager
def opened(raw: bytes) -> Iterator[Package]:
    """The package in these bytes. Raises Unreadable where it is damaged, or would grow too large, here or inside."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise Unreadable("too_large_inside", str(MOST_UNPACKED // 1_000_000))
            if any(entry.flag_bits & 1 for entry in entries):
                raise Unreadable("encrypted")
            yield Package(archive)
    except DefusedXmlException:
        raise Unreadable("hostile_xml") from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ParseError, EOFError, OSError, NotImplementedError):
        raise Unreadable("damaged") from None
    except (ValueError, LookupError, RuntimeError):  # what zlib, an unknown text encoding and wrong numbers raise
        raise Unreadable("damaged") from None


def local_name(element: Element) -> str:
    """The name without its namespace, which differs between the two editions of the standard."""
    return element.tag.rpartition("}")[2]


def _normal(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()
