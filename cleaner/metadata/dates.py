"""Dates as pages write them, made ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from cleaner.patterns import later

# Nothing on the web is older; what says so is a default of its publishing system.
EARLIEST = 1990
# Of a year that is written with two digits. What lies ahead then is no date.
_CENTURY = 2000
# A stamp to the minute: “2014-06-29T20:08”.
_MINUTE_CHARS = 16
# The time of a stamp that has none.
_MIDNIGHT = "T00:00:00"
# The day may have begun already where the page was written.
_AHEAD = timedelta(days=1)
# Longer values are no dates, nor bylines that hold one.
_LONGEST = 140

_ISO = later(
    re.compile,
    r"(?<!\d)(?=\d{8}(?!\d)|\d{4}[-/.])(?P<y>\d{4})(?P<s>[-/.]?)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"(?:(?:T|\s*[ ,|]\s*(?:at\s)?)(?P<H>\d{1,2}):?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:[.,]\d{1,9})?)?\s?(?P<ap>[ap]\.?m\b\.?)?\s*(?P<zone>[^\s()]{1,6})?)?\b",
    re.I,
)
# The months of a score of languages, one row a month, as dates write them. The phrase files have them, too, but without their numbers; and
# what a page declares is read before its language is known: to open all the files takes longer than all else for a first document.
_MONTHS = {
    name: number
    for number, row in enumerate(
        (
            "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia января ocak ledna ianuarie январь ιανουαρίου يناير",
            "february feb februar février févr febrero febbraio fevereiro fev februari lutego февраля şubat února februarie февраль φεβρουαρίου فبراير شباط",
            "march mar märz mrz mars marzo março maart marca марта mart března martie март μαρτίου مارس آذار",
            "april apr avril avr abril abr aprile kwietnia апреля nisan dubna aprilie апрель απριλίου أبريل ابريل نيسان",
            "may mai mayo maggio mag maio mei maj maja мая mayıs května май μαΐου مايو أيار",
            "june jun juni juin junio giugno giu junho czerwca июня haziran června iunie июнь ιουνίου يونيو حزيران",
            "july jul juli juillet juil julio luglio lug julho lipca июля temmuz července iulie июль ιουλίου يوليو تموز",
            "august aug août agosto ago augustus augusti sierpnia августа ağustos srpna agustus август αυγούστου أغسطس اغسطس آب",
            "september sep sept septembre septiembre settembre set setembro września сентября eylül září septembrie сентябрь σεπτεμβρίου سبتمبر أيلول",
            "october oct oktober okt octobre octubre ottobre ott outubro out października октября ekim října octombrie октябрь οκτωβρίου أكتوبر اكتوبر",
            "november nov novembre noviembre novembro listopada listopadu ноября kasım noiembrie ноябрь νοεμβρίου نوفمبر",
            "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia декабря aralık prosince decembrie декабрь δεκεμβρίου ديسمبر",
        ),
        start=1,
    )
    for name in row.split()
}
# In Arabic the month often has both its names: “آب/أغسطس”.
_MONTH = r"(?:[^\W\d_]{2,10}/)?(?P<b>[^\W\d_]{2,12})\.?"
_CLOCK = (
    r"(?:[\s,|·•\-–—@(]{1,5}(?:(?:at|um|à|a las|alle)\s)?(?P<H>\d{1,2})[:.h](?P<M>\d{2})(?::(?P<S>\d{2}))?"
    r"\s?(?P<ap>[ap]\.?m\b\.?)?\s?(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?(?!\w))?"
)
_WORDED = (
    later(re.compile, rf"(?<!\w){_MONTH}\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})(?!\d){_CLOCK}", re.I),
    later(re.compile, rf"(?<!\w)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s\-](?:of\s|de\s)?{_MONTH},?[\s\-](?:de\s|del\s)?(?P<y>\d{{4}})(?!\d){_CLOCK}", re.I),
    later(re.compile, r"(?<!\d)(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日(?:\s?(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2}))?)?"),
)
# 31.12.2021 has the day first; 12/31/2021 has its month first unless there is no such month, so only the latter is sure.
_DOTTED = later(re.compile, rf"(?<![\d.])(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>\d{{4}})(?![\d]){_CLOCK}", re.I)
_SLASHED = later(re.compile, r"(?<![\d/])(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4})(?![\d/])")
# With a year of two digits there is one reading where the second number can be no month, as in 8/17/13; and Chinese labels have the year first.
_SHORT = later(re.compile, rf"(?<![\d/.-])(?P<m>0?[1-9]|1[0-2])(?P<s>[/-])(?P<d>1[3-9]|2\d|3[01])(?P=s)(?P<yy>\d\d)(?![\d/.-]){_CLOCK}", re.I)
_SHORT_LABELLED = later(re.compile, r"发[布表](?:时间|日期|于)?\s?[:：]?\s?(?P<yy>\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\s?(?:(?P<H>\d\d):(?P<M>\d\d))?(?!\d)")
_EPOCH = later(re.compile, r"(\d{10})(?:\.\d+|\d{3})?")
_IN_PATH = later(re.compile, r"/(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?=[/\-_.]|\Z)")
_DATELINE = later(
    re.compile,
    r"(?:[A-Z][^\n–—-]{0,40}?,\s)??(?P<date>[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})\s?(?:/[^/\n]{1,30}/|\([^()\n]{1,30}\))?\s?(?:--?|–|—)\s",
)
_OFFSET = later(re.compile, r"([+-])(\d{2}):?(\d{2})?")


def iso(value: str, today: date) -> str | None:
    """A declared date as ISO 8601: a date, or a date-time to the second if the value has a time. None if it is no date,
    before 1990 or after ``today``.

    >>> iso("2021-03-03T10:00:00.000Z", date(2024, 1, 1)), iso("Wed, 03 Mar 2021 10:00:00 GMT", date(2024, 1, 1))
    ('2021-03-03T10:00:00+00:00', '2021-03-03T10:00:00+00:00')
    >>> iso("20210303", date(2024, 1, 1)), iso("0001-01-01T00:00:00", date(2024, 1, 1)), iso("2031-03-03", date(2024, 1, 1))
    ('2021-03-03', None, None)
    """
    value = value.strip()
    if len(value) > _LONGEST:
        return None
    try:
        if match := _ISO.match(value):
            return _checked(_from_groups(match), today)
        if epoch := _EPOCH.fullmatch(value):
            return _checked(datetime.fromtimestamp(int(epoch[1]), UTC), today)
        if value[:3].lower() in ("mon", "tue", "wed", "thu", "fri", "sat", "sun") and value.count(":") and value[3:4] == ",":
            from email.utils import parsedate_to_datetime  # seldom needed, and it imports sockets

            return _checked(parsedate_to_datetime(value), today)
    except ValueError:
        pass
    return written(value, today)


def written(text: str, today: date) -> str | None:
    """The first date that a short text, such as a byline, holds; None if none does or only one that may be read two ways.

    >>> written("Posted on March 3rd, 2021 at 4:05 pm", date(2024, 1, 1)), written("3 Sept. 2021", date(2024, 1, 1))
    ('2021-03-03T16:05:00', '2021-09-03')
    >>> written("By Ines Okafor, 03/04/2021", date(2024, 1, 1)), written("31/12/2021", date(2024, 1, 1))
    (None, '2021-12-31')
    """
    for pattern in (*_WORDED, _DOTTED):
        for match in pattern.finditer(text):
            if found := _or_none(match, today):
                return found
    slashed = _SLASHED.search(text)
    day = _sure_day(slashed) if slashed else None
    if day and (found := _checked(day, today)):
        return found
    whole = _ISO.search(text)
    if whole and (found := _or_none(whole, today)):
        return found
    short = _SHORT_LABELLED.search(text) or _SHORT.search(text)
    return _or_none(short, today) if short else None


def to_the_minute(stamps: Sequence[str]) -> str | None:
    """The first of a page's stamps, or where that is a mere date the first that has a time as well and means the same day, here or in Greenwich;
    where it has no zone, the first that says the same minute with one.

    >>> to_the_minute(["2014-06-30", "2014-06-29T20:08:00-04:00"]), to_the_minute(["2014-06-30", "2014-06-29T10:08:00-04:00"]), to_the_minute([])
    ('2014-06-29T20:08:00-04:00', '2014-06-30', None)
    >>> to_the_minute(["2014-06-29T20:08:00", "2014-06-29T20:08:17-04:00"])
    '2014-06-29T20:08:17-04:00'
    """
    first = next(iter(stamps), None)
    if first is None:
        return None
    if "T" in first:
        minute = first[:_MINUTE_CHARS]
        return first if _has_zone(first) else next((s for s in stamps if s.startswith(minute) and _has_zone(s)), first)
    return next((stamp for stamp in stamps if "T" in stamp and _MIDNIGHT not in stamp and first in _days_of(stamp)), first)


def _has_zone(stamp: str) -> bool:
    return datetime.fromisoformat(stamp).tzinfo is not None


def _days_of(stamp: str) -> tuple[str, ...]:
    """The day of a date-time where it was written, and in Greenwich if it has a zone."""
    moment = datetime.fromisoformat(stamp)
    there = moment.date().isoformat()
    return (there, moment.astimezone(UTC).date().isoformat()) if moment.tzinfo else (there,)


def opening(text: str, today: date) -> str | None:
    """The date of the dateline that a paragraph begins with: behind a place or alone, before a dash.

    >>> opening("PORT ELLERY, July 2, 2014 /Wire/ -- The mill will close.", date(2024, 1, 1)), opening("Feb. 23, 2015 - It rained.", date(2024, 1, 1))
    ('2014-07-02', '2015-02-23')
    >>> opening("On July 2, 2014 the mill closed - for good.", date(2024, 1, 1))
    """
    dateline = _DATELINE.match(text)
    return written(dateline["date"], today) if dateline else None


def in_path(url: str, today: date) -> str | None:
    """The date in an address.

    >>> in_path("https://post.example/2021/03/03/rain.html", date(2024, 1, 1))
    '2021-03-03'
    """
    match = _IN_PATH.search(url)
    return _or_none(match, today) if match else None


def _or_none(match: re.Match[str], today: date) -> str | None:
    try:
        return _checked(_from_groups(match), today)
    except ValueError:
        return None


def _checked(found: date, today: date) -> str | None:
    day = found.date() if isinstance(found, datetime) else found
    if day.year < EARLIEST or day > today + _AHEAD:
        return None
    return found.isoformat(timespec="seconds") if isinstance(found, datetime) else found.isoformat()


def _from_groups(match: re.Match[str]) -> date:
    """A date or date-time out of named groups. Raises ValueError if there is no such day or hour."""
    part = match.groupdict()
    month = int(part["m"]) if part.get("m") else _MONTHS.get(part["b"].lower(), 0)
    day = date(int(part["y"]) if part.get("y") else _CENTURY + int(part["yy"]), month, int(part["d"]))
    if not part.get("H"):
        return day
    hour = int(part["H"])
    if half := part.get("ap"):
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    return datetime(day.year, day.month, day.day, hour, int(part["M"]), int(part.get("S") or 0), tzinfo=_zone(part.get("zone") or ""))


def _zone(text: str) -> timezone | None:
    """The zone that is written; None for one that is not, or by a name that means several."""
    if text.lower() in ("z", "utc", "gmt"):
        return UTC
    if match := _OFFSET.fullmatch(text):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(offset if match[1] == "+" else -offset)
    return None


def _sure_day(match: re.Match[str]) -> date | None:
    """Of day and month in either order, the one reading there is."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if max(first, second) > 31 or min(first, second) > 12 or (first <= 12 and second <= 12 and first != second):
        return None
    try:
        return date(year, min(first, second), max(first, second))
    except ValueError:
        return None
