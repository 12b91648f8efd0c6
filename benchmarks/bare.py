"""What the site is compared with: the smallest Flask views that do the same outward work, on the same server."""

from __future__ import annotations

import os
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, Response

application = Flask(__name__)
PAGE = Path(os.environ["BARE_PAGE"]).read_bytes()
engine = sa.create_engine(f"sqlite:///{os.environ['BARE_DATABASE']}")
metadata = sa.MetaData()
row = sa.Table("row", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))


@sa.event.listens_for(engine, "connect")
def _durable(connection, _record) -> None:  # type: ignore[no-untyped-def]  # a raw connection
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


with engine.begin() as first:  # both workers come by here
    first.exec_driver_sql('CREATE TABLE IF NOT EXISTS "row" (id INTEGER PRIMARY KEY, text TEXT)')


@application.get("/page")
def page() -> Response:
    """The same bytes, from memory."""
    return Response(PAGE, mimetype="text/html")


@application.post("/commit")
def commit() -> Response:
    """One row, one durable commit."""
    with engine.begin() as connection:
        connection.execute(row.insert().values(text="x" * 200))
    return Response("", 204)
