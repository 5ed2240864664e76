"""What the sources of a page's metadata claim, and what is believed of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself. What it does not say is None, or no author.

    ``published`` and ``modified`` are ISO 8601, a date or a date-time as the page has it; ``language`` is a BCP 47 tag;
    ``canonical`` and ``image`` are absolute addresses. ``article_body`` is the text of the article as given to search
    engines.
    """

    title: str | None = None
    author: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    site: str | None = None
    language: str | None = None
    canonical: str | None = None
    description: str | None = None
    image: str | None = None
    image_caption: str | None = None
    image_credit: str | None = None
    article_body: str | None = None


NOTHING_TOLD = Metadata()


class Field(Enum):
    """What a claim is about: the fields of :class:`Metadata`, and names that only help to judge others."""

    TITLE = auto()
    AUTHOR = auto()
    PUBLISHED = auto()
    MODIFIED = auto()
    SITE = auto()
    LANGUAGE = auto()
    CANONICAL = auto()
    DESCRIPTION = auto()
    IMAGE = auto()
    IMAGE_CAPTION = auto()
    IMAGE_CREDIT = auto()
    ARTICLE_BODY = auto()


class Claim(NamedTuple):
    """What one source says of a field, unchecked. Several values are several authors, or alternatives, the best first."""

    field: Field
    values: tuple[str, ...]
