"""Expressions of the module ``regex``, compiled once and kept where Python keeps compiled modules.

To compile one of ours takes a millisecond, to read it back a hundredth of that, and most of the first document's time would go
there. Each new one is a line at the end of a file, so that processes need not wait for each other. The file is for one version of
Python and of ``regex``, whose own form of a compiled expression it holds. Like compiled modules nothing is written where that
cannot be, or where ``sys.dont_write_bytecode`` is set.
"""

from __future__ import annotations

import pickle
import sys
import zlib
from binascii import Error, a2b_base64, b2a_base64
from functools import cache
from importlib.util import cache_from_source, source_hash
from pathlib import Path

import regex

# More takes longer to read than it spares; and phrases that are not ours can be new in each process.
MOST_BYTES = 8 << 20


def compiled(expression: str, flags: int = 0) -> regex.Pattern[str]:
    """What ``regex.compile`` makes of an expression.

    >>> compiled(r"rain(s|ed)?", regex.I).fullmatch("Rained")[1]
    'ed'
    """
    key = source_hash(f"{flags:d} {expression}".encode("utf-8", "surrogatepass")).hex().encode()
    kept = _kept()
    if (pattern := kept.get(key)) is None or pattern.pattern != expression:
        pattern = regex.compile(expression, flags)
        kept.add(key, pattern)
    return pattern


@cache
def _kept() -> _Kept:
    return _Kept(Path(cache_from_source(__file__)).with_suffix(f".regex-{regex.__version__}"))


class _Kept:
    """A file of compiled expressions. Read once, when the first is asked for."""

    def __init__(self, place: Path) -> None:
        self._place = place
        try:
            written = place.read_bytes()
        except OSError:
            written = b""
        self._room = MOST_BYTES - len(written)
        self._lines = dict(line.split(b" ", 1) for line in written.splitlines() if b" " in line)

    def get(self, key: bytes) -> regex.Pattern[str] | None:
        """The expression, or None where it is not kept, or what is kept is damaged."""
        if (line := self._lines.get(key)) is None:
            return None
        try:
            pattern: regex.Pattern[str] = pickle.loads(zlib.decompress(a2b_base64(line)))  # our own, like a compiled module
        except (Error, zlib.error):  # damaged: zlib checks what it gives back
            return None
        return pattern

    def add(self, key: bytes, pattern: regex.Pattern[str]) -> None:
        """Keep an expression at the end of the file, in one piece: others may be writing there, too."""
        if sys.dont_write_bytecode or self._room <= 0:
            return
        line = key + b" " + b2a_base64(zlib.compress(pickle.dumps(pattern)))
        self._room -= len(line)
        if self._room < 0:
            return
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            with open(self._place, "ab", buffering=0) as stream:
                stream.write(line)
        except OSError:
            self._room = 0  # nobody may write there: the next process compiles it again
