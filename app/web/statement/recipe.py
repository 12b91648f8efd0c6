"""How anybody recomputes the digests: the list of revisions that machines read, and the script of docs/digest.md."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from app.domain.statements.models import Statement
from app.web.statement.changes import Entry

# Word for word the script of docs/digest.md; a test compares the two, and runs it.
RECIPE = """\
import hashlib, json, sys, urllib.request
get, sha = lambda url: urllib.request.urlopen(url).read(), lambda data: hashlib.sha256(data).hexdigest()
for r in json.loads(get(sys.argv[1]))["revisions"]:
    m = {"id": r["slug"], "n": r["number"], "texts": {f["language"]: sha(get(f["url"])) for f in r["files"]}, "v": 1}
    print(r["number"], sha(json.dumps(m, sort_keys=True, separators=(",", ":")).encode()) == r["digest"], r["digest"])
"""


def as_data(statement: Statement, history: Sequence[Entry], base: str) -> bytes:
    """The revisions, the newest first, as JSON that only ever grows."""
    value = {
        "slug": statement.slug,
        "language": statement.language,
        "version": 1,
        "revisions": [_revision(entry, statement.slug, base) for entry in history],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _revision(entry: Entry, slug: str, base: str) -> dict[str, Any]:
    revision = entry.revision
    return {
        "slug": slug,
        "number": revision.number,
        "kind": revision.kind,
        "note": revision.note,
        "published": revision.published_at.isoformat(timespec="seconds") if revision.published_at else None,
        "current": entry.current,
        "covers_current": entry.covers_current,
        "organisations": entry.signatories,
        "languages": [file.language for file in entry.files],
        "files": [{"language": file.language, "url": base + file.url, "sha256": file.digest} for file in entry.files],
        "manifest": entry.manifest,
        "digest": revision.digest,
    }
