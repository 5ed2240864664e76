"""What a document, a file name or an address says, made safe to print."""

from __future__ import annotations

_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSAFE = {**dict.fromkeys((*range(32), *range(127, 160), *_DIRECTIONS)), ord("\t"): " "}


def safe(text: str) -> str:
    """Text that cannot drive a terminal: one line, no control, escape or direction characters.

    >>> safe("red \\x1b[31malert\\nnext")
    'red [31malert ⏎ next'
    """
    return " ⏎ ".join(text.strip().splitlines()).translate(_UNSAFE)
