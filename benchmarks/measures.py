"""What is measured, each as a row of the table: what, how much, the aim, whether it is met."""

from __future__ import annotations

import gzip
import re
import urllib.request
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from flask import Flask

from app.domain.endorsements.duplicates import likely_duplicates_of
from app.domain.likeness import Named
from app.extensions import db
from benchmarks.load import hammer
from benchmarks.seed import SLUG
from benchmarks.server import Running

PAGE = f"/en/statements/{SLUG}"
FORM = f"{PAGE}/endorse"
ROUNDS = 3


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    aim: str
    met: bool


def get(path: str, *headers: str) -> bytes:
    """A request for that path, as a browser keeps its connection."""
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode()


def warm_pages(bare: Running, small: Running, large: Running, etag: str) -> list[Row]:
    """The warm statement page at both sizes and the conditional request, against the bare view; interleaved rounds."""
    rates: dict[str, list[float]] = {"bare": [], "nine": [], "many": [], "304": []}
    for _ in range(ROUNDS):
        rates["bare"].append(hammer(bare.port, [get("/page")], seconds=3, in_flight=8).rate)
        rates["nine"].append(hammer(small.port, [get(PAGE)], seconds=3, in_flight=8).rate)
        rates["many"].append(hammer(large.port, [get(PAGE)], seconds=3, in_flight=8).rate)
        load = hammer(small.port, [get(PAGE, f"If-None-Match: {etag}")], seconds=3, in_flight=8)
        if set(load.statuses) != {304}:
            raise RuntimeError(f"expected 304 only, got {load.statuses}")
        rates["304"].append(load.rate)
    middle = {name: median(found) for name, found in rates.items()}
    nine, many, not_modified = (middle[name] / middle["bare"] for name in ("nine", "many", "304"))
    apart = max(middle["nine"], middle["many"]) / min(middle["nine"], middle["many"])
    a_second = {name: f"{rate:,.0f}/s" for name, rate in middle.items()}
    return [
        Row("bare Flask view, same bytes", a_second["bare"], "the measure", True),
        Row("warm statement page, 9 signatories", f"{nine:.2f} ({a_second['nine']})", "≥ 0.70", nine >= 0.7),
        Row("warm statement page, 100,000", f"{many:.2f} ({a_second['many']})", "≥ 0.70", many >= 0.7),
        Row("the two sizes apart", f"{apart:.2f}", "≤ 1.30", apart <= 1.3),
        Row(
            "conditional request, 304",
            f"{not_modified:.2f} ({a_second['304']})",
            "≥ 0.70",
            not_modified >= 0.7,
        ),
    ]


def endorsements(bare: Running, site: Running, number: int = 600) -> list[Row]:
    """Whole POSTs of the form, 16 in flight, against one durable commit of a bare view."""
    requests = [_endorsement(site, turn) for turn in range(number)]
    commit = b"POST /commit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"
    share = number // ROUNDS
    rates: dict[str, list[float]] = {"bare": [], "site": []}
    slow, usual = [], []
    for turn in range(ROUNDS):
        rates["bare"].append(hammer(bare.port, [commit], seconds=3, in_flight=16).rate)
        part = requests[turn * share : (turn + 1) * share]
        load = hammer(site.port, part, seconds=60, in_flight=16, once=True)
        if load.statuses != {303: len(part)}:
            raise RuntimeError(f"an endorsement was not taken: {load.statuses}")
        rates["site"].append(load.rate)
        slow.append(load.percentile(0.99))
        usual.append(load.percentile(0.5))
    ratio = median(rates["site"]) / median(rates["bare"])
    p99, p50 = median(slow), median(usual)
    measured = f"{ratio:.2f} ({median(rates['site']):,.0f}/s of {median(rates['bare']):,.0f}/s)"
    spread = f"{p99 / p50:.1f} × (p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms)"
    return [
        Row("endorse, whole POST, against one durable commit", measured, "≥ 0.40", ratio >= 0.4),
        Row("endorse, p99 against p50, 16 in flight", spread, "≤ 3 ×", p99 <= 3 * p50),
    ]


