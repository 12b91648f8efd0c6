"""Files that are no lists: of another kind, broken, locked, or made to do harm."""

from __future__ import annotations

import io
import zipfile

from tests.integration.sheets.workbooks import PLAIN, workbook

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = b"<html><body><table><tr><th>Organisation</th></tr><tr><td>Peace Dialogue</td></tr></table></body></html>"
BOMB = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"


def _zip(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def _with(part: str, content: bytes) -> bytes:
    """A workbook, one part of it another."""
    with zipfile.ZipFile(io.BytesIO(workbook({"Sheet1": PLAIN}))) as archive:
        return _zip({name: archive.read(name) for name in archive.namelist()} | {part: content})


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]>"
    + BOMB
    + b"<row r='1'><c r='A1' t='inlineStr'><is><t>&j;</t></is></c></row></sheetData></worksheet>"
)


def bomb() -> bytes:
    """A workbook of half a megabyte that unpacks to five hundred."""
    written = io.BytesIO(_with("docProps/more.xml", b""))
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        part.write(BOMB)
        for _ in range(500):
            part.write(b" " * 1_000_000)
    return written.getvalue()


UNREADABLE = {
    "empty.csv": b"",
    "empty.xlsx": b"",
    "paper.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n",
    "letter.csv": _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}),
    "letter.docx": _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}),
    "photo.csv": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01" + bytes(range(256)) * 8,
    "photo.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "table.xls": HTML,
    "table.csv": b"\xef\xbb\xbf" + HTML,
    "old.xls": OLE2 + bytes(504) + b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00" + bytes(512),
    "locked.xlsx": OLE2 + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512),
    "sheet.ods": _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office/>"}),
    "ods.csv": _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office/>"}),
    "cut-off.xlsx": workbook({"Sheet1": PLAIN})[:-900],
    "many-letters.xlsx": _with("xl/worksheets/sheet1.xml", ENTITIES),
    "not-xml.xlsx": _with("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
    "nothing.xlsx": workbook({"Sheet1": []}),
    "blank.csv": b"\n\n  \n",
    "zeros.csv": bytes(4096),
    "program.csv": b"\x7fELF\x02\x01\x01" + bytes(200) + bytes(range(256)) * 8,
}
