"""What was cut out of an article is data about it: the byline, the captions and credits, who reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache

import regex

from cleaner.kept_expressions import compiled
from cleaner.metadata.dates import opening, written
from cleaner.metadata.model import Metadata
from cleaner.metadata.names import people, persons
from cleaner.metadata.place import Place, headline_at, of_the_article
from cleaner.metadata.texts import folded
from cleaner.metadata.titles import as_shown
from cleaner.metadata.words import any_of, lead, listed_folded
from cleaner.model import Category, Removal
from cleaner.patterns import later
from cleaner.shipped import shipped

# The name under which the cuts of a category are given.
GIVEN_AS: Mapping[Category, str] = {
    Category.BYLINE: "bylines",
    Category.IMAGE_CREDIT: "credits",
    Category.IMAGE_CAPTION: "captions",
    Category.WIRE_CREDIT: "wire",
    Category.AUTHOR_BIO: "bios",
}
# Too long to be given twice: it is read as the article where the page shows none.
_NOT_GIVEN = ("article_body",)

# Rules of `bylines` that cut a line which is a name and nothing else.
_NAME_RULES = frozenset({"name-beside-stamp"})

_PICTURE = later(compiled, r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK = later(compiled, r"\[([^\[\]]*)\]\([^()\s]*\)")
# Who reports is named behind that word in Chinese, before it in Korean.
_REPORTER = later(
    compiled,
    r"(?:记者|作者|采写|撰文)\s*[:：]?\s*(?P<names>\p{Han}{2,4}(?:[\s、]+\p{Han}{2,4}(?![\p{Han}:：]))*)(?![\p{Han}:：])"
    r"|(?<!\p{Hangul})(?P<names>\p{Hangul}{2,4})\s기자(?!\p{Hangul})",
)
_SOURCE = later(compiled, r"(?:来源|來源|出处|出處)\s*[:：]\s*")
_APART = later(compiled, r"(?<=\p{Han})[\s、]+(?=\p{Han})")
# A weekday; a month and the day's number. English ones: what stands after names in bylines elsewhere is told by other signs.
_DAY = r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_MONTH = r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s\d"
_EMPHASIS = later(compiled, r"[*_`#]+(?=\S)|(?<=\S)[*_`]+")


def merged(
    declared: Metadata, taken_out: Sequence[Removal], place: Place | None = None, today: date | None = None
) -> Mapping[str, str | tuple[str, ...]]:
    """The metadata of an article: what its page declares, what cleaning took out where the page is silent, and under
    ``bylines``, ``credits``, ``captions``, ``wire`` and ``bios`` all that cleaning took out of that kind, in order. What stood too
    far from the ``place`` of the article, if there is one, is of other stories or of the site.

    Names and dates are read out of bylines in the languages that ``words`` and ``dates`` know. What is not known is not there.

    >>> byline = Removal(0, 30, Category.BYLINE, "by-line", 0.9, "", "By Ines Okafor | March 3, 2021")
    >>> dict(merged(Metadata(title="Rain"), [byline]))
    {'title': 'Rain', 'author': ('Ines Okafor',), 'published': '2021-03-03', 'bylines': ('By Ines Okafor | March 3, 2021',)}
    """
    today = today or datetime.now(UTC).date()
    headline = headline_at(taken_out, place, declared.title) if place else None
    near = of_the_article(taken_out, place, headline) if place else taken_out
    cuts = [cut for cut in near if cut.category in GIVEN_AS]
    # Above the headline may stand the clock of the page.
    bylines = sorted((cut for cut in cuts if cut.category is Category.BYLINE), key=lambda cut: headline is not None and cut.start < headline)
    given = {name: _texts(cuts, category) for category, name in GIVEN_AS.items()}
    fields = {name: value for name, value in asdict(declared).items() if name not in _NOT_GIVEN}
    published, modified = _stamps([_plain(cut.text) for cut in bylines], today)
    known = {
        "author": _authors(bylines),
        "published": published or ((_only_date_below(taken_out, place, today) or opening(place.opening, today)) if place else None),
        "modified": modified,
        "image_caption": next(iter(given["captions"]), None),
        "image_credit": next(iter(given["credits"]), None),
    }
    fields["title"] = as_shown(declared.title, place.title if place else "")
    # The byline names who wrote what the agency sent, and says from which outlet it was taken.
    if _agencies().issuperset(declared.author) or all(_is_named_as_source(name, bylines) for name in declared.author):
        fields["author"] = known["author"] or declared.author
    out = {name: value or known.get(name) for name, value in fields.items()}
    return {name: value for name, value in (out | given).items() if value}


@cache
def _agencies() -> frozenset[str]:
    return frozenset(shipped("phrases/names.toml")["agencies"])


def _texts(cuts: Iterable[Removal], category: Category) -> tuple[str, ...]:
    """Each text once: a caption that two sizes of a picture share is one caption."""
    texts = (_plain(cut.text) for cut in cuts if cut.category is category)
    says = _says_of_a_picture if category in (Category.IMAGE_CAPTION, Category.IMAGE_CREDIT) else _says_something
    return tuple(dict.fromkeys(filter(says, texts)))


def _says_something(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _says_of_a_picture(text: str) -> bool:
    """Not how long a film is, nor a label or button of the picture: “Enlarge”."""
    return any(c.isalpha() for c in text) and not text.endswith(":") and folded(text) not in listed_folded("no_captions")


def _plain(text: str) -> str:
    """Without markdown's pictures, links and emphasis, line by line.

    >>> _plain("[![Rain on *the* pier](rain.jpg)](/rain)")
    'Rain on the pier'
    """
    lines = (" ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", _PICTURE.sub(r"\1", line))).split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _authors(bylines: Iterable[Removal]) -> tuple[str, ...]:
    """The names of the first byline that has any: those below it are of other stories."""
    for cut in bylines:
        text = _plain(cut.text)
        match = _by().search(text) or _REPORTER.search(text)
        # In a list, a name alone is an entry of a menu more often than an author.
        alone = cut.rule in _NAME_RULES and not text.startswith("- ")
        if found := people(_APART.split(match["names"])) if match else persons([text]) if alone else ():
            return found
    return ()


def _is_named_as_source(name: str, bylines: Iterable[Removal]) -> bool:
    """Does a byline say that the article was taken from this one? Many Chinese pages declare the outlet as the author."""
    return any(cut.text.startswith(name, label.end()) for cut in bylines for label in _SOURCE.finditer(cut.text))


def _stamps(bylines: Iterable[str], today: date) -> tuple[str | None, str | None]:
    """When it was published, and when changed: the first date of each kind."""
    published = modified = None
    for line in (line for text in bylines for line in text.split("\n")):
        before, word, after = _split_at_update(line)
        published = published or written(before, today)
        modified = modified or (written(after, today) if word else None)
    return published, modified


def _only_date_below(taken_out: Iterable[Removal], place: Place, today: date) -> str | None:
    """The date of the bylines below the article, however far, if they have but one: other stories have one each."""
    bylines = [cut.text for cut in taken_out if cut.start >= place.end and cut.category is Category.BYLINE]
    dates = {found for text in bylines if (found := written(_plain(text), today))}
    return dates.pop() if len(dates) == 1 else None


def _split_at_update(line: str) -> tuple[str, str, str]:
    match = _updated().search(line)
    return (line[: match.start()], match[0], line[match.end() :]) if match else (line, "", "")


@cache
def _updated() -> regex.Pattern[str]:
    return compiled(rf"\b(?:{any_of('updated')})\b", regex.I)


@cache
def _by() -> regex.Pattern[str]:
    """`By NAME` at the head of a line or behind a bar. The name ends where a date, a bar, a role or a section begins: “in Harbours”."""
    return compiled(
        rf"(?:^|[|·•–—\-]\s)[^\w\n]{{0,4}}(?i:{lead()})\s*:?\s+"
        rf"(?P<names>\p{{Lu}}.*?)(?=\s*(?:[|·•–—(\n]|\s-\s|\d|(?i:\b(?:{any_of('dated')})\b)|\bin\s\p{{Lu}}"
        rf"|(?i:(?:{_DAY}\.?,?\s)?{_MONTH}|{_DAY}\.?,?\s\d)|$))",
        regex.M,
    )
