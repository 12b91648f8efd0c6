"""Plain lines as people paste them: a name and an address in each, with whatever between, or an address alone."""

from __future__ import annotations

import csv
import io
import re

from app.imports.headings import meaning

_ADDRESS = re.compile(r"[^\s<>()\[\],;:|\"]*@[^\s<>()\[\],;:|\"]*")
_BETWEEN = " \t<>()[],;:|–—-"
_COLUMNS = 2  # commas in every line: that is a table
_MOST = 0.5  # of the lines have one address


def as_table(text: str) -> str:
    """The same as a table with a header, where most lines have one address; any other text as it is."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    addressed = sum(line.count("@") == 1 for line in lines)
    if not lines or addressed < _MOST * len(lines) or _is_table(lines):
        return text
    table = io.StringIO()
    rows = csv.writer(table, delimiter="\t", lineterminator="\n")
    rows.writerow(("Organisation", "E-mail"))
    rows.writerows(map(_parted, lines))
    return table.getvalue()


def _is_table(lines: list[str]) -> bool:
    """Whether cells are parted by tabs or semicolons, or there is a header, or two commas in every line."""
    commas = {line.count(",") for line in lines}
    headed = any(meaning(cell) == "email" for cell in lines[0].split(",") if "@" not in cell)
    parted = sum("\t" in line or ";" in line for line in lines) > _MOST * len(lines)
    return parted or headed or (len(commas) == 1 and min(commas) >= _COLUMNS)


def _parted(line: str) -> tuple[str, str]:
    """The name and the address; what follows the address belongs to the name only where nothing stands before it."""
    met = _ADDRESS.search(line)
    if met is None:
        return line, ""
    before, after = line[: met.start()].strip(_BETWEEN), line[met.end() :].strip(_BETWEEN)
    return _unquoted(before or after), met.group()


def _unquoted(name: str) -> str:
    """Without quotation marks around it all, as mail programmes put them."""
    return name[1:-1] if name.count('"') == 2 and name[0] == name[-1] == '"' else name
