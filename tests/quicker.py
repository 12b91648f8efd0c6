"""What thousands of fresh applications on fresh databases would do again and again, done once in each worker.

Both lean on private names of SQLAlchemy and Werkzeug, so only tests do it; should a name go, tests only get slower
by a failure that says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

_dialects: dict[str, tuple[sa.Dialect, Any]] = {}  # by kind: that of the first engine, and the SQL compiled for it
_builders: dict[Any, Any] = {}


def knowing_its_sql(engine: sa.Engine) -> sa.Engine:
    """The engine, with the SQL that earlier ones of its kind compiled: every test asks what others asked."""
    name = engine.dialect.name
    if name not in _dialects:
        engine.connect().close()  # so that the dialect knows what server it speaks to
        _dialects[name] = (engine.dialect, LRUCache(2000))
    engine.dialect, engine._compiled_cache = _dialects[name]
    return engine


def compile_routes_once() -> None:
    """The function that builds a route's address depends on the route alone, and is compiled from source each time."""
    compile_builder: Callable[[Rule, bool], Any] = Rule._compile_builder

    def remembered(rule: Rule, append_unknown: bool = True) -> Any:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in _builders:
            _builders[key] = compile_builder(rule, append_unknown)
        return _builders[key]

    Rule._compile_builder = remembered
