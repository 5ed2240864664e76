"""Cards of other stories that no head announces: a label, a title, a teaser and a date, again and again.

What gives them away below the article is their beat: a date every few lines, from somewhere after the article's prose to the end.
Diaries and liveblogs beat too, but from their first line on, and a chronicle of what the article tells goes forward in time. Stories
are listed the newest first: those that name their section besides are told though their teasers are long and the page goes on below.
Amid the article it is a title and a date between two paragraphs, and anywhere a slider that prints each card or each title twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise

from cleaner.evidence import Evidence
from cleaner.metadata.dates import EARLIEST, written
from cleaner.model import CODE, BlockKind, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.date_forms import is_stamp, stamp_at_end
from cleaner.stages.sentences import is_signed
from cleaner.stages.teasers import is_none_of_a_card, may_join_a_card

# A beat is a line that is a date, or a title that ends with one; neither has more words than these.
STAMP_WORDS = 14
DATED_TITLE_WORDS = (3, 30)
# So many beats make a rhythm, …
BEATS = 3
# … when no more than this many lines lie between two of them, …
BEAT_GAP = 5
# … and no paragraph of a frame is longer than a teaser.
TEASER_WORDS = 60
# Below the last beat stand the last lines of its card, and a footer perhaps.
BELOW_BEAT = 2
AFTER_LAST = 8
# A card between two paragraphs stands alone, or a second one further down; its title has so many words.
LONE_CARDS = 2
TITLE_WORDS = (4, 28)
# So many doubled cards make a slider; fewer may be a refrain.
SLIDES = 3
# Of a list that is the newest first, a card has so many lines at most, …
NEWEST_GAP = 7
# … so many short ones besides its date, a title and what section it is of, …
SHORT_LINES = 2
# … and a teaser with so many words: a whole first paragraph. Two teasers stand side by side in no more than one card in so many.
WHOLE_TEASER_WORDS, ONE_SIDE_BY_SIDE_IN = 120, 3
# The list has no more than so many times the words of the article above, and below it stands no more than this much of its prose.
OUTWEIGHS, PROSE_BELOW = 2, 0.4
# Below the second copy of a title stands its date within so many lines.
DATE_WITHIN = 3
# What a date is held against that may lie ahead: a programme's.
_WHENEVER = date(9000, 1, 1)
# Before the name of whose words were quoted.
_WHOSE_WORDS = ("—", "–")
_YEAR = later(re.compile, r"(?<!\d)1\d{3}(?!\d)")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _dated(evidence, verdicts)
    yield from _newest_first(evidence, verdicts)
    yield from _between_paragraphs(evidence, verdicts)
    yield from _carousel(evidence, verdicts)
    yield from _doubled_titles(evidence, verdicts)


def _dated(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Beats close together down to the end, below an article that has none in its lower half."""
    beats = _beats(evidence)
    run = _last_run(beats)
    if len(run) < BEATS or len(evidence.blocks) - run[-1] > AFTER_LAST + BEAT_GAP:
        return
    start = _first_of_frame(evidence, run)
    if sum(1 for s in evidence.shapes[:start] if s.prose) < ARTICLE_PROSE or any(start // 2 < b < start for b in beats):
        return
    below = range(run[-1] + 1, min(len(evidence.blocks), run[-1] + 1 + BELOW_BEAT))
    frame = range(start, next((i + 1 for i in below if evidence.shapes[i].prose), below.stop))  # a card has one teaser
    if any(is_none_of_a_card(evidence, i, TEASER_WORDS) for i in frame) or _tells_day_by_day(evidence, run, frame):
        return
    for index in frame:
        if may_join_a_card(verdicts, index):
            yield evidence.mark(index, Category.RELATED, "cards", 0.94, f"in one of {len(run)} cards of the same form")


def _tells_day_by_day(evidence: Evidence, run: Sequence[int], frame: Sequence[int]) -> bool:
    """Is this of the article, which tells what happened, or what is going to?

    Then the dates go forward, and sentences stand between them; or what it tells of a day takes more than a paragraph.
    """
    teasers = [i for i in frame if evidence.shapes[i].sentence]
    days = _days(evidence, run)
    if len(days) >= BEATS and all(one < two for one, two in pairwise(days)) and len(teasers) * 2 >= len(run):
        return True
    return _side_by_side(teasers) * ONE_SIDE_BY_SIDE_IN > len(run)


def _side_by_side(teasers: Sequence[int]) -> int:
    return sum(below - above == 1 for above, below in pairwise(teasers))


def _days(evidence: Evidence, beats: Sequence[int]) -> list[str]:
    """The days of those lines that say one, so that they compare; of old ones the year."""
    days: list[str] = []
    for index in beats:
        plain = evidence.blocks[index].plain
        if day := written(plain, _WHENEVER):
            days.append(day)
        elif (year := _YEAR.search(plain)) and int(year[0]) < EARLIEST:
            days.append(year[0])
    return days


def _newest_first(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Cards of one form below the article, from new to old, each with a date, a teaser, its title and the name of its section."""
    shapes = evidence.shapes
    runs: list[list[int]] = []
    for beat in _beats(evidence):
        if runs and beat - runs[-1][-1] <= NEWEST_GAP:
            if beat - runs[-1][-1] > 1:
                runs[-1].append(beat)
        else:
            runs.append([beat])
    prose = [shape.words if shape.prose and not verdicts.gone(i) else 0 for i, shape in enumerate(shapes)] if runs else []
    words_above = list(accumulate(prose, initial=0))
    paragraphs_above = list(accumulate(map(bool, prose), initial=0))
    for run in runs:
        days = _days(evidence, run)
        if len(run) < BEATS or len(days) < BEATS or days[0] <= days[-1] or any(one < two for one, two in pairwise(days)):
            continue
        if any(":" in evidence.blocks[i].plain for i in run):
            continue  # by the minute: a liveblog
        frame = _frame_of_one_form(evidence, run)
        if not frame or any(is_none_of_a_card(evidence, i, WHOLE_TEASER_WORDS) for i in frame):
            continue
        if any(verdicts.is_a(i, Category.RELATED) for i in frame):
            continue  # `closed_cards` tells cards with a button better
        above, below = words_above[frame.start], words_above[-1] - words_above[frame.stop]
        if paragraphs_above[frame.start] < ARTICLE_PROSE or below > above * PROSE_BELOW:
            continue
        if sum(shapes[i].words for i in frame) > above * OUTWEIGHS:
            continue
        for index in frame:
            if may_join_a_card(verdicts, index):
                yield evidence.mark(index, Category.RELATED, "newest-first", 0.92, f"in one of {len(run)} cards of the same form, the newest first")


def _frame_of_one_form(evidence: Evidence, run: Sequence[int]) -> range:
    """From the first line of the first card to the last of the last; empty if a card has no teaser, or no more than a title beside it."""
    lines_above: list[int] = []
    lines_below: list[int] = []
    side_by_side = 0
    for one, two in pairwise(run):
        teasers = [i for i in range(one + 1, two) if _is_a_teaser(evidence, i)]
        if not teasers or two - one - 1 - len(teasers) < SHORT_LINES:
            return range(0)
        side_by_side += _side_by_side(teasers) > 0
        lines_above.append(two - teasers[-1] - 1)
        lines_below.append(teasers[-1] - one)
    if side_by_side * ONE_SIDE_BY_SIDE_IN > len(run):
        return range(0)
    above, below = min(lines_above), min(lines_below)
    start, last = _up(evidence, run[0], above), run[-1] + below
    if last >= len(evidence.blocks) or not _is_a_teaser(evidence, last):  # a date closes its card, and stands below its teaser
        last = run[-1]
        if start == run[0] - above > 0 and _is_a_teaser(evidence, start - 1):
            start = _up(evidence, start - 1, below - 1)
    return range(start, last + 1)


def _is_a_teaser(evidence: Evidence, index: int) -> bool:
    return evidence.shapes[index].sentence and evidence.shapes[index].words > STAMP_WORDS


def _up(evidence: Evidence, index: int, most: int) -> int:
    """The highest of the lines above that are titles and labels, or the line itself; so many of them at most."""
    start = index
    while index - start < most and start > 0 and not evidence.shapes[start - 1].ends:
        start -= 1
    return start


def _beats(evidence: Evidence) -> list[int]:
    words = evidence.book.stamp_words
    fewest, most = DATED_TITLE_WORDS
    return [
        index
        for index, (block, shape) in enumerate(zip(evidence.blocks, evidence.shapes, strict=True))
        if (0 < shape.words <= STAMP_WORDS and is_stamp(block.plain, words))
        or (fewest <= shape.words <= most and not shape.ends and stamp_at_end(block.plain, words))
    ]


def _last_run(beats: list[int]) -> list[int]:
    """The last beats that follow each other closely."""
    run: list[int] = []
    for beat in reversed(beats):
        if run and run[-1] - beat > BEAT_GAP:
            break
        run.append(beat)
    return run[::-1]


def _first_of_frame(evidence: Evidence, run: list[int]) -> int:
    """Where the first card begins: as many lines above its beat as lie between the first two beats, short of prose.

    Where the beat closes each card, its teaser may be prose if the second card has prose in the same place.
    """
    reach = min(BEAT_GAP, run[1] - run[0] - 1) if len(run) > 1 else 0
    shapes = evidence.shapes
    start = run[0]
    while start > 0 and run[0] - start < reach and not shapes[start - 1].prose:
        start -= 1
    top = run[0] - reach
    if start == top or top <= 0 or shapes[top].prose or evidence.blocks[top].plain.endswith("."):
        return start
    is_same = all(shapes[above].prose == shapes[below].prose for above, below in zip(range(top, run[0]), range(run[1] - reach, run[1]), strict=True))
    closes = not any(shape.prose for shape in shapes[run[-1] + 1 : run[-1] + 1 + BEAT_GAP])
    return top if is_same and closes and not any(is_none_of_a_card(evidence, i, TEASER_WORDS) for i in range(top, start)) else start


def _between_paragraphs(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A title and a date between two paragraphs: another story's card. Where many stand so, they are the posts of a log."""
    words = evidence.book.stamp_words
    cards = [i for i in range(1, len(evidence.blocks) - 2) if _is_card(evidence, i) and is_stamp(evidence.blocks[i + 1].plain, words)]
    if len(cards) > LONE_CARDS:
        return
    for title in cards:
        for index in (title, title + 1):
            if may_join_a_card(verdicts, index):
                yield evidence.mark(index, Category.RELATED, "card-between-paragraphs", 0.86, "a title and a date between two paragraphs")


def _is_card(evidence: Evidence, index: int) -> bool:
    """Is this a title between a paragraph and a line with another paragraph below it? A heading opens a part of the article."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    fewest, most = TITLE_WORDS
    form = block.kind is BlockKind.PARAGRAPH and fewest <= shape.words <= most and not shape.ends and not shape.colon
    if not form or not evidence.shapes[index - 1].prose or not evidence.shapes[index + 2].prose or index <= evidence.first_prose:
        return False
    if is_signed(block.plain) or block.plain.startswith(_WHOSE_WORDS):
        return False  # a sentence of the article, and the agency that it is from; or whose post the paragraph above quotes
    # A sentence may run into its date, and on into the line below: where each link stands on a line of its own.
    return block.plain.split()[-1].lower() not in evidence.book.common_words and not evidence.goes_on(index + 2)


def _carousel(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Title and teaser, and both again right below: a slider prints its cards twice to turn without a seam."""
    seen = evidence.first_seen
    doubled = [
        i
        for i in range(len(seen) - 3)
        if seen[i] == i and seen[i + 2] == i and seen[i + 3] == seen[i + 1] == i + 1 and all(_may_slide(evidence, j) for j in (i, i + 1))
    ]
    if len(doubled) < SLIDES:
        return
    for first in doubled:
        for index in range(first, first + 4):
            if may_join_a_card(verdicts, index):
                yield evidence.mark(index, Category.RELATED, "carousel", 0.94, f"in one of {len(doubled)} cards that stand twice in a row")


def _doubled_titles(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Cards with a date that print their title twice, for the picture and for the link: side by side, or around the date."""
    seen, shapes = evidence.first_seen, evidence.shapes
    fewest = TITLE_WORDS[0]
    if sum(copies > 1 and shape.words >= fewest for copies, shape in zip(evidence.copies, shapes, strict=True)) < SLIDES:
        return
    cards: list[range] = []
    for index in range(len(seen) - 2):
        if evidence.copies[index] > 1 and shapes[index].words >= fewest and (not cards or index >= cards[-1].stop) and (card := _doubled(evidence, index)):
            cards.append(card)
    inside = {index for card in cards for index in card}
    outside = sum(shape.prose and index not in inside and not verdicts.gone(index) for index, shape in enumerate(shapes))
    if len(cards) < SLIDES or outside < ARTICLE_PROSE:
        return
    for index in sorted(inside):
        if may_join_a_card(verdicts, index):
            yield evidence.mark(index, Category.RELATED, "doubled-titles", 0.94, f"in one of {len(cards)} cards with a date that print their title twice")


def _doubled(evidence: Evidence, index: int) -> range:
    """The card whose title this is, down to its date or its teaser; empty if it is none, or the article itself, which goes on below."""
    seen, words = evidence.first_seen, evidence.book.stamp_words
    stamps = [i for i in range(index + 1, min(len(seen), index + 2 + DATE_WITHIN)) if is_stamp(evidence.blocks[i].plain, words)]
    if not stamps or not _may_slide(evidence, index):
        return range(0)
    if seen[index + 1] == seen[index]:
        end = stamps[0]
    elif stamps[0] == index + 1 and seen[index + 2] == seen[index] and index + 3 < len(seen):
        end = index + 3
    else:
        return range(0)
    if any(is_none_of_a_card(evidence, i, WHOLE_TEASER_WORDS) for i in range(index, end + 1)):
        return range(0)
    goes_on = end + 1 < len(seen) and evidence.shapes[end + 1].prose
    return range(0) if goes_on else range(index, end + 1)


def _may_slide(evidence: Evidence, index: int) -> bool:
    return evidence.blocks[index].kind is not CODE and 2 <= evidence.shapes[index].words <= TEASER_WORDS


STAGE = Stage(
    "cards",
    context=context,
    rules=(
        Rule("cards", "cards of other stories, of the same form, below the article", (Category.RELATED,)),
        Rule("newest-first", "cards of other stories below the article, from new to old, each with its section", (Category.RELATED,)),
        Rule("doubled-titles", "cards with a date that print their title twice", (Category.RELATED,)),
        Rule("card-between-paragraphs", "another story’s title and date between two paragraphs", (Category.RELATED,)),
        Rule("carousel", "cards of other stories that stand twice in a row", (Category.RELATED,)),
    ),
)
