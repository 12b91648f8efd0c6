"""python3 make.py bench: a table on the screen and in benchmarks/results.md."""

from __future__ import annotations

import os
import platform
import secrets
import sys
import tempfile
import urllib.request
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import measures
from benchmarks.ledger import ledger
from benchmarks.measures import PAGE, Row
from benchmarks.seed import seeded
from benchmarks.server import free_port, serving

RESULTS = Path(__file__).parent / "results.md"
PACKAGES = ("flask", "sqlalchemy", "granian")


def main() -> int:
    """Measure everything; 0 when every aim is met."""
    with tempfile.TemporaryDirectory() as folder:
        rows = _measured(Path(folder))
    table = _table(rows)
    print(table)
    RESULTS.write_text(table, "utf-8")
    return 0 if all(row.met for row in rows) else 1


def _measured(folder: Path) -> list[Row]:
    common = {
        "DEVELOPMENT": "1",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "RATELIMIT_ENABLED": "0",
        "MAIL_URL": "",
    }
    environments, apps = {}, {}
    for name, signatories in (("small", 9), ("large", 100_000)):
        database = folder / f"{name}.sqlite"
        apps[name] = seeded(database, signatories, common)
        environments[name] = common | {"DATABASE_URL": f"sqlite:///{database}"}
    small_port, large_port, bare_port = free_port(), free_port(), free_port()
    with (
        serving("app.wsgi:application", environments["small"], "/healthz", small_port) as small,
        serving("app.wsgi:application", environments["large"], "/healthz", large_port) as large,
    ):
        page = folder / "page.html"
        page.write_bytes(urllib.request.urlopen(f"http://127.0.0.1:{small.port}{PAGE}").read())
        bare_environment = {"BARE_PAGE": str(page), "BARE_DATABASE": str(folder / "bare.sqlite")}
        with serving("benchmarks.bare:application", bare_environment, "/page", bare_port) as bare:
            return [
                *measures.warm_pages(bare, small, large, measures.etag_of(small)),
                *measures.endorsements(bare, small),
                *measures.register(large),
                measures.duplicates(apps["large"]),
                measures.weight(small),
                measures.memory(large),
                measures.cold_start(small.started_in),
                *ledger(apps["small"], apps["large"], folder / "ledger"),
            ]


def _table(rows: list[Row]) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}"
    lines = [
        "# Measured",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {machine}. Medians of {measures.ROUNDS} interleaved rounds; the client runs",
        "on the same cores. A ratio is to a bare Flask view on the same server in the same run.",
        "",
        "| what | measured | aim | met |",
        "|---|---|---|---|",
        *(f"| {row.what} | {row.measured} | {row.aim} | {'yes' if row.met else '**no**'} |" for row in rows),
        "",
    ]
    return "\n".join(lines)


sys.exit(main())
