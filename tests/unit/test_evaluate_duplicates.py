"""`flask duplicates evaluate`: what it measures on the labelled pairs, and what it says of a file that is none."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.duplicates import evaluate, measure
from app.domain.likeness import Named, likeness, marks
from tests.databases import ROOT

DATA = ROOT / "tests" / "data"
FILES = sorted(DATA.glob("organisation_pairs*.csv"))
HEADER = "name_a,country_a,name_b,country_b,label,kind\n"
AIM = 0.92
NOT_IN_THE_STRINGS = {"translation", "website"}  # what no letters tell; reported apart


def run(tmp_path: Path, content: str | bytes, *options: str) -> Result:
    file = tmp_path / "pairs.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return CliRunner().invoke(evaluate, [str(file), *options])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_precision_and_recall_stay_above_what_was_aimed_at(file: Path) -> None:
    kinds = {kind: count for kind, count in measure(file).kinds.items() if kind not in NOT_IN_THE_STRINGS}
    tp, fp, fn = (sum(getattr(count, name) for count in kinds.values()) for name in ("tp", "fp", "fn"))
    assert tp / (tp + fp) >= AIM
    assert tp / (tp + fn) >= AIM


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_of_a_hundred_pairs_that_are_shown_two_at_most_share_no_mark(file: Path) -> None:
    shown = lost = 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        for row in csv.DictReader(opened):
            one, other = (
                Named(
                    organisation=row[f"name_{side}"],
                    country=row[f"country_{side}"],
                    website=row.get(f"website_{side}", ""),
                )
                for side in "ab"
            )
            if row["label"] == "same" and likeness(one, other):
                shown += 1
                lost += not marks(one) & marks(other)
    assert lost <= 0.02 * shown


def test_the_last_line_is_the_result_as_json(tmp_path: Path) -> None:
    rows = "Asparez NGO,AM,«Asparez»,AM,same,legal_form\nUnion of X,,Club of X,,different,similar\n"
    result = run(tmp_path, "\ufeff" + HEADER + rows)
    assert result.exit_code == 0
    found = json.loads(result.output.splitlines()[-1])
    assert (found["precision"], found["recall"], found["pairs"]) == (1.0, 1.0, 2)
    assert found["kinds"]["similar"] == {
        "precision": None,
        "recall": None,
        "pairs": 1,
        "tp": 0,
        "fp": 0,
        "fn": 0,
        "tn": 1,
    }


def test_columns_stand_in_any_order_and_further_ones_are_welcome(tmp_path: Path) -> None:
    content = "source,website_b,kind,label,country_b,name_b,country_a,name_a,website_a\n"
    content += "me,https://asparez.am,website,same,AM,Asparez,AM,Zhoghovurd,asparez.am\n"
    assert '"recall": 1.0' in run(tmp_path, content).output


def test_the_wrong_ones_are_listed_when_asked_for(tmp_path: Path) -> None:
    result = run(tmp_path, HEADER + "Asparez,AM,Viasna,BY,same,similar\n", "--errors")
    assert "line 2, same, similar: Asparez (AM) | Viasna (BY) – not shown" in result.output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "names no column name_a"),
        ("a,b\n1,2\n", "names no column"),
        (HEADER, "there are no pairs in it"),
        (HEADER + "A,AM,B,AM,maybe,x\n", "line 2: label is 'maybe', not same or different"),
        (HEADER + "A,AM,B,AM,same,x,y,z\n", "line 2: more cells than columns"),
        (HEADER + '"A,AM\n', "unexpected end of data"),
        (HEADER.encode("utf-16"), "not UTF-8"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(tmp_path: Path, content: str | bytes, said: str) -> None:
    result = run(tmp_path, content)
    assert result.exit_code == 1
    assert said in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_file_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(evaluate, [str(tmp_path / "none.csv")])
    assert (result.exit_code, len(result.output.strip().splitlines())) == (1, 1)
