"""The second opinion: what trafilatura takes for the article of a page."""

from __future__ import annotations

import logging


def second_opinion(markup: str) -> str:
    """The article as trafilatura extracts it, comments left out; empty where it finds none. Never raises, prints nothing."""
    import trafilatura  # heavy, and seldom needed

    logger = logging.getLogger("trafilatura")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # what it cannot read is no news to those who did not call it
    try:
        # Its own second opinions, and its second tries where it finds little, double its time and make ours no better.
        return trafilatura.extract(markup, include_comments=False, fast=True, favor_recall=True) or ""
    except Exception:  # whatever it stumbles over, there is no second opinion then
        return ""
    finally:
        logger.setLevel(level)
