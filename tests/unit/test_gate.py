"""The gate for writers: one at a time, in order, and nobody waits for ever."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import threading
import time
from pathlib import Path

import pytest

from app.gate import GateBusy, through_gate


def test_one_at_a_time_among_threads(tmp_path: Path) -> None:
    inside, most = [0], [0]

    def write() -> None:
        for _ in range(20):
            with through_gate(str(tmp_path / "gate"), patience=10):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_threads_enter_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    entered: list[int] = []

    def write(number: int) -> None:
        with through_gate(str(tmp_path / "gate"), patience=10):
            entered.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    with through_gate(str(tmp_path / "gate"), patience=10):
        for thread in threads:
            thread.start()
            time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert entered == list(range(6))


def test_whoever_waits_too_long_is_told_so_and_the_next_gets_in(tmp_path: Path) -> None:
    with through_gate(str(tmp_path / "gate"), patience=1):
        refused = []

        def write() -> None:
            try:
                with through_gate(str(tmp_path / "gate"), patience=0.05):
                    pytest.fail("two inside")
            except GateBusy as error:
                refused.append(error)

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert len(refused) == 1
    with through_gate(str(tmp_path / "gate"), patience=1):
        pass


def _hold(path: str, entered: multiprocessing.synchronize.Event) -> None:
    with through_gate(path, patience=5):
        entered.set()
        time.sleep(60)


def test_another_process_keeps_us_out_until_it_dies(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    entered = context.Event()
    holder = context.Process(target=_hold, args=(str(tmp_path / "gate"), entered))
    holder.start()
    try:
        assert entered.wait(20)
        with pytest.raises(GateBusy), through_gate(str(tmp_path / "gate"), patience=0.1):
            pytest.fail("two inside")
    finally:
        holder.kill()
        holder.join()
    with through_gate(str(tmp_path / "gate"), patience=5):
        pass
