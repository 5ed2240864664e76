"""Characters that act instead of being seen, as symbols that are seen and do not act."""

from __future__ import annotations

import re

# Those that turn the direction of whatever follows. Marks (U+200E, U+200F) stay: right-to-left text needs them, and they reach no further.
_DIRECTIONS = {
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
}
_CONTROLS = "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split()
_KEPT = (0x09, 0x0A)
_SYMBOLS = {
    # By their names: the pictures that Unicode has of them are in few fonts.
    **{code: f"⟦{name}⟧" for code, name in enumerate(_CONTROLS) if code not in _KEPT},
    0x7F: "⟦DEL⟧",
    **{code: f"⟦{code:02X}⟧" for code in range(0x80, 0xA0)},
    **{code: f"⟦{name}⟧" for code, name in _DIRECTIONS.items()},
    0x2028: "⟦LS⟧",
    0x2029: "⟦PS⟧",
    0xFFFE: "�",
    0xFFFF: "�",
    **dict.fromkeys(range(0xD800, 0xE000), "�"),
}
_ACTING = re.compile("[{}]".format("".join(map(re.escape, map(chr, _SYMBOLS)))))


def visible(text: str) -> str:
    """Text in which nothing acts: control characters, direction overrides and half characters are symbols. Tabs and line feeds stay.

    >>> visible("red \\x1b[31malert\\x00, \\u202egnp.exe, half a pair: \\ud83d")
    'red ⟦ESC⟧[31malert⟦NUL⟧, ⟦RLO⟧gnp.exe, half a pair: �'
    """
    return text.translate(_SYMBOLS) if _ACTING.search(text) else text
