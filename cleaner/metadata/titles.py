"""Titles: the headline without the site's name that pages add to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.metadata.names import is_host, is_site
from cleaner.metadata.texts import folded, one_line
from cleaner.metadata.words import listed_folded
from cleaner.patterns import later
from cleaner.shapes import count_words

# What joins a headline and a name; in scripts without blanks, too, where `_` stands between them.
_JOINT = later(re.compile, r"(\s+[|\-–—·•»«›‹:/~⋆]+\s+|\s*[|｜]\s*|\s*：\s*|:\s+|\s+»|\s+::\s+|(?<=[^\x00-\u2fff])_+|_+(?=[^\x00-\u2fff]))")
_LED_UP_TO = later(re.compile, r"\S[:：]\s?\Z")
_COLONS = (":", "：")
# What may follow a headline that the page shows as it is.
_AFTER_HEADLINE = later(re.compile, r"\s*[|｜\-–—·•»«›‹:：/~⋆_]")
# … also by a blank, where words have none between them.
_BEHIND_HEADLINE = later(re.compile, r"\s*[|｜\-–—·•»«›‹_]|(?<=[\u3000-\u9fff])\s")
# After these hardly anything but the name of a section or a site stands.
_SURE_JOINTS = frozenset("|｜»«›‹·•_")
# A site, “Blog Archive”, an article, and what joins them.
_PIECES_WITH_ARCHIVE = 5
# Before what a site says of itself behind its name, or the name in full of the letters that it goes by.
_BEFORE_MOTTO = (", ", " (")
_TAIL_WORDS = 4
_HEAD_WORDS = 3
# A shorter label of a host may begin any word.
_LABEL_LETTERS = 6
# A heading of fewer words may be the name of a section with which the title begins.
HEADLINE_WORDS = 4
_LONGEST = 500
# Systems shorten the headlines they give to search engines to a little more than this, with a mark that they did or without.
_SHORTENED = 95
_CUT = ("…", "...")


def choose_title(
    declared: Sequence[str], headlines: Sequence[str], headings: Sequence[str], title_bar: Sequence[str], sites: Sequence[str], label: str
) -> str | None:
    """The page's title: as declared, best if the page shows it too, else its headline, else what its title bar says. ``headlines`` are its headings
    of the first level, ``headings`` those of the next; ``sites`` and ``label`` are names of the site and the one in its host.

    >>> choose_title([], [], [], ["Rain in the hills - News | Ellery Post"], ["Ellery Post"], "")
    'Rain in the hills - News'
    >>> choose_title(["Rain in the…", "Rain in the hills"], [], [], [], [], ""), choose_title(["Home"], [], [], ["Ellery Post"], [], "ellerypost")
    ('Rain in the hills', None)
    >>> choose_title([], ["Weather"], ["It rained in the hills"], ["It rained in the hills-Ellery"], [], "")
    'It rained in the hills'
    >>> choose_title([], ["Weather"], ["It rained in the hills"], ["It rained in the hills : Weather"], [], "")
    'It rained in the hills'
    """
    headlines = [line for value in headlines if (line := one_line(value))]
    headings = [*headlines, *(line for value in headings if count_words(line := one_line(value)) >= HEADLINE_WORDS)]
    bars = [line for value in title_bar if (line := one_line(value))]
    shown = [line for line in headlines if _is_the_headline(line, headlines, bars)]
    said = [_without_site(line, headings, sites, label) for value in declared if (line := one_line(value))]
    said = [title for title in said if _is_title(title, sites, label)]
    visible = [folded(line) for line in (*headlines, *bars)]
    seen = [title for title in said if any(folded(title) in line for line in visible)]
    bare = [_without_section(_without_site(line, headings, sites, label)) for line in bars]
    # Where the only headline of the first level is not in the title bar, but one of the next is, the first is that of a section or the site.
    both = [title for title in bare if title in headings]
    good = [*seen, *said, *(title for title in (*both, *shown, *bare) if _is_title(title, sites, label))]
    return next((_whole(title, good) for title in good), None)


def as_shown(title: str | None, headline: str) -> str | None:
    """The title without what stands behind the headline, if it begins with the one that the page shows.

    >>> as_shown("Rain in the hills-Ellery", "Rain in the hills"), as_shown("Rain in the hills again", "Rain in the hills")
    ('Rain in the hills', 'Rain in the hills again')
    """
    if not title or count_words(headline) < HEADLINE_WORDS or not title.startswith(headline):
        return title
    return headline if _BEHIND_HEADLINE.match(title, len(headline)) else title


def site_in_title(title_bar: Sequence[str], label: str) -> str | None:
    """The site's name where the title bar ends with one that the host says too, or with a host.

    >>> site_in_title(["Rain in the hills | Ellery Post"], "ellerypost"), site_in_title(["Rain » News » Ellery Post County"], "ellerypost")
    ('Ellery Post', 'Ellery Post County')
    >>> site_in_title(["Rain in the hills | Ellery Post"], "ellerypost"), site_in_title(["Rain - Marépedia, the open lexicon"], "marepedia")
    ('Ellery Post', 'Marépedia')
    >>> site_in_title(["Rain in the hills | elleryhills.es"], "")
    'elleryhills.es'
    """
    for value in title_bar:
        pieces = _JOINT.split(one_line(value))
        last = pieces[-1]
        for piece in (last, pieces[0], *(last.partition(mark)[0] for mark in _BEFORE_MOTTO)):
            if len(pieces) > 1 and (is_site(piece, (), label) or is_host(piece)):
                return piece
        if len(pieces) > 1 and pieces[-2].strip() in _SURE_JOINTS and _holds_label(pieces[-1], label):
            return pieces[-1].strip()
    return None


def _holds_label(piece: str, label: str) -> bool:
    """Does a short piece say what the host is called, among other words: “Ellery Post Online Edition”, “港報 ellerypost.com”?"""
    if len(label) < _LABEL_LETTERS or count_words(piece) > _TAIL_WORDS:
        return False
    return folded(piece).startswith(label) or any(is_site(word, (), label) for word in piece.split())


def of_an_archive(title: str) -> tuple[str, str] | None:
    """The names of the site and of the article in the title bar of an old theme, which has “Blog Archive” between them.

    >>> of_an_archive("The Pier » Blog Archive » Rain in the hills"), of_an_archive("Rain in the hills » The Pier")
    (('The Pier', 'Rain in the hills'), None)
    """
    pieces = _JOINT.split(one_line(title))
    # Each second piece is what joins the others.
    if len(pieces) < _PIECES_WITH_ARCHIVE or folded(pieces[2]) not in listed_folded("archives") or not pieces[0] or not pieces[4]:
        return None
    return pieces[0], "".join(pieces[4:])


def _is_the_headline(line: str, headlines: Sequence[str], bars: Sequence[str]) -> bool:
    """An `<h1>` is the headline if it is the only one, or if the title bar says it too."""
    return len(headlines) == 1 or any(folded(line) in folded(bar) for bar in bars)


def _without_site(title: str, headings: Sequence[str], sites: Sequence[str], label: str) -> str:
    for headline in sorted(headings, key=lambda heading: _may_name_a_section(title, heading)) if title not in headings else ():
        if len(headline) < len(title) and _at_a_joint(title.lower(), headline.lower()):
            # Titles for search engines Write Each Word Large: it is what they say, in their own letters.
            return title[: len(headline)] if title.lower().startswith(headline.lower()) else title[-len(headline) :]
    pieces = _JOINT.split(title)
    while len(pieces) > 1 and is_site(pieces[-1], sites, label):
        del pieces[-2:]
    # At the front, a name is the site's only if it is all of the name: "Ellery: …" may speak of the place.
    if len(pieces) > 1 and pieces[1].strip() not in _COLONS and folded(pieces[0]) in {folded(s) for s in sites}:
        del pieces[:2]
    return "".join(pieces).strip()


def _may_name_a_section(title: str, heading: str) -> bool:
    """Is a heading, of whatever level, as short as a section's name? What a colon right behind a word leads up to is no name: “The harbour: It burns”."""
    return count_words(heading) < HEADLINE_WORDS and not _LED_UP_TO.search(title.removesuffix(heading))


