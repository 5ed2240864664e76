"""Pages in UTF-8 that were read in another encoding before they came here: “don’t” stands in them as “donâ€™t”.

Where a server names no encoding, HTTP libraries read a page as Latin-1, as their standard once said, and browsers do not.
"""

from __future__ import annotations

import re

from cleaner.model import Problem
from cleaner.patterns import later

# The bytes 80 to 9F are controls in Latin-1; in Windows-1252 most of them are signs.
_SIGNS = {ord(sign): byte for byte in range(0x80, 0xA0) for sign in bytes([byte]).decode("cp1252", "ignore")}
# The first character beyond ASCII is the first of those that one was misread as, if any was …
_BEYOND_ASCII = later(re.compile, r"[^\x00-\x7f]")
# … and is the first byte of it in UTF-8; behind it comes the second, also read as a character. Such letters beside each other are rare.
_MISREAD = later(re.compile, f"[\xc2-\xf4][\x80-\xbf{''.join(map(chr, _SIGNS))}]")
# A text that quotes what was misread, or has “Â°” once, has fewer such bytes beyond the first.
_SURE = 4

_PROBLEM = Problem("encoding", "this is UTF-8 that was read as Latin-1 or Windows-1252; it was set right")


def set_right(text: str) -> tuple[str, tuple[Problem, ...]]:
    """The text as it was meant, and that it was misread.

    All of a text must be UTF-8 for that: one letter beyond ASCII that is as it should be, and nothing is changed.

    >>> set_right("Ada didnâ€™t say â€œnoâ€\\x9d.")[0]
    'Ada didn’t say “no”.'
    >>> set_right("“â€™” stands in pages where “’” was meant: â€™, â€™, â€™.")[1]
    ()
    """
    beyond = None if text.isascii() else _BEYOND_ASCII.search(text)
    if beyond is None or not _MISREAD.match(text, beyond.start()):
        return text, ()
    try:
        data = text.translate(_SIGNS).encode("latin-1")
        meant = data.decode("utf-8")
    except UnicodeError:
        return text, ()
    return (meant, (_PROBLEM,)) if len(data) - len(meant) >= _SURE else (text, ())
