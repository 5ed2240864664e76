"""Markup that would keep a parser busy for hours, cut back before one sees it; the text in it stays.

HTML parsing is linear for the pages people write. A hundred thousand open elements, unclosed formatting repeated in every
paragraph, or a tag of a million attributes make it quadratic or worse. Sane pages pass through untouched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from cleaner.model import Problem
from cleaner.patterns import later
from cleaner.read.elements import BLOCKS

# Browsers stop nesting at this depth, too.
DEEPEST = 512
# An element inside more unclosed formatting than this adds nothing; each costs a copy in every paragraph to come …
_MOST_FORMATTING = 8
# … and all copies together are held to this.
_MOST_COPIES = 1_000_000
_MOST_ATTRIBUTES = 200
# A tag must be this long to have attributes enough to be slow.
_LONG_TAG = 8_000

# How many unclosed elements people leave between a tag and its end.
_SLIP = 4

_NAME = later(re.compile, r"<(/?[a-zA-Z][^\s/><]*)")
_ROUGH_TAG = later(re.compile, r"""<[a-zA-Z](?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+""")
_TAG = later(
    re.compile,
    r"""
      <!--.*?(?:-->|\Z)
    | <(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes|noscript)(?=[\s/>]).*?(?:</(?P=raw)(?=[\s/>])|\Z)
    | <(?P<name>/?[a-z][^\s/>]*+) (?P<rest>(?: [^>=]++ | =\s*+(?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) )? )*+) (?:>|\Z)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = later(re.compile, r"""[\s/]*+=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?""")

# Elements that have no contents, or whose end is understood where the next begins: they do not nest by themselves.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr keygen p li dt dd option optgroup tr td th tbody thead"
    " tfoot colgroup caption rb rt rtc rp a nobr html head body script style textarea title xmp iframe noembed noframes noscript".split()
)
_FLAT_TAGS = _FLAT | {f"/{name}" for name in _FLAT}
_FORMATTING = frozenset("b big code em font i s small strike strong tt u".split())
# An end tag does not reach its start across one of these; that of an element within a line across no block-level one.
_WALLS = frozenset("table template applet marquee object svg math button select".split())
_ALL_WALLS = _WALLS | BLOCKS


class Tamed(NamedTuple):
    """Markup safe to parse, and what had to be done to it."""

    html: str
    problems: tuple[Problem, ...]


def tamed(html: str, most_tags: int) -> Tamed:
    """Cut markup back to what can be parsed in linear time; more than ``most_tags`` tags are not read.

    >>> tamed("<p>Rain.", 10) == Tamed("<p>Rain.", ())
    True
    >>> tamed("<div>" * 600 + "Rain.", 1_000).problems[0].code
    'depth'
    """
    names = _NAME.findall(html)
    problems: list[Problem] = []
    if len(names) > most_tags:
        beyond = next(islice(_NAME.finditer(html), most_tags, None))
        html = html[: beyond.start()]
        problems.append(Problem("nodes", f"the page has more than {most_tags:,} tags; it is read up to there"))
        names = names[:most_tags]
    if _is_sane(names) and not (_may_have_endless_tag(html) and _has_endless_tag(html)):
        return Tamed(html, tuple(problems))
    pieces = _Pieces(min(_MOST_FORMATTING, max(2, _MOST_COPIES // (len(names) + 1))))
    cut_back = "".join(pieces.of(html))
    if pieces.too_deep:
        problems.append(Problem("depth", f"elements nested deeper than {DEEPEST} are read as if they stood there"))
    return Tamed(cut_back, tuple(problems))


def _is_sane(names: list[str]) -> bool:
    """Does a rough count, which need not know a script from a tag, keep far from the limits?"""
    stack: list[str] = []
    formatting = strays = 0
    for name in map(str.lower, names):
        if name in _FLAT_TAGS:
            continue
        if name[0] != "/":
            stack.append(name)
            formatting += name in _FORMATTING
            if len(stack) > DEEPEST // 2 or formatting > _MOST_FORMATTING:
                return False
            continue
        name = name[1:]
        if stack and stack[-1] == name:
            stack.pop()
        else:
            # What an end tag closes here only an exact count tells; each may leave one element open.
            strays += 1
            if strays > DEEPEST // 4:
                return False
            if name in stack[-_SLIP:]:
                del stack[len(stack) - 1 - stack[::-1].index(name)]
        if formatting and name in _FORMATTING:
            formatting -= 1
    return True


def _may_have_endless_tag(html: str) -> bool:
    """May a tag have more attributes than are read? Where another tag begins in a long one, only an exact look tells."""
    long = [tag for tag in _ROUGH_TAG.findall(html) if len(tag) > _LONG_TAG] if len(html) > _LONG_TAG else ()
    return any("<" in tag[1:] or _has_many_attributes(tag) for tag in long)


def _has_endless_tag(html: str) -> bool:
    """Has a tag, as a parser sees tags, more attributes than are read?"""
    return any(tag["name"] and _has_many_attributes(tag[0]) for tag in _TAG.finditer(html) if tag.end() - tag.start() > _LONG_TAG)


def _has_many_attributes(tag: str) -> bool:
    return next(islice(_ATTRIBUTE.finditer(tag), _MOST_ATTRIBUTES, None), None) is not None


class _Pieces:
    """One pass over the tags, with the stack a parser would have, never deeper than allowed."""

    def __init__(self, most_formatting: int) -> None:
        self.most_formatting = most_formatting
        self.stack: list[str] = []
        self.formatting: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self.too_deep = False

    def of(self, html: str) -> Iterator[str]:
        """The markup that may stay, piece by piece."""
        at = 0
        for tag in _TAG.finditer(html):
            written = tag["name"]
            if not written:
                continue
            name = written.lower()
            if self._may_stay(name):
                if tag.end() - tag.start() <= _LONG_TAG:
                    continue
                instead = _with_fewer_attributes(written, tag["rest"])
            else:
                # Text on both sides of a dropped tag does not run together.
                instead = "" if name.lstrip("/") in _FORMATTING else "<br>"
            yield html[at : tag.start()]
            yield instead
            at = tag.end()
        yield html[at:]

    def _may_stay(self, name: str) -> bool:
        if name[0] == "/":
            return self._end(name[1:])
        if name in _FLAT:
            return True
        if name in _FORMATTING:
            if self.formatting.total() >= self.most_formatting:
                self.dropped[name] += 1
                return False
            self.formatting[name] += 1
        if len(self.stack) >= DEEPEST:
            self.too_deep = True
            self.dropped[name] += 1
            return False
        self.stack.append(name)
        return True

    def _end(self, name: str) -> bool:
        if name in _FLAT:
            return True
        if self.dropped[name]:
            self.dropped[name] -= 1
            return False
        if name in _FORMATTING:
            if not self.formatting[name]:
                return False
            self.formatting[name] -= 1
        walls = _WALLS if name in BLOCKS or name in _WALLS else _ALL_WALLS
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index] == name:
                # Ending formatting leaves open what was begun inside it; ending anything else closes that.
                self.stack[index : index + 1 if name in _FORMATTING else len(self.stack)] = ()
                return True
            if self.stack[index] in walls:
                break
        return name in _FORMATTING


def _with_fewer_attributes(name: str, rest: str) -> str:
    kept = [attribute[0] for attribute in islice(_ATTRIBUTE.finditer(rest), _MOST_ATTRIBUTES)]
    return f"<{name}{''.join(kept)}>"
