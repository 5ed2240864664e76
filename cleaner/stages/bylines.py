"""Bylines: who wrote it and when, on lines of their own around the title or at the end.

Dates and names stand in articles too (diaries, liveblogs, casts of a play), so a bare date or name is only cut in the
head or the tail, next to something that is surely a byline or the title.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cleaner.evidence import Evidence, Zone
from cleaner.model import BlockKind, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Rule, Stage, Verdicts, per_line

# ---------------------------------------------------------------- dates, times and figures that stand alone

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s"
_DATE = (
    rf"(?:{_WEEKDAY})?(?:"
    rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?"  # March 3, 2021
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?(?:\s\d{{2,4}})?"  # 3rd March 2021
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"  # 2021-03-03
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"  # 3/3/21
)
_TIME = (
    r"(?:(?:at\s)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?\s?m\.?)?"  # at 14:05:30, 2.05 p.m.
    r"(?:\s?\(?(?:[a-z]{2,5}|gmt[+-]?\d{0,4}|utc)\)?)?"  # … and its zone
    r"|\d{1,2}\s?[ap]\.?m\.?(?:\s[a-z]{2,4})?)"  # 2pm EST
)
_LEAD = (
    r"(?:(?:first\s)?"
    r"(?:published|posted|updated|last\supdated|last\smodified|modified|created|date|on|released|written|reviewed"
    r"|updated\son|published\son|posted\son|last\supdate)"
    r"\s?(?:on|at|:|-)?\s?){0,3}"
)
_AGO = r"(?:an?|\d{1,3})\s(?:min(?:ute)?|hour|hr|day|week|month|year)s?\sago"
_READING = (
    r"(?:reading\stime\s?:?\s?)?(?:about\s|est\.\s|estimated\s)?"
    r"\d{1,3}(?:\s?-\s?\d{1,3})?[\s-]?min(?:ute)?s?\.?(?:\s(?:to\s)?read(?:ing)?(?:\stime)?)?"  # about 4-5 min read
    r"|(?:estimated\s)?read(?:ing)?\s(?:time|length)\s?:?\s?\d{1,3}\s?min(?:ute)?s?\.?(?:\sread)?"  # read length: 4 min
)
_VIEWS = r"\d[\d.,]*[km]?\s(?:views?|reads?|hits|shares)"
_JOINT = r"[\s|·•,/\-–—@()]{1,5}"
_STAMP_ITEM = (
    rf"(?:{_LEAD}{_DATE}(?:{_JOINT}{_TIME})?"
    rf"|{_LEAD}{_TIME}(?:{_JOINT}{_DATE})?"
    rf"|{_LEAD}{_AGO}|{_READING}|{_VIEWS})"
)
_STAMP = later(regex.compile, rf"[\W_]{{0,4}}{_STAMP_ITEM}(?:{_JOINT}{_STAMP_ITEM}){{0,4}}[\W_]{{0,4}}\Z", regex.I)
_DATE_ANYWHERE = later(regex.compile, rf"(?<![\w]){_DATE}(?!\w)|{_AGO}|{_READING}", regex.I)
_DATED = later(regex.compile, rf"[-–—|·(]\s?{_DATE}\Z", regex.I)

# ---------------------------------------------------------------- names and roles

_BY_WORDS = (
    r"[\W_]{0,4}"
    r"(?i:by|words\sby|story\sby|written\sby|text\sby|report\sby|posted\sby|author|reporter"
    r"|von|par|por|di|door|av|od|oleh|от|автор)\s?[:|]?\s"
)
_BY_OPENING = later(regex.compile, _BY_WORDS)
_BY = later(
    regex.compile,
    rf"{_BY_WORDS}"
    r"(?:(?i:dr|prof|sir|dame|mr|mrs|ms)\.?\s)?"
    r"\p{Lu}[\p{L}\p{M}'’.\-]{0,25}"  # the first name; then more names, a role, a place
    r"(?:(?:,|\sand|\s&|\swith|\s\|)?\s"
    r"(?:\p{Lu}[\p{L}\p{M}'’.\-]{0,25}|van|von|de|da|di|del|der|la|bin|al|and|of|the|for|in|at|for)){0,10}"
    r"[\W_]{0,3}\Z"
)
# What stands between the name and the date that follows it.
_STAMP_LEAD_IN = regex.compile(
    r"(?i)[\s|·•,\-–—]{0,4}(?:published|updated|posted|last updated|on)\s?(?:on|at|:)?\s?\Z"
)
_NAME_ONLY = later(
    regex.compile,
    r"(?:(?i:dr|prof|sir|dame)\.?\s)?"
    r"\p{Lu}[\p{L}\p{M}'’\-]{1,20}"
    r"(?:\s(?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}'’\-]{1,20}|van|von|de|da|di|del|der|la|bin|al|el)){1,3}"
    r"(?:,\s(?:MD|PhD|RD|CPA|M\.D\.|Ph\.D\.|RN|MS))?\Z"
)
_BARS = regex.compile(r"\s[|·•]\s")
_ROLE = later(
    regex.compile,
    r"(?i:[\w\s,'’&/\-]{0,40}\b"
    r"(?:staff writer|reporter|correspondent|editor|contributor|columnist|staff|bureau|writer|journalist"
    r"|editor-in-chief|freelance|guest author|news desk|newsroom|web desk|team)"
    r"\b[\w\s,'’&/\-]{0,40})\Z"
)

# A byline line is short (FIELD: 15 words for a name, 10 for a date) …
LINE_WORDS = 18
# … and what only its neighbours tell to be one is shorter.
NAME_WORDS = 12
# Longest lines that are tried: the patterns have many optional parts, and longer lines are none of these anyway.
_STAMP_CHARS = 120
_LISTED_CHARS = 200
_BY_CHARS = 160
_AFTER_NAME_CHARS = 90


@per_line
def is_stamp(plain: str) -> bool:
    """Is the line a date, a time, a reading time or several of them, and nothing else?

    >>> is_stamp("Published: March 3, 2021 | 4 min read"), is_stamp("On March 3, 2021 the dam broke")
    (True, False)
    """
    return len(plain) <= _STAMP_CHARS and any(map(str.isdigit, plain)) and bool(_STAMP.match(plain))


def stamp_at_end(plain: str) -> bool:
    """Does the line end with a date, as the title of a listed story does?

    >>> stamp_at_end("Long flights - December 8, 2025"), stamp_at_end("The dam broke on December 8, 2025")
    (True, False)
    """
    return len(plain) <= _LISTED_CHARS and plain[-1:].isdigit() and bool(_DATED.search(plain))


def _is_signed_stamp(plain: str) -> bool:
    """``NAME, ROLE | Sat 12 Oct, 21:04 | Last modified …``: a name, and nothing but dates behind the bars."""
    if "|" not in plain and "·" not in plain and "•" not in plain:
        return False
    who, *when = [item.strip() for item in _BARS.split(plain)]
    return bool(when) and all(is_stamp(item) for item in when) and bool(_NAME_ONLY.match(who.split(",")[0]))


@per_line
def is_by_line(plain: str) -> bool:
    """``By NAME``, with a date, a role or a reading time after it or not.

    >>> is_by_line("By Ines Okafor and Lee Marsh"), is_by_line("By Ines Okafor — November 18, 2025 6 min read")
    (True, True)
    >>> is_by_line("By noon the water had gone")
    False
    """
    if len(plain) > _BY_CHARS:
        return False
    if not _BY_OPENING.match(plain):
        return _is_signed_stamp(plain)
    if _BY.match(plain) or _is_signed_stamp(plain):
        return True
    stamp = _DATE_ANYWHERE.search(plain)
    if not stamp or stamp.start() < len("By X") or len(plain) - stamp.start() > _AFTER_NAME_CHARS:
        return False
    name = plain[: stamp.start()].rstrip(" |·•,-–—:/(")
    return bool(_BY.match(_STAMP_LEAD_IN.sub("", name)))


def alone(evidence: Evidence) -> Iterator[Mark]:
    """Lines that are a byline or a stamp by their form."""
    for index, block in enumerate(evidence.blocks):
        words = evidence.shapes[index].words
        if not 0 < words <= LINE_WORDS or block.kind in (BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE):
            continue
        zone, plain = evidence.zones[index], block.plain
        heading = block.kind is BlockKind.HEADING and block.level <= 6
        if is_by_line(plain):
            sure = 0.8 if zone is Zone.BODY else 0.93
            yield evidence.mark(index, Category.BYLINE, "by-line", sure, "“by” and a name, nothing else")
        elif not heading and is_stamp(plain):
            sure = {Zone.HEAD: 0.92, Zone.BODY: 0.45, Zone.TAIL: 0.9}[zone]
            yield evidence.mark(index, Category.BYLINE, "stamp", sure, "a date, time or reading time alone")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Names and roles alone at the article's edges, when a byline, a stamp or share buttons stand right beside them."""
    for index, block in enumerate(evidence.blocks):
        shape = evidence.shapes[index]
        if not 0 < shape.words <= NAME_WORDS or shape.ends or verdicts.gone(index):
            continue
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        near_edge = evidence.zones[index] is not Zone.BODY or index <= evidence.first_prose + 1
        if not near_edge or not any(verdicts.is_a(i, Category.BYLINE, Category.SHARE) for i in (index - 1, index + 1)):
            continue
        if _NAME_ONLY.match(block.plain):
            yield evidence.mark(index, Category.BYLINE, "name-beside-stamp", 0.85, "a name alone beside a byline")
        elif _ROLE.match(block.plain):
            yield evidence.mark(index, Category.BYLINE, "role-beside-name", 0.8, "a role alone beside a byline")


STAGE = Stage(
    "bylines",
    alone=alone,
    context=context,
    rules=(
        Rule("by-line", "“By” and a name, nothing else", (Category.BYLINE,)),
        Rule("stamp", "a date, time or reading time alone", (Category.BYLINE,)),
        Rule("name-beside-stamp", "a name alone beside a byline", (Category.BYLINE,)),
        Rule("role-beside-name", "a role alone beside a byline", (Category.BYLINE,)),
    ),
)
