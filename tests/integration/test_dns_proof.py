"""The record that proves a domain, looked up at a real server on loopback: no lie passes, nothing waits long."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from dnslib import CNAME, QTYPE, RR, TXT, DNSRecord
from flask import Flask

from app import dns_proof
from app.domain.endorsements.evidence.kinds import Dns
from app.domain.errors import Overloaded
from config import Config, UnsafeConfiguration, name_servers
from tests.name_server import Answer, late, name_server, silent, status, texts, truncated

NAME, VALUE = "_undersigned.ngo.org", "undersigned=abcdefghij234567"
OTHERS = "v=spf1 -all"


def ask(answer: Answer) -> tuple[Dns, list[tuple[str, str, bool]], float]:
    """What comes of asking this server, what it was asked, and how many seconds it took."""
    with name_server(answer) as server:
        begun = time.monotonic()
        outcome = dns_proof.ask(NAME, VALUE, [("127.0.0.1", server.port)])
        return outcome, server.asked, time.monotonic() - begun


def edited(change: str, value: str = VALUE) -> Answer:
    """A right answer with one thing wrong in it."""

    def answer(question: DNSRecord, tcp: bool) -> bytes:
        reply = DNSRecord.parse(texts(value)(question, tcp))  # type: ignore[arg-type]
        if change == "id":
            reply.header.id = (reply.header.id + 1) % 65536
        elif change == "question":
            reply.q.qname = "_undersigned.evil.org"
            reply.rr[0].rname = "_undersigned.evil.org"
        elif change == "question type":
            reply.q.qtype = QTYPE.A
        elif change == "no question":
            reply.questions = []
        elif change == "owner":
            reply.rr[0].rname = "_undersigned.evil.org"
        elif change == "no answer bit":
            reply.header.qr = 0
        elif change == "class":
            reply.rr[0].rclass = 3
        packed = bytes(reply.pack())
        return packed[:-9] if change == "length" else packed

    return answer


def alias(*, ends: bool) -> Answer:
    """An alias for another name, which has the record, or is an alias for this one."""

    def answer(question: DNSRecord, _tcp: bool) -> bytes:
        reply = question.reply()
        reply.add_answer(RR(NAME, QTYPE.CNAME, rdata=CNAME("proof.ngo.net"), ttl=60))
        if ends:
            reply.add_answer(RR("proof.ngo.net", QTYPE.TXT, rdata=TXT(VALUE), ttl=60))
        else:
            reply.add_answer(RR("proof.ngo.net", QTYPE.CNAME, rdata=CNAME(NAME), ttl=60))
        return bytes(reply.pack())

    return answer


RIGHT: dict[str, Answer] = {
    "alone": texts(VALUE),
    "among others": texts(OTHERS, VALUE, "undersigned=older"),
    "in several strings": texts([VALUE[:5].encode(), VALUE[5:].encode()]),
    "in quotes and blanks": texts(f' "{VALUE}" '),
    "beside bytes that are no text": texts([b"\xff\xfe\x00\xd5\xa1", b"\x80" * 200], VALUE),
    "by an alias within the answer": alias(ends=True),
    "too long for a packet": truncated(texts(*[f"{OTHERS} {number}" for number in range(300)], VALUE)),
    "after two seconds": late(2, texts(VALUE)),
}


@pytest.mark.parametrize("answer", RIGHT.values(), ids=RIGHT)
def test_a_record_that_is_there_is_found(answer: Answer) -> None:
    outcome, asked, seconds = ask(answer)
    assert outcome is Dns.FOUND
    assert {(name, kind) for name, kind, _ in asked} == {(f"{NAME}.", "TXT")}
    assert len(asked) <= 2
    assert seconds < 3


WRONG: dict[str, tuple[Answer, set[Dns]]] = {
    "no such name": (status("NXDOMAIN"), {Dns.ABSENT}),
    "no such record": (texts(), {Dns.ABSENT}),
    "others' records": (texts(OTHERS, "google-site-verification=x"), {Dns.ABSENT}),
    "another value": (texts("undersigned=zzzzzzzzzz234567"), {Dns.OTHER_VALUE}),
    "the beginning of it": (texts(VALUE[:-1]), {Dns.OTHER_VALUE}),
    "more than it": (texts(VALUE + "x"), {Dns.OTHER_VALUE}),
    "it in capitals": (texts(VALUE.upper()), {Dns.ABSENT}),
    "within a sentence": (texts(f"please {VALUE} thanks"), {Dns.ABSENT}),
    "in two records": (texts(VALUE[:15], VALUE[15:]), {Dns.OTHER_VALUE}),
    "letters that look like it": (texts(VALUE.replace("e", "е").encode()), {Dns.ABSENT}),
    "empty": (texts(""), {Dns.ABSENT}),
    "bytes that are no text": (texts(b"\xff\xfe" * 100), {Dns.ABSENT}),
    "thousands of records": (truncated(texts(*map(str, range(2500)))), {Dns.ABSENT}),
    "wrong id": (edited("id"), {Dns.TIMED_OUT, Dns.BROKEN}),
    "wrong question": (edited("question"), {Dns.TIMED_OUT, Dns.BROKEN}),
    "wrong question type": (edited("question type"), {Dns.TIMED_OUT, Dns.BROKEN}),
    "no question": (edited("no question"), {Dns.TIMED_OUT, Dns.BROKEN}),
    "a question for an answer": (edited("no answer bit"), {Dns.TIMED_OUT, Dns.BROKEN}),
    "of another name": (edited("owner"), {Dns.ABSENT}),
    "of another class": (edited("class"), {Dns.ABSENT, Dns.TIMED_OUT, Dns.BROKEN}),
    "aliases in a circle": (alias(ends=False), {Dns.BROKEN}),
    "noise": (lambda _question, _tcp: [b"", b"\x00" * 11, b"\xff" * 500], {Dns.TIMED_OUT, Dns.BROKEN}),
    "cut in the middle": (edited("length"), {Dns.TIMED_OUT, Dns.BROKEN}),
    "always truncated": (lambda question, _tcp: truncated(silent)(question, False), {Dns.BROKEN, Dns.TIMED_OUT}),
    "refused": (status("REFUSED"), {Dns.REFUSED}),
    "failed": (status("SERVFAIL"), {Dns.REFUSED}),
    "not implemented": (status("NOTIMP"), {Dns.REFUSED}),
    "not understood": (status("FORMERR"), {Dns.REFUSED, Dns.BROKEN}),
    "never": (silent, {Dns.TIMED_OUT}),
    "too late": (late(0.9, texts(VALUE)), {Dns.TIMED_OUT}),
    "too late by TCP": (truncated(late(0.9, texts(VALUE))), {Dns.TIMED_OUT}),
    "nothing by TCP": (truncated(silent), {Dns.TIMED_OUT, Dns.BROKEN}),
}


@pytest.mark.parametrize(("answer", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_no_record_is_never_taken_for_one_nor_waited_for(
    monkeypatch: pytest.MonkeyPatch, answer: Answer, expected: set[Dns]
) -> None:
    """With a fifth of the patience, so that thirty servers take seconds; the next test has all of it."""
    monkeypatch.setattr(dns_proof, "ALL_WITHIN", 0.6)
    monkeypatch.setattr(dns_proof, "EACH_WITHIN", 0.5)
    outcome, asked, seconds = ask(answer)
    assert outcome in expected
    assert 1 <= len(asked) <= dns_proof.MOST_QUERIES
    assert seconds < dns_proof.ALL_WITHIN + 0.8


def test_ten_seconds_are_cut_at_three() -> None:
    outcome, asked, seconds = ask(late(10, texts(VALUE)))
    assert outcome is Dns.TIMED_OUT
    assert len(asked) <= dns_proof.MOST_QUERIES
    assert 2.5 < seconds < 3.5


def test_where_nobody_listens_or_no_server_is_known_nothing_is_found() -> None:
    with name_server(silent) as server:
        port = server.port
    assert dns_proof.ask(NAME, VALUE, [("127.0.0.1", port)]) in (Dns.REFUSED, Dns.TIMED_OUT)
    assert dns_proof.ask(NAME, VALUE, []) is Dns.REFUSED


def test_the_second_server_answers_for_a_first_that_will_not() -> None:
    with name_server(status("REFUSED")) as first, name_server(texts(VALUE)) as second:
        servers = [("127.0.0.1", first.port), ("127.0.0.1", second.port)]
        assert dns_proof.ask(NAME, VALUE, servers) is Dns.FOUND
        assert (len(first.asked), len(second.asked)) == (1, 1)


def test_a_stranger_who_shouts_first_does_not_drown_the_answer() -> None:
    def answer(question: DNSRecord, tcp: bool) -> list[bytes]:
        lie = [edited("id", "undersigned=lie")(question, tcp)] * 40
        return [*lie, texts(VALUE)(question, tcp)]  # type: ignore[list-item]

    assert ask(answer)[0] is Dns.FOUND


@pytest.mark.parametrize(
    "domain",
    ["", "localhost", "org", "co.uk", "127.0.0.1", "[::1]", "2130706433", "0x7f.1", "printer.local",
     "x.onion", "www.ngo.org", "ngo.org.", "NGO.org", "ngo.org/path", "a b.org", "ngo.org:53",
     "github.io", "x" * 300 + ".org", "_x.ngo.org"],
)  # fmt: skip
def test_only_what_somebody_can_have_registered_is_asked_about(app: Flask, domain: str) -> None:
    with app.app_context(), pytest.raises(ValueError, match=r".*"):
        dns_proof.look_up("public-id", domain)


def test_the_value_is_of_one_endorsement_one_domain_and_one_site(app: Flask, config: Config, make_app: object) -> None:
    with app.app_context():
        value = dns_proof.record_value("aaaa", "ngo.org")
        assert value == dns_proof.record_value("aaaa", "ngo.org")
        others = {dns_proof.record_value("aaab", "ngo.org"), dns_proof.record_value("aaaa", "ngo.am")}
        assert value not in others
        assert len(others) == 2
        assert value.startswith("undersigned=")
        assert len(value) < 60
    other_site = replace(config, secret_key="Zq7RkP2nWb9XtLm4Vc6Yd8Hs3Fg5Jx1Tq0")
    with make_app(secret_key=other_site.secret_key).app_context():  # type: ignore[operator]
        assert dns_proof.record_value("aaaa", "ngo.org") != value


def test_no_more_than_two_wait_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a slow name server takes no worker's threads from the readers."""
    with app.app_context():
        for _ in range(2):
            assert dns_proof._AT_ONCE.acquire(blocking=False)
        try:
            with pytest.raises(Overloaded):
                dns_proof.look_up("aaaa", "ngo.org")
        finally:
            for _ in range(2):
                dns_proof._AT_ONCE.release()


@pytest.mark.parametrize(
    ("text", "servers"),
    [
        ("", ()),
        ("9.9.9.9", (("9.9.9.9", 53),)),
        ("127.0.0.1:5353, [::1]:54", (("127.0.0.1", 5353), ("::1", 54))),
        ("::1 localhost:99", (("::1", 53), ("127.0.0.1", 99))),
    ],
)
def test_servers_are_named_by_address_and_port(text: str, servers: tuple[tuple[str, int], ...]) -> None:
    assert name_servers(text) == servers


@pytest.mark.parametrize(
    "text", ["dns.example.org", "127.0.0.1:x", "127.0.0.1:99999", "1.2.3", "http://9.9.9.9", ":53"]
)
def test_a_server_that_cannot_be_one_stops_the_start(config: Config, text: str) -> None:
    with pytest.raises(UnsafeConfiguration, match="DNS_RESOLVER"):
        replace(config, dns_resolver=text)
