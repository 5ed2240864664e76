"""What a document, a file name or an address says, made safe to print."""

from __future__ import annotations

_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSAFE = {**dict.fromkeys((*range(32), *range(127, 160), *_DIRECTIONS)), ord("\t"): " "}
# JSON escapes the controls below 32 anyway.
_IN_JSON = {code: f"\\u{code:04x}" for code in (*range(127, 160), *_DIRECTIONS)}
# What a spreadsheet takes for the beginning of a formula; the wide forms count in Japanese ones.
_OF_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """Text that cannot drive a terminal: one line, no control, escape or direction characters.

    >>> safe("red \\x1b[31malert\\nnext")
    'red [31malert ⏎ next'
    """
    return " ⏎ ".join(text.strip().splitlines()).translate(_UNSAFE)


def safe_json(dumped: str) -> str:
    """JSON that says the same and cannot drive a terminal either: such characters are escaped in its strings.

    >>> safe_json('["caf\\u00e9 \\u009b2J"]')
    '["café \\\\u009b2J"]'
    """
    return dumped.translate(_IN_JSON)


def safe_cell(text: str) -> str:
    """Safe text that a spreadsheet shows and does not compute.

    >>> safe_cell("=HYPERLINK(A1)"), safe_cell("Rain")
    ("'=HYPERLINK(A1)", 'Rain')
    """
    shown = safe(text)
    return f"'{shown}" if shown.startswith(_OF_FORMULAS) else shown
