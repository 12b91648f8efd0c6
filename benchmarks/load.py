"""A small load client: only to loopback, bounded in time and number, ends by itself."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from threading import Thread


@dataclass(frozen=True)
class Load:
    """What came back: answers per second, latencies in seconds (sorted), and how often each status."""

    rate: float
    latencies: tuple[float, ...]
    statuses: dict[int, int]

    def percentile(self, part: float) -> float:
        """The latency, in seconds, within which this part of the answers came."""
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * part))]


def hammer(port: int, requests: Sequence[bytes], *, seconds: float, in_flight: int, once: bool = False) -> Load:
    """Send the requests round and round for that long (or each `once`), with `in_flight` connections kept open."""
    processes = min(2, in_flight)
    shares = [requests[part::processes] if once else requests for part in range(processes)]
    with ProcessPoolExecutor(processes) as pool:
        threads = in_flight // processes
        jobs = [pool.submit(_client, port, list(share), seconds, threads, once) for share in shares]
        parts = [job.result(timeout=seconds + 120) for job in jobs]
    latencies = sorted(latency for found, _, _ in parts for latency in found)
    statuses: dict[int, int] = {}
    for _, counted, _ in parts:
        for status, number in counted.items():
            statuses[status] = statuses.get(status, 0) + number
    return Load(sum(len(found) / lasted for found, _, lasted in parts), tuple(latencies), statuses)


def _client(
    port: int, requests: list[bytes], seconds: float, threads: int, once: bool
) -> tuple[list[float], dict[int, int], float]:
    latencies: list[float] = []
    statuses: dict[int, int] = {}

    def work(mine: list[bytes]) -> None:
        connection = _Connection(port)
        until = time.monotonic() + seconds
        turn = 0
        while (turn < len(mine)) if once else (time.monotonic() < until):
            begun = time.monotonic()
            status = connection.ask(mine[turn % len(mine)])
            latencies.append(time.monotonic() - begun)
            statuses[status] = statuses.get(status, 0) + 1
            turn += 1

    workers = [Thread(target=work, args=(requests[part::threads] if once else requests,)) for part in range(threads)]
    begun = time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return latencies, statuses, time.monotonic() - begun


class _Connection:
    """One connection kept open; reads answers by their Content-Length."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> int:
        self.socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        status = int(head[9:12])
        expected = 0 if status in (204, 304) else _content_length(head)
        missing = expected - len(body)
        while missing > 0:
            missing -= len(self._more())
        return status

    def _more(self) -> bytes:
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionError("the server closed the connection")
        return part


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            return int(line[15:])
    raise ValueError("an answer without a length")