def weight(site: Running) -> Row:
    """The statement page and its stylesheet as a browser receives them, compressed."""
    html = _received(site, PAGE)
    resources = re.findall(r'(?:href|src)="([^"]+)"', gzip.decompress(html).decode())
    loaded = {path for path in resources if re.search(r"\.(css|js|svg|woff2?)(\?|$)", path)}
    foreign = [path for path in loaded if "//" in path]
    sizes = [len(html)] + [len(_received(site, path)) for path in loaded if ".svg" not in path]
    total = sum(sizes) / 1000
    measured = f"{total:.1f} kB in {len(sizes)} requests, {len(foreign)} to third parties"
    return Row("statement page over the wire, gzip", measured, "≤ 20 kB, ≤ 3, 0", total <= 20 and len(sizes) <= 3)


def memory(site: Running) -> Row:
    """The largest worker, after the load of this run."""
    used = site.worker_memory() / 1_000_000
    return Row("one worker's memory, 100,000 signatories", f"{used:.0f} MB", "≤ 120 MB", used <= 120)


def cold_start(seconds: float) -> Row:
    """From the command to the first answer."""
    return Row("cold start to the first answer", f"{seconds:.2f} s", "≤ 2 s", seconds <= 2)


def etag_of(site: Running) -> str:
    """The entity tag of the statement page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{site.port}{PAGE}") as answer:
        return str(answer.headers["ETag"])


def register(site: Running) -> list[Row]:
    """A search, the first page and a late one of the register of 100,000."""
    rows = []
    html = urllib.request.urlopen(f"http://127.0.0.1:{site.port}{PAGE}/signatories").read().decode()
    cursor = re.search(r"after=([a-z0-9]+)", html)
    paths = {
        "search": "?q=forum+number+77",
        "first page": "",
        "search of two letters": "?q=77",
        "search that finds nothing": "?q=zzz",
        "next page": f"?after={cursor[1] if cursor else ''}",
    }
    for name, query in paths.items():
        load = hammer(site.port, [get(f"{PAGE}/signatories{query}")], seconds=2, in_flight=2)
        p99 = load.percentile(0.99) * 1000
        rows.append(Row(f"register of 100,000, {name}, p99", f"{p99:.0f} ms", "≤ 50 ms", p99 <= 50))
    return rows


def duplicates(app: Flask, number: int = 40) -> Row:
    """Who may be the same organisation: one name after another, each asked for the first time, among 100,000."""
    took = []
    with app.app_context():
        session = db.session()
        for turn in range(number):
            named = Named(organisation=f"Rights Forum of the Open Society, no. {turn * 2311}", country="AM")
            began = perf_counter()
            likely_duplicates_of(session, 1, named)
            took.append(perf_counter() - began)
    slowest, usual = max(took) * 1000, median(took) * 1000
    what = "duplicates of one name among 100,000, slowest of 40"
    return Row(what, f"{slowest:.0f} ms (median {usual:.0f} ms)", "≤ 100 ms", slowest <= 100)


def _received(site: Running, path: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", site.port)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    body = connection.getresponse().read()
    return body if body[:2] == b"\x1f\x8b" else gzip.compress(body)


def _endorsement(site: Running, turn: int) -> bytes:
    """A POST of a form as it was served: its own tokens, its own organisation."""
    with urllib.request.urlopen(f"http://127.0.0.1:{site.port}{FORM}") as answer:
        html, cookie = answer.read().decode(), answer.headers["Set-Cookie"].partition(";")[0]
    hidden = dict(re.findall(r'<input[^>]*name="(csrf_token|revision)"[^>]*value="([^"]+)"', html))
    fields = hidden | {
        "organisation": f"Bench Organisation {turn}",
        "country": "AM",
        "website": f"https://www.bench-{turn}.example",
        "representative": "Somebody",
        "position": "Director",
        "email": f"office@bench-{turn}.example",
        "privacy": "y",
    }
    body = urlencode(fields)
    head = [
        f"POST {FORM} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", body]).encode()
