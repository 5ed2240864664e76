"""How the work of something grows with its input: in calls, which are counted, and in processor time, which is measured."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from types import FrameType
from typing import TypeVar

Source = TypeVar("Source")

# Work may grow by so much more than size. What grows with the square shows 8.
ALLOWED = 1.15
# Time is tried again until it is within that; what a busy machine shows of linear work after all tries is no more than this.
BUSY = 1.5
# Where it is more after all tries, it is tried so many times as often before it counts.
_PATIENCE = 3
# From a size to 2, 4 and 8 times of it.
_TIMES = (1, 2, 4, 8)
# Seconds that the smallest input is to take: less is timed in noise …
_STEADY = 0.03
# … unless that takes an input longer than this.
_LONGEST = 60_000
# Plain work makes an object of so many characters …
_PIECE = 40
# … of which about so many take a second.
_PIECES_A_SECOND = 2_000_000


# ---------------------------------------------------------------- counted


def calls(work: Callable[[Source], object], source: Source) -> int:
    """How many functions are called, Python's and C's: a measure of work that is the same on every machine and at every time."""
    count = 0

    def seen(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work(source)
    finally:
        sys.setprofile(before)
    return count


def growth_of_calls(work: Callable[[Source], object], make: Callable[[int], Source], size: int) -> float:
    """How much faster than size the calls grow from ``size`` to 2, 4 and 8 times of it, at the worst: 1 is linear, 8 a square.

    >>> growth_of_calls(lambda n: [abs(i) for i in range(n * n)], lambda size: size, 30) > 7
    True
    """
    counted: list[int] = []
    for times in _TIMES:
        source = make(size * times)
        work(source)  # what is compiled or read when it is first needed
        counted.append(calls(work, source))
    return _growth(counted)


def _growth(measured: Sequence[float]) -> float:
    return max(one / times for one, times in zip(measured, _TIMES, strict=True)) / max(measured[0], 1e-9)


# ---------------------------------------------------------------- timed


def seconds(work: Callable[[Source], object], source: Source, runs: int = 3) -> float:
    """The least processor time of some runs; what is left for the garbage collector is no part of it."""
    least = float("inf")
    for _ in range(runs):
        gc.disable()
        try:
            began = time.process_time()
            work(source)
            least = min(least, time.process_time() - began)
        finally:
            gc.enable()
    return least


def growth_of_time(work: Callable[[Source], object], make: Callable[[int], Source], size: int, tries: int = 12) -> float:
    """How much faster than size time grows, from ``size`` or more to 2, 4 and 8 times of it, at the worst.

    It sees what calls do not: a function in C that takes longer and longer. Each try times all sizes anew, and the least of all
    times counts, until growth is within what is allowed, or after so many tries within what is accepted: a busy machine makes
    single runs slow and never fast. Its caches hold a small input and not a large one, though, and more so the more others use
    them; so plain work, which is known to be linear, is timed beside, for as long and with as much in memory, and by what it
    grows the growth is divided.
    """
    while size * 2 <= _LONGEST and seconds(work, make(size)) < _STEADY:
        size *= 2
    sources = [make(size * times) for times in _TIMES]
    least, plain = ([float("inf")] * len(_TIMES) for _ in range(2))
    grown = float("inf")
    for tried in range(1, tries * _PATIENCE + 1):
        least = [min(known, seconds(work, source, runs=1)) for known, source in zip(least, sources, strict=True)]
        again = max(1, int(least[0] * _PIECES_A_SECOND * _PIECE / size))
        plain = [min(known, seconds(partial(_plain_work, again), size * times, runs=1)) for known, times in zip(plain, _TIMES, strict=True)]
        grown = _growth(least) / max(1.0, _growth(plain))
        if grown <= (ALLOWED if tried < tries else BUSY):
            break
    return grown


def _plain_work(again: int, length: int) -> None:
    """Makes a small object of every few characters of so long a text and holds them all, as cleaning does; again and again."""
    for _ in range(again):
        held = [(at, {"line": at}) for at in range(0, length, _PIECE)]
        del held
