"""Quotation marks, and what stands between them: the words of others, in any language."""

from __future__ import annotations

import re

from cleaner.patterns import later

# What words of others open and close with; the single ones are apostrophes, too.
OPENING, CLOSING = "\"“„«", "\"”“»"
OPENING_SINGLE, CLOSING_SINGLE = "‘'", "’'"
# Danes, Finns and some Germans open with these; elsewhere the one is an arrow, and the other closes.
OPENING_REVERSED = "»”"
# A quotation of more characters was not closed.
_QUOTATION = later(
    re.compile,
    r"“[^”]{0,600}”|\"[^\"]{0,600}\"|«[^»]{0,600}»|»[^«]{0,600}«|„[^“”]{0,600}[“”]|”[^”]{0,600}”|「[^」]{0,600}」|『[^』]{0,600}』"
)


def quotations(plain: str, shortest: int = 0) -> list[tuple[int, int]]:
    """Where the quotations stand that have so many characters between their marks, as offsets.

    >>> quotations("“It rained,” she said, and “so it goes on”.", shortest=12)
    [(27, 42)]
    """
    return [match.span() for match in _QUOTATION.finditer(plain) if match.end() - match.start() - 2 >= shortest]


def opens_with_quotation(plain: str) -> bool:
    """Does the line begin with a mark that opens a quotation, and does nothing else?

    >>> opens_with_quotation("„Es regnet“, sagte sie."), opens_with_quotation("Sie sagte: „Es regnet.“")
    (True, False)
    """
    return plain.startswith((*OPENING, *OPENING_SINGLE))


def is_quotation(plain: str) -> bool:
    """Is the line one quotation: somebody's words about the thing, not the thing?

    >>> is_quotation("“It rained.”"), is_quotation("“It rained,” she said.")
    (True, False)
    """
    return plain.startswith(tuple(OPENING)) and plain.rstrip(".,").endswith(tuple(CLOSING))


def without_quotations(plain: str, shortest: int) -> str:
    """The line without its quotations of so many characters or more.

    >>> without_quotations("“We have rain,” she said.", shortest=9)
    ' she said.'
    """
    return _QUOTATION.sub(lambda match: "" if len(match[0]) - 2 >= shortest else match[0], plain)
