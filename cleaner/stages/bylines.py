"""Bylines: who wrote it and when, on lines of their own around the title or at the end.

Dates and names stand in articles too (diaries, liveblogs, casts of a play), so a bare date or name is only cut in the
head or the tail, next to something that is surely a byline or the title.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cleaner.evidence import Evidence, Zone
from cleaner.model import BlockKind, Category, Mark
from cleaner.stages.base import Stage, Verdicts

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s"
_DATE = rf"(?:{_WEEKDAY})?(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?(?:\s\d{{2,4}})?|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}})"
_TIME = r"(?:(?:at\s)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?\s?m\.?)?(?:\s?\(?(?:[a-z]{2,5}|gmt[+-]?\d{0,4}|utc)\)?)?|\d{1,2}\s?[ap]\.?m\.?(?:\s[a-z]{2,4})?)"
_LEAD = r"(?:(?:first\s)?(?:published|posted|updated|last\supdated|last\smodified|modified|created|date|on|released|written|reviewed|updated\son|published\son|posted\son|last\supdate)\s?(?:on|at|:|-)?\s?){0,3}"
_AGO = r"(?:an?|\d{1,3})\s(?:min(?:ute)?|hour|hr|day|week|month|year)s?\sago"
_READING = r"(?:reading\stime\s?:?\s?)?(?:about\s|est\.\s|estimated\s)?\d{1,3}(?:\s?-\s?\d{1,3})?[\s-]?min(?:ute)?s?\.?(?:\s(?:to\s)?read(?:ing)?(?:\stime)?)?|(?:estimated\s)?read(?:ing)?\s(?:time|length)\s?:?\s?\d{1,3}\s?min(?:ute)?s?\.?(?:\sread)?"
_VIEWS = r"\d[\d.,]*[km]?\s(?:views?|reads?|hits|shares)"
_JOINT = r"[\s|·•,/\-–—@()]{1,5}"
_STAMP_ITEM = rf"(?:{_LEAD}{_DATE}(?:{_JOINT}{_TIME})?|{_LEAD}{_TIME}(?:{_JOINT}{_DATE})?|{_LEAD}{_AGO}|{_READING}|{_VIEWS})"
_STAMP = regex.compile(rf"[\W_]{{0,4}}{_STAMP_ITEM}(?:{_JOINT}{_STAMP_ITEM}){{0,4}}[\W_]{{0,4}}\Z", regex.I)
_STAMP_ANYWHERE = regex.compile(rf"(?:\d{{4}}|{_TIME}|{_AGO}|{_READING})", regex.I)
_DATE_ANYWHERE = regex.compile(rf"(?<![\w]){_DATE}(?!\w)|{_AGO}|{_READING}", regex.I)
_DATED = regex.compile(rf"[-–—|·(]\s?{_DATE}\Z", regex.I)
_BY = regex.compile(
    r"[\W_]{0,4}(?i:by|words\sby|story\sby|written\sby|text\sby|report\sby|posted\sby|author|reporter|von|par|por|di|door|av|od|oleh|от|автор)\s?[:|]?\s"
    r"(?:(?i:dr|prof|sir|dame|mr|mrs|ms)\.?\s)?"
    r"\p{Lu}[\p{L}\p{M}'’.\-]{0,25}(?:(?:,|\sand|\s&|\swith|\s\|)?\s(?:\p{Lu}[\p{L}\p{M}'’.\-]{0,25}|van|von|de|da|di|del|der|la|bin|al|and|of|the|for|in|at|for)){0,10}[\W_]{0,3}\Z"
)
_NAME_ONLY = regex.compile(r"(?:(?i:dr|prof|sir|dame)\.?\s)?\p{Lu}[\p{L}\p{M}'’\-]{1,20}(?:\s(?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}'’\-]{1,20}|van|von|de|da|di|del|der|la|bin|al|el)){1,3}(?:,\s(?:MD|PhD|RD|CPA|M\.D\.|Ph\.D\.|RN|MS))?\Z")
_ROLE = regex.compile(
    r"(?i:[\w\s,'’&/\-]{0,40}\b(?:staff writer|reporter|correspondent|editor|contributor|columnist|staff|bureau|writer|journalist|editor-in-chief|freelance|guest author|news desk|newsroom|web desk|team)\b[\w\s,'’&/\-]{0,40})\Z"
)

# A byline line is short (FIELD: 15 words for a name, 10 for a date).
LINE_WORDS = 18


def is_stamp(plain: str) -> bool:
    """Is the line a date, a time, a reading time or several of them, and nothing else?

    >>> is_stamp("Published: March 3, 2021 | 4 min read"), is_stamp("On March 3, 2021 the dam broke")
    (True, False)
    """
    return len(plain) <= 120 and any(c.isdigit() for c in plain) and bool(_STAMP.match(plain))


def stamp_at_end(plain: str) -> bool:
    """Does the line end with a date, as the title of a listed story does (“Long flights - December 8, 2025”)?"""
    return len(plain) <= 200 and plain[-1:].isdigit() and bool(_DATED.search(plain))


def is_by_line(plain: str) -> bool:
    """``By NAME``, with a date, a role or a reading time after it or not.

    >>> is_by_line("By Ines Okafor and Lee Marsh"), is_by_line("By Ines Okafor — November 18, 2025 6 min read")
    (True, True)
    >>> is_by_line("By noon the water had gone")
    False
    """
    if len(plain) > 160:
        return False
    if _BY.match(plain):
        return True
    stamp = _DATE_ANYWHERE.search(plain)
    if not stamp or stamp.start() < 4:
        return False
    name, rest = plain[: stamp.start()].rstrip(" |·•,-–—:/("), plain[stamp.start() :]
    name = regex.sub(r"(?i)[\s|·•,\-–—]{0,4}(?:published|updated|posted|last updated|on)\s?(?:on|at|:)?\s?\Z", "", name)
    return bool(_BY.match(name)) and len(rest) <= 90


def alone(evidence: Evidence) -> Iterator[Mark]:
    for index, block in enumerate(evidence.blocks):
        shape = evidence.shapes[index]
        if not 0 < shape.words <= LINE_WORDS or block.kind in (BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE):
            continue
        zone, plain = evidence.zones[index], block.plain
        heading = block.kind is BlockKind.HEADING and block.level <= 6
        if is_by_line(plain):
            yield evidence.mark(index, Category.BYLINE, "by-line", 0.93 if zone is not Zone.BODY else 0.8, "“by” and a name, nothing else")
        elif not heading and is_stamp(plain):
            sure = {Zone.HEAD: 0.92, Zone.BODY: 0.45, Zone.TAIL: 0.9}[zone]
            yield evidence.mark(index, Category.BYLINE, "stamp", sure, "a date, time or reading time alone")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Names and roles alone, when a byline or stamp stands right beside them; stamps at the very top of the prose."""
    count = len(evidence.blocks)
    for index, block in enumerate(evidence.blocks):
        shape = evidence.shapes[index]
        if not 0 < shape.words <= 12 or shape.ends or block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or verdicts.gone(index):
            continue
        beside = [j for j in (index - 1, index + 1) if 0 <= j < count and verdicts.is_a(j, Category.BYLINE, Category.SHARE)]
        if not beside:
            continue
        near_edge = evidence.zones[index] is not Zone.BODY or index <= evidence.first_prose + 1
        if near_edge and _NAME_ONLY.match(block.plain):
            yield evidence.mark(index, Category.BYLINE, "name-beside-stamp", 0.85, "a name alone beside a byline")
        elif near_edge and _ROLE.match(block.plain):
            yield evidence.mark(index, Category.BYLINE, "role-beside-name", 0.8, "a role alone beside a byline")


STAGE = Stage("bylines", alone=alone, context=context)
