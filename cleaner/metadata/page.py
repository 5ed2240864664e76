"""What a page declares of itself: the claims of all its sources, the first that can be believed for each field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from cleaner.metadata import dates, head, headline, linked_data, microdata, microformats
from cleaner.metadata.model import Claim, Field, Metadata
from cleaner.metadata.names import before_motto, host_name, people, persons, site
from cleaner.metadata.pictures import caption_of
from cleaner.metadata.texts import folded, one_line, paragraphs
from cleaner.metadata.titles import choose_title, of_an_archive, site_in_title
from cleaner.patterns import later

# Where the head of a page is nearer to the truth than its JSON-LD, whose publisher is often a company and whose addresses
# are often those of another rendering.
_HEAD_FIRST = frozenset({Field.CANONICAL, Field.SITE, Field.LANGUAGE})
_LANGUAGE = later(re.compile, r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:\.utf-?8)?", re.I)
# What is longer than this is no title, name or description.
_LONGEST_LINE = 5_000
_LONGEST_BODY = 2_000_000
_MOST_SITES = 10
_MOST_VALUES = 1_000


def declared(tree: LexborHTMLParser, url: str | None, today: date | None = None) -> Metadata:
    """What the page says of itself, in its head, its scripts and its markup. ``url`` is its address, against which others
    are resolved; dates after ``today`` are not believed. Never raises for what a page holds.

    >>> page = LexborHTMLParser("<title>Rain - The Post</title><meta property=og:site_name content='The Post'><meta name=author content='By Ines Okafor'>")
    >>> meta = declared(page, "https://post.example/rain")
    >>> meta.title, meta.author, meta.site
    ('Rain', ('Ines Okafor',), 'The Post')
    """
    today = today or datetime.now(UTC).date()
    from_head = list(head.claims(tree))
    from_data = list(linked_data.claims(tree, url))
    sources = _Sources([*from_data, *from_head, *microdata.claims(tree), *microformats.claims(tree)], [*from_head, *from_data])
    base = _base(tree, url)

    canonical = sources.first(Field.CANONICAL, lambda v: _canonical(v, base, url))
    label = host_name(url or canonical)
    title_bar = [value for claim in head.titles(tree) for value in claim.values if len(value) <= _LONGEST_LINE]
    said = list(sources.all(Field.SITE))
    sites = ([name for value in said if (name := site(value))] or [name for value in said if (name := site(before_motto(value)))])[:_MOST_SITES]
    archives = [names for value in title_bar if (names := of_an_archive(value))]
    sites += [name for name, _ in archives]
    title_bar = [name for _, name in archives] or title_bar
    telling = headline.telling(tree)
    title = choose_title(list(sources.all(Field.TITLE)), headline.headlines(telling), headline.headings(telling), title_bar, sites, label)

    beside = list(headline.claims(telling, title))
    sources = sources.then(c for c in beside if c.field is not Field.AUTHOR)
    known_as = [*sites, label]
    author = sources.first_of_all(Field.AUTHOR, lambda values: people(values, known_as))
    if not author:
        author = _Sources([*beside, head.creator(tree)], ()).first_of_all(Field.AUTHOR, lambda values: persons(values, known_as))
    stamps = [stamp for value in sources.all(Field.PUBLISHED) if (stamp := dates.iso(value, today))]
    published = dates.to_the_minute(stamps) or dates.in_path(url or canonical or "", today)
    modified = sources.first(Field.MODIFIED, lambda v: dates.iso(v, today))
    image = sources.first(Field.IMAGE, lambda v: absolute(v, base))
    return Metadata(
        title=title,
        author=author,
        published=published,
        modified=modified if not (modified and published and modified[:10] < published[:10]) else None,
        site=next(iter(sites), None) or site_in_title(title_bar, label),
        language=sources.first(Field.LANGUAGE, language),
        canonical=canonical,
        description=sources.first(Field.DESCRIPTION, _line),
        image=image,
        image_caption=sources.first(Field.IMAGE_CAPTION, _line) or (caption_of(tree, image) if image else None),
        image_credit=sources.first(Field.IMAGE_CREDIT, _credit),
        article_body=sources.first(Field.ARTICLE_BODY, lambda v: paragraphs(v) or None),
    )


class _Sources:
    """The claims of all sources by field, in the order in which they are believed."""

    def __init__(self, claims: Sequence[Claim], head_first: Sequence[Claim]) -> None:
        self._claims, self._head_first = claims, head_first

    def then(self, claims: Iterable[Claim]) -> _Sources:
        """These, and others after them."""
        more = list(claims)
        return _Sources([*self._claims, *more], [*self._head_first, *more])

    def of(self, field: Field) -> Iterator[Claim]:
        longest = _LONGEST_BODY if field is Field.ARTICLE_BODY else _LONGEST_LINE
        for claim in self._head_first if field in _HEAD_FIRST else self._claims:
            if claim.field is field:
                yield Claim(field, tuple(value for value in claim.values[:_MOST_VALUES] if len(value) <= longest))

    def all(self, field: Field) -> Iterator[str]:
        return (value for claim in self.of(field) for value in claim.values)

    def first(self, field: Field, believe: Callable[[str], str | None]) -> str | None:
        """The first value that can be believed, as ``believe`` gives it back."""
        return next((found for value in self.all(field) if (found := believe(value))), None)

    def first_of_all(self, field: Field, believe: Callable[[Sequence[str]], tuple[str, ...]]) -> tuple[str, ...]:
        """As ``first``, for values that stand together."""
        return next((found for claim in self.of(field) if (found := believe(claim.values))), ())


def language(value: str) -> str | None:
    """A BCP 47 tag in its usual case, of language, script and region.

    >>> language("en_us"), language("zh-hans-CN"), language("de_DE.UTF-8"), language("{{ lang }}"), language("English")
    ('en-US', 'zh-Hans-CN', 'de-DE', None, None)
    """
    match = _LANGUAGE.fullmatch(value.split(",")[0].strip())
    if match is None:
        return None
    name, script, region = match.groups()
    return "-".join(part for part in (name.lower(), script and script.title(), region and region.upper()) if part)


def absolute(value: str, base: str | None) -> str | None:
    """The address as a browser would ask for it; None if it is none of the web or there is nothing to resolve it by.

    >>> absolute("/a.jpg", "https://post.example/rain/"), absolute("/a.jpg", None), absolute("data:image/gif;base64,R0", None)
    ('https://post.example/a.jpg', None, None)
    """
    value = one_line(value)
    try:
        address = urljoin(base or "", value) if value else ""
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname and " " not in address else None


def _base(tree: LexborHTMLParser, url: str | None) -> str | None:
    """What addresses are resolved against: `<base>`, else the page's own address."""
    node = tree.css_first("base[href]")
    given = (node.attributes.get("href") or "") if node else ""
    return absolute(given, url) or url


def _canonical(value: str, base: str | None, url: str | None) -> str | None:
    """An address of this page: many systems give that of the home page on all pages."""
    address = absolute(value, base)
    if address is None:
        return None
    try:
        at_home, is_home = (not urlsplit(one).path.strip("/") and not urlsplit(one).query for one in (url or address, address))
    except ValueError:
        return None
    return None if is_home and not at_home else address


def _line(value: str) -> str | None:
    line = one_line(value)
    return line if folded(line) and len(line) <= _LONGEST_LINE else None


def _credit(value: str) -> str | None:
    """Who took a picture; an address is no one."""
    line = _line(value)
    return None if line is None or absolute(line, None) else line
