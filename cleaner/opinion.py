"""The second opinion: what trafilatura takes for the article of a page."""

from __future__ import annotations

import logging

# Characters. Its own second opinions double its time; they are worth asking where it finds less than a short article …
_ENOUGH = 1_500
# … which is known beforehand of a page that seems to hold less than this: true of 20 of 21 such pages, and the quick form is saved.
_SURELY_LITTLE = 1_200
# Of a page with more tags it is not asked: the largest of 673 pages has 8,500, and beyond some ten thousand its time grows with
# the square, to minutes for a page within our limits.
_MOST_TAGS = 30_000


def second_opinion(markup: str, expected: int = _ENOUGH) -> str | None:
    """The article as trafilatura extracts it, comments left out; empty where it finds none, None where it has no opinion.

    ``expected`` is how many characters of an article the caller sees on the page. Never raises, prints nothing.
    """
    quick = quick_opinion(markup) if expected >= _SURELY_LITTLE else ""
    return quick if quick is None or len(quick) >= _ENOUGH else _extracted(markup, fast=False)


def quick_opinion(markup: str) -> str | None:
    """As ``second_opinion``, without what trafilatura asks others."""
    return _extracted(markup, fast=True)


def _extracted(markup: str, fast: bool) -> str | None:
    if markup.count("<") > _MOST_TAGS:
        return None
    import trafilatura  # heavy, and seldom needed

    logger = logging.getLogger("trafilatura")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # what it cannot read is no news to those who did not call it
    try:
        return trafilatura.extract(markup, include_comments=False, fast=fast) or ""
    except Exception:  # whatever it stumbles over, there is no second opinion then
        return None
    finally:
        logger.setLevel(level)