def _at_a_joint(title: str, headline: str) -> bool:
    """Is the title the headline, and something before or after it?"""
    if title.startswith(headline):
        joint = _AFTER_HEADLINE if count_words(headline) >= HEADLINE_WORDS else _JOINT
        return joint.match(title, len(headline)) is not None
    return title.endswith(headline) and bool(_JOINT.split(title[: -len(headline)])[-1:] == [""])


def _without_section(title: str) -> str:
    """Of the title bar: what stands after the last bar, if it is short, names a part of the site or the site."""
    pieces = _JOINT.split(title)
    while len(pieces) > 1 and pieces[-2].strip() in _SURE_JOINTS and count_words(pieces[-1]) <= _TAIL_WORDS * (1 + pieces[-2].startswith("_")):
        rest = "".join(pieces[:-2])
        if count_words(rest) < _HEAD_WORDS:
            break
        pieces = pieces[:-2]
    return "".join(pieces).strip()


def _is_title(title: str, sites: Sequence[str], label: str) -> bool:
    name = folded(title)
    return bool(name) and len(title) <= _LONGEST and name not in listed_folded("no_titles") and not is_site(title, sites, label)


def _whole(title: str, others: Sequence[str]) -> str:
    """The title, or another that goes on where it was cut short: by its system, or by a quotation mark that ended the value."""
    if quoting := next((other for other in others if other.startswith(title) and other[len(title) :].lstrip().startswith('"')), None):
        return quoting
    stem = title.rstrip(".… ")
    if not title.endswith(_CUT) and len(title) < _SHORTENED:
        return title
    return next((other for other in others if other.startswith(stem) and len(other) > len(stem) and not other.endswith(_CUT)), title)
