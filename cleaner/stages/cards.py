"""Cards of other stories that no head announces: a label, a title, a teaser and a date, again and again.

What gives them away below the article is their beat: a date every few lines, from somewhere after the article's prose to the end.
Diaries and liveblogs beat too, but from their first line on. Amid the article it is a title and a date between two paragraphs,
and anywhere a slider that prints each card twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import BlockKind, Category, Mark
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.byline_forms import is_stamp, stamp_at_end
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


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _dated(evidence, verdicts)
    yield from _between_paragraphs(evidence, verdicts)
    yield from _carousel(evidence, verdicts)


def _dated(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Beats close together down to the end, below an article that has none in its lower half."""
    beats = _beats(evidence)
    run = _last_run(beats)
    if len(run) < BEATS or len(evidence.blocks) - run[-1] > AFTER_LAST + BEAT_GAP:
        return
    start = _first_of_frame(evidence, run)
    if sum(1 for s in evidence.shapes[:start] if s.prose) < ARTICLE_PROSE or any(start // 2 < b < start for b in beats):
        return
    frame = range(start, min(len(evidence.blocks), run[-1] + 1 + BELOW_BEAT))
    if any(is_none_of_a_card(evidence, i, TEASER_WORDS) for i in frame):
        return
    for index in frame:
        if may_join_a_card(verdicts, index):
            yield evidence.mark(index, Category.RELATED, "cards", 0.94, f"in one of {len(run)} cards of the same form")


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
    if is_signed(block.plain):
        return False  # a sentence of the article, and the agency that it is from
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


def _may_slide(evidence: Evidence, index: int) -> bool:
    return evidence.blocks[index].kind is not BlockKind.CODE and 2 <= evidence.shapes[index].words <= TEASER_WORDS


STAGE = Stage(
    "cards",
    context=context,
    rules=(
        Rule("cards", "cards of other stories, of the same form, below the article", (Category.RELATED,)),
        Rule("card-between-paragraphs", "another story’s title and date between two paragraphs", (Category.RELATED,)),
        Rule("carousel", "cards of other stories that stand twice in a row", (Category.RELATED,)),
    ),
)
