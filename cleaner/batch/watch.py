"""What a document may cost a worker process; nothing heavy, so that settings can be read without the workers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Watch:
    """What a document may cost: seconds, and bytes that the worker holds while it is at it."""

    seconds: float = 90.0
    memory: int = 2_000_000_000
