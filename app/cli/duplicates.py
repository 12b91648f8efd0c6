"""`flask duplicates`: how well the same organisation is found under another name."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.database import writing
from app.domain.endorsements.indexing import mark_some
from app.domain.likeness import Likeness, Named, likeness

COLUMNS = ("name_a", "country_a", "name_b", "country_b", "label", "kind")
LABELS = {"same": True, "different": False}


@dataclass
class Count:
    """How often a pair was shown and should have been (tp), should not (fp), and so on."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0

    def add(self, *, same: bool, shown: bool) -> None:
        name = ("tp" if shown else "fn") if same else ("fp" if shown else "tn")
        setattr(self, name, getattr(self, name) + 1)

    def numbers(self) -> dict[str, float | int | None]:
        """Precision and recall, None where nothing was shown or nothing was to be found, and the counts."""
        return {
            "precision": _ratio(self.tp, self.tp + self.fp),
            "recall": _ratio(self.tp, self.tp + self.fn),
            "pairs": self.tp + self.fp + self.fn + self.tn,
            **vars(self),
        }


@dataclass
class Evaluation:
    """The count of all pairs and of each kind, and the pairs that were judged wrongly, in one line each."""

    all: Count = field(default_factory=Count)
    kinds: dict[str, Count] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


@click.group()
def duplicates() -> None:
    """Organisations that are there twice under two names."""


@duplicates.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="Print every pair that is judged wrongly, too.")
def evaluate(file: Path, errors: bool) -> None:
    """Measure on the labelled pairs of FILE how often a moderator is shown what belongs side by side.

    FILE is a CSV with name_a, country_a, name_b, country_b, label (same, different) and kind; website_a, website_b,
    latin_a and latin_b are used where they are there. The last line is the result as JSON.
    """
    found = measure(file)
    for line in found.errors if errors else ():
        click.echo(line)
    click.echo(f"{'kind':<20}{'pairs':>7}{'precision':>11}{'recall':>8}   tp   fp   fn   tn")
    for kind, count in [*sorted(found.kinds.items()), ("all", found.all)]:
        click.echo(_row(kind, count))
    kinds = {kind: count.numbers() for kind, count in sorted(found.kinds.items())}
    click.echo(json.dumps({**found.all.numbers(), "kinds": kinds}, ensure_ascii=False))


@duplicates.command()
@with_appcontext
def index() -> None:
    """Mark the names of all endorsements afresh by which duplicates are found, where the marks are out of date.

    After an upgrade; `flask serve --prepare` does it, too. It can be stopped and begun again.
    """
    click.echo(f"Marked the names of {index_names()} endorsements.")


def index_names() -> int:
    """Mark what is out of date, some at a time, so that others may write meanwhile. Returns how many there were."""
    number = 0
    while True:
        with writing() as session:
            marked = mark_some(session)
        number += marked
        if not marked:
            return number


def measure(file: Path) -> Evaluation:
    """Judge every pair of the file. Raises ClickException with the line and the reason where it is not such a file."""
    found = Evaluation()
    for line, row in _rows(file):
        same = LABELS.get(row["label"].strip().lower())
        if same is None:
            raise click.ClickException(f"{file}, line {line}: label is {row['label']!r}, not same or different")
        shown = likeness(_named(row, "a"), _named(row, "b"))
        for count in (found.all, found.kinds.setdefault(row["kind"].strip() or "–", Count())):
            count.add(same=same, shown=shown is not None)
        if same != (shown is not None):
            found.errors.append(_error(line, row, shown))
    if not found.all.numbers()["pairs"]:
        raise click.ClickException(f"{file}: there are no pairs in it")
    return found


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, strict=True, restval="")
            reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
            if missing := [column for column in COLUMNS if column not in reader.fieldnames]:
                raise click.ClickException(f"{file}: the first line names no column {', '.join(missing)}")
            for row in reader:
                if None in row:
                    raise click.ClickException(f"{file}, line {reader.line_num}: more cells than columns")
                if any(value.strip() for value in row.values()):
                    yield reader.line_num, row
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise click.ClickException(f"{file}: the file is not UTF-8") from None
    except csv.Error as error:
        raise click.ClickException(f"{file}, line {reader.line_num}: {error}") from None


def _named(row: dict[str, str], side: str) -> Named:
    def cell(column: str) -> str:
        return row.get(f"{column}_{side}", "").strip()

    return Named(
        organisation=cell("name"),
        country=cell("country").upper(),
        organisation_latin=cell("latin"),
        website=cell("website"),
    )


def _error(line: int, row: dict[str, str], shown: Likeness | None) -> str:
    why = f"shown: {', '.join(shown.grounds)}, {shown.score}" if shown else "not shown"
    sides = [f"{row[f'name_{side}']} ({row[f'country_{side}'] or '–'})" for side in "ab"]
    return f"line {line}, {row['label']}, {row['kind']}: {' | '.join(sides)} – {why}"


def _row(kind: str, count: Count) -> str:
    numbers = count.numbers()
    precision, recall = (_written(numbers[name]) for name in ("precision", "recall"))
    counts = "".join(f"{number:>5}" for number in vars(count).values())
    return f"{kind:<20}{numbers['pairs']:>7}{precision:>11}{recall:>8}{counts}"


def _written(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.3f}"


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
