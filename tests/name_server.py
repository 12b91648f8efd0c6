"""A name server on loopback, by UDP and TCP, that answers as a test wants it: rightly, wrongly, late or not at all."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dnslib import QTYPE, RCODE, RR, TXT, DNSRecord

_here = threading.local()  # `closed`: of the server that this thread serves
Answer = Callable[[DNSRecord, bool], bytes | list[bytes] | None]  # the question, and whether it came by TCP


@dataclass
class NameServer:
    """Where it listens, and what it was asked."""

    port: int
    answer: Answer
    asked: list[tuple[str, str, bool]] = field(default_factory=list)  # name, type, by TCP
    closed: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """As DNS_RESOLVER names it."""
        return f"127.0.0.1:{self.port}"

    def reply(self, packet: bytes, *, tcp: bool) -> list[bytes]:
        """What goes back for one question."""
        _here.closed = self.closed
        question = DNSRecord.parse(packet)
        self.asked.append((str(question.q.qname), QTYPE[question.q.qtype], tcp))
        answer = self.answer(question, tcp)
        return [] if answer is None else answer if isinstance(answer, list) else [answer]


@contextmanager
def name_server(answer: Answer) -> Iterator[NameServer]:
    """Serve until the end of the block."""
    udp, tcp = _one_port()
    tcp.listen(8)
    server = NameServer(udp.getsockname()[1], answer)
    threads = [threading.Thread(target=_serve_udp, args=(udp, server), daemon=True)]
    threads.append(threading.Thread(target=_serve_tcp, args=(tcp, server), daemon=True))
    for one in (udp, tcp):
        one.settimeout(0.05)
    for thread in threads:
        thread.start()
    yield server
    server.closed.set()
    for thread in threads:
        thread.join(timeout=5)
    udp.close()
    tcp.close()


def _one_port() -> tuple[socket.socket, socket.socket]:
    """A socket for datagrams and one for streams at one free port; somebody else may have half of it."""
    for _ in range(20):
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        udp.bind(("127.0.0.1", 0))
        try:
            tcp.bind(udp.getsockname())
        except OSError:
            udp.close()
            tcp.close()
        else:
            return udp, tcp
    raise OSError("no port is free for both")


def _serve_udp(udp: socket.socket, server: NameServer) -> None:
    while not server.closed.is_set():
        try:
            packet, sender = udp.recvfrom(65535)
        except TimeoutError:
            continue
        for answer in server.reply(packet, tcp=False):
            udp.sendto(answer, sender)


def _serve_tcp(tcp: socket.socket, server: NameServer) -> None:
    while not server.closed.is_set():
        try:
            connection, _ = tcp.accept()
        except TimeoutError:
            continue
        with connection:
            connection.settimeout(2)
            try:
                (size,) = struct.unpack("!H", connection.recv(2))
                for answer in server.reply(connection.recv(size), tcp=True):
                    connection.sendall(struct.pack("!H", len(answer)) + answer)
            except OSError:  # the other side gave up
                continue


def texts(*values: str | bytes | list[bytes]) -> Answer:
    """Answers every question with these TXT records; a list is one record in several strings."""

    def answer(question: DNSRecord, _tcp: bool) -> bytes:
        reply = question.reply()
        for value in values:
            reply.add_answer(RR(question.q.qname, QTYPE.TXT, rdata=TXT(value), ttl=60))
        return bytes(reply.pack())

    return answer


def status(name: str) -> Answer:
    """Answers with this code, such as NXDOMAIN or REFUSED."""

    def answer(question: DNSRecord, _tcp: bool) -> bytes:
        reply = question.reply()
        reply.header.rcode = getattr(RCODE, name)
        return bytes(reply.pack())

    return answer


def late(seconds: float, then: Answer) -> Answer:
    """Thinks that long first."""

    def answer(question: DNSRecord, tcp: bool) -> bytes | list[bytes] | None:
        return None if _here.closed.wait(seconds) else then(question, tcp)

    return answer


def silent(_question: DNSRecord, _tcp: bool) -> None:
    """Never answers."""


def truncated(then: Answer) -> Answer:
    """By UDP says only that the answer is too long for a packet."""

    def answer(question: DNSRecord, tcp: bool) -> bytes | list[bytes] | None:
        if tcp:
            return then(question, tcp)
        reply = question.reply()
        reply.header.tc = 1
        return bytes(reply.pack())

    return answer
