"""How the time of something grows with its input: processor time, the least of several runs, the collector off."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Source = TypeVar("Source")

# Time may grow by so much more than size. It is 1.15 at most where the machine is quiet; a busy one, with caches that hold a
# small text and not a large one, shows more. What grows with the square shows 8.
ALLOWED = 1.7
# What takes less than this many seconds is timed in noise.
STEADY = 0.1


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


def growth(work: Callable[[Source], object], make: Callable[[int], Source], size: int, tries: int = 6) -> float:
    """How much faster than size time grows from ``size`` to 2, 4 and 8 times of it, at the worst: 1 is linear, 8 a square.

    Each try times all sizes anew and the least of all times counts, until growth is within what is allowed: a busy
    machine makes single runs slow and never fast.
    """
    times = (1, 2, 4, 8)
    sources = [make(size * n) for n in times]
    least = [float("inf")] * len(times)
    grown = float("inf")
    for _ in range(tries):
        least = [min(known, seconds(work, source, runs=1)) for known, source in zip(least, sources, strict=True)]
        if least[-1] < STEADY:
            return 1.0
        grown = max(long / n for long, n in zip(least, times, strict=True)) / max(least[0], 1e-9)
        if grown <= ALLOWED:
            break
    return grown
