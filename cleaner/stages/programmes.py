"""Days of a programme: a date with a list under it, and another date with its own. They are heads of the article, no bylines."""

from __future__ import annotations

import re
from itertools import pairwise

from cleaner.evidence import Evidence
from cleaner.model import LIST_ITEM
from cleaner.patterns import later
from cleaner.stages.date_forms import is_month, is_stamp
from cleaner.zones import HEAD

# Under a day stand so many lines at least, no longer than this; the next day is no further away.
_LINES, _WORDS, _FURTHEST = 2, 16, 8
# So many dates near each other are a calendar.
_DAYS = 3
# So many dates with a year, the oldest first, over so many years are a chronicle; lists of stories have the newest first, and go back less far.
# They stand within so many lines of each other, and have no more words than a date.
_ENTRIES, _YEARS, _REACH, _DATE_WORDS = 4, 5, 24, 7
_YEAR = later(re.compile, r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
# Answers in a forum have the time of day, too.
_CLOCK = later(re.compile, r"\d[:.：]\d\d(?!\d)")
_AROUND = later(re.compile, r"^\W+|[\s:：]+$")
# “17:00-19:00: Brass band in the park”, maybe behind a picture of a clock: what is on, and when.
_HOUR = later(re.compile, r"\W*\d{1,2}[:.：]\d\d(?!\d)(?:\s*[-–—]\s*\d{1,2}[:.：]\d\d)?\W+\w+[^\W\d]")


def is_day_of_a_programme(evidence: Evidence, index: int) -> bool:
    """Is this date one of two with nothing but lines between them that nobody knows? A title, a date and a teaser make a card.

    Or is it an item of a list by itself, above all prose the first of some that are dates: a calendar?
    """
    near = range(max(0, index - _FURTHEST), min(len(evidence.blocks), index + _FURTHEST + 1))
    days = [i for i in near if i == index or _is_date(evidence, i)]
    items = [i for i in days if i >= index and evidence.blocks[i].kind is LIST_ITEM and evidence.zones[index] is HEAD]
    if len(items) >= _DAYS and items[0] == index and all(_stands_alone(evidence, i) for i in items):
        return True
    if any(_is_list(evidence, range(one + 1, two)) for one, two in pairwise(days) if index in (one, two)):
        return True
    return _is_of_a_chronicle(evidence, index)


def _is_date(evidence: Evidence, index: int) -> bool:
    """A date alone on its line, maybe behind a pin, or with a colon over what is on."""
    return is_stamp(_AROUND.sub("", evidence.blocks[index].plain), evidence.book.stamp_words)


def _is_of_a_chronicle(evidence: Evidence, index: int) -> bool:
    """Is this one of several dates alone on their lines, the oldest first, that tell years of something?"""
    if _year_of(evidence, index) is None:
        return False
    near = range(max(0, index - _REACH), min(len(evidence.blocks), index + _REACH + 1))
    dated = [(i, year) for i in near if (year := _year_of(evidence, i)) is not None]
    years = [year for _, year in dated]
    apart = all(below - above > 1 for (above, _), (below, _) in pairwise(dated))  # an entry stands between
    return len(years) >= _ENTRIES and apart and years == sorted(years) and years[-1] - years[0] >= _YEARS


def _year_of(evidence: Evidence, index: int) -> int | None:
    """The year of a line that is a date, a month with its year, or a year, and nothing else."""
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    if not shape.digit or not 0 < shape.words <= _DATE_WORDS or _CLOCK.search(plain) or (year := _YEAR.search(plain)) is None:
        return None
    rest = plain.replace(year[0], "", 1)
    is_date = len(rest.strip(" .:：年")) == 0 or is_stamp(plain, evidence.book.stamp_words) or is_month(plain, evidence.book.stamp_words)
    return int(year[0]) if is_date else None


def _stands_alone(evidence: Evidence, index: int) -> bool:
    """Is the line below no item, as in a list of facts that has a date in it?"""
    return index + 1 < len(evidence.blocks) and evidence.blocks[index + 1].kind is not LIST_ITEM


def _is_list(evidence: Evidence, lines: range) -> bool:
    if len(lines) < _LINES or any(evidence.hits[i] and not _HOUR.match(evidence.blocks[i].plain) for i in lines):
        return False
    return all(0 < evidence.shapes[i].words <= _WORDS and not evidence.shapes[i].ends for i in lines)
