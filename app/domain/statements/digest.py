"""What a signature is bound to: the files of a revision, byte for byte, and the digest over them.

The file of a text is UTF-8, NFC, LF: the title as a heading, the addressee in emphasis, then the body.
The manifest is canonical JSON (RFC 8785) `{"id": slug, "n": number, "texts": {language: sha256 of the file}, "v": 1}`;
the digest of the revision is the SHA-256 of the manifest.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256


def text_file(*, title: str, addressed_to: str, body: str) -> bytes:
    """The bytes served as `/statements/<slug>/revisions/<n>/<language>.md`."""
    parts = [f"# {title}", f"*{addressed_to}*" if addressed_to else "", body.strip("\n")]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).encode()


def manifest(slug: str, number: int, files: Mapping[str, bytes]) -> bytes:
    """The canonical JSON that names every text of the revision by its SHA-256."""
    texts = {language: sha256(content).hexdigest() for language, content in files.items()}
    # For ASCII keys, strings and integers `json` with sorted keys and no spaces is RFC 8785.
    value = {"id": slug, "n": number, "texts": texts, "v": 1}
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def revision_digest(slug: str, number: int, files: Mapping[str, bytes]) -> str:
    """SHA-256 of the manifest, in hex: what an endorsement is bound to."""
    return sha256(manifest(slug, number, files)).hexdigest()
