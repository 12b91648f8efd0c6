"""Empty databases, and what stands in one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import Databases


@pytest.fixture
def empty_url(databases: Databases) -> Iterator[str]:
    """A database without a table."""
    with databases.empty() as url:
        yield url
