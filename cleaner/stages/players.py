"""Players as texts print them: a bar of controls and times, the film that comes next, the line that led in to a film.

“Play”, “3:12” and “Download” each stand in articles; several of them, line by line, are a player. A sentence that ends with a colon
under which no list, quotation or film stands led in to something that the text does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import pairwise

from cleaner.evidence import Evidence
from cleaner.model import CODE, PARAGRAPH, QUOTE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.quotations import OPENING_REVERSED, opens_with_quotation
from cleaner.stage_words import patterns_of
from cleaner.stages.base import Rule, Stage, Verdicts

# A control has no more words than this.
CONTROL_WORDS = 5
# So many different controls in a row are a player; with a time that runs or a speed, fewer are.
CONTROLS, CONTROLS_WITH_TIME = 3, 2
# No verse and no list has a time that runs in it, or counts like a gallery.
RUNS_SURE = 0.98
# A film's title stands between “Now playing” and its length.
HEAD_WORDS = 3
TITLE_WORDS = 16
# What leads in to a film has so many words.
LEAD_IN_WORDS = (4, 18)
# Who speaks is told in the last words before the colon.
SPEAKER_WORDS = 4
# So many counters, each the next number, are a gallery's; one is no longer than this.
SLIDES, COUNTER_CHARS = 3, 20
_CLOCK = r"-?\d{1,2}:[0-5]\d(?::[0-5]\d)?"
_TIME = later(re.compile, rf"\W{{0,3}}(?:{_CLOCK}(?:\s?[/|–-]\s?{_CLOCK})?|\d{{1,3}}\s?(?:min|sec|sek|мин|сек)\w{{0,5}}\.?)\)?\Z", re.I)
_RUNNING = later(re.compile, rf"\W{{0,3}}0?0:00(?:\s?[/|–-]\s?{_CLOCK})?\Z")
_PLAYER = later(re.compile, rf"(?:0?0:00\s?[/|]\s?{_CLOCK}|[▶►⏵🎧🔊]\W{{0,3}}{_CLOCK})\Z")
_SPEED = later(re.compile, r"[0-3](?:[.,]\d{1,2})?\s?[x×]\Z", re.I)


class Part(Enum):
    """What a line is of a player."""

    CONTROL = auto()
    TOOL = auto()  # what share bars have, too: “Download”
    TIME = auto()  # “3:12”, “6 min”
    RUNNING = auto()  # “0:00”, “1.5x”


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _bars(evidence, verdicts)
    yield from _next_films(evidence, verdicts)
    yield from _lead_ins(evidence, verdicts)
    yield from _slide_counters(evidence)


def _slide_counters(evidence: Evidence) -> Iterator[Mark]:
    """“1 of 15” or “1” above “of 15”, and further down “2 of 15”, “3 of 15”: where a gallery stands."""
    words = patterns_of(evidence.book.stage_words)
    counters: dict[str, list[tuple[int, list[int]]]] = {}
    for index, block in enumerate(evidence.blocks):
        if block.kind in (CODE, TABLE) or not 0 < len(block.plain) <= COUNTER_CHARS or not block.plain[-1].isdigit():
            continue
        if not (counter := words.counter.fullmatch(block.plain)):
            continue
        number, lines = counter["number"], [index]
        if number is None and index and evidence.blocks[index - 1].plain.isdecimal():
            number, lines = evidence.blocks[index - 1].plain, [index - 1, index]
        if number is not None:
            counters.setdefault(counter["all"], []).append((int(number), lines))
    for total, slides in counters.items():
        numbers = [number for number, _ in slides]
        if len(slides) < SLIDES or any(two - one != 1 for one, two in pairwise(numbers)) or numbers[-1] > int(total):
            continue
        for _, lines in slides:
            for index in lines:
                yield evidence.mark(index, Category.MEDIA_PLAYER, "slide-counter", RUNS_SURE, f"one of {len(slides)} that count up to {total}")


def _bars(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Runs of lines that are all parts of a player, if there are enough of them; and lines that are a player by themselves."""
    run: list[tuple[int, Part]] = []
    for index in range(len(evidence.blocks) + 1):
        part = _part_of_a_player(evidence, verdicts, index) if index < len(evidence.blocks) else None
        if part:
            run.append((index, part))
            continue
        if run and _is_a_player(evidence, verdicts, run):
            sure = RUNS_SURE if any(part is Part.RUNNING for _, part in run) else 0.9
            for at, _ in run:
                yield evidence.mark(at, Category.MEDIA_PLAYER, "player-bar", sure, f"one of {len(run)} lines of a player")
        run = []


def _part_of_a_player(evidence: Evidence, verdicts: Verdicts, index: int) -> Part | None:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if verdicts.is_a(index, Category.MEDIA_PLAYER):
        return Part.CONTROL
    if block.kind in (CODE, TABLE, QUOTE) or not 0 < shape.words <= CONTROL_WORDS:
        return None
    if _RUNNING.match(block.plain) or _SPEED.match(block.plain):
        return Part.RUNNING
    if _TIME.match(block.plain) or _PLAYER.match(block.plain):
        return Part.TIME
    whole = {hit.group.category for hit in evidence.hits[index] if hit.group.shape == "whole"}
    if Category.MEDIA_PLAYER in whole:
        return Part.CONTROL
    return Part.TOOL if Category.SHARE in whole else None


def _is_a_player(evidence: Evidence, verdicts: Verdicts, run: list[tuple[int, Part]]) -> bool:
    """Are there enough different controls, or fewer beside a time that runs? Or does a line say it alone?"""
    different = {evidence.folded[i]: part for i, part in run}
    parts = list(different.values())
    counted = len(parts) - parts.count(Part.TIME)
    if any(_PLAYER.match(evidence.blocks[i].plain) for i, _ in run):
        return True
    if Part.RUNNING in parts:
        return counted >= CONTROLS_WITH_TIME or (len(run) > 1 and Part.TIME in parts)
    known = any(verdicts.is_a(i, Category.MEDIA_PLAYER) for i, _ in run)
    if Part.TIME in parts and known:
        return True
    # Bare words alone may be the heads of a table: “Video”, “Audio”, “Quality”.
    return counted >= CONTROLS and (Part.TIME in parts or (Part.CONTROL in parts and (known or Part.TOOL in parts)))


def _next_films(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """The title and the length under “Now playing” or “Up next”."""
    for index in range(len(evidence.blocks) - 2):
        title, length = index + 1, index + 2
        if evidence.shapes[index].words > HEAD_WORDS or not verdicts.is_a(index, Category.MEDIA_PLAYER, Category.RELATED):
            continue
        shape, plain = evidence.shapes[title], evidence.blocks[length].plain
        if verdicts.gone(title) or shape.ends or shape.colon or not 1 < shape.words <= TITLE_WORDS or not _TIME.match(plain):
            continue
        for at in (title, length):
            yield evidence.mark(at, Category.MEDIA_PLAYER, "next-film", RUNS_SURE, f"title and length of a film under “{evidence.blocks[index].plain[:30]}”")


def _lead_ins(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“Watch the captain explain it in this video:” where no video stands below."""
    words = patterns_of(evidence.book.stage_words)
    fewest, most = LEAD_IN_WORDS
    for index, (block, shape) in enumerate(zip(evidence.blocks, evidence.shapes, strict=True)):
        if not shape.colon or not fewest <= shape.words <= most or block.kind is not PARAGRAPH or verdicts.gone(index):
            continue
        if not words.film.search(block.plain) or not words.look.search(block.plain):
            continue
        if _says_who_speaks(evidence, block.plain) or not _has_lost_its_film(evidence, verdicts, index + 1):
            continue
        yield evidence.mark(index, Category.MEDIA_PLAYER, "film-lead-in", 0.86, "leads in to a film or a recording that does not stand below")


def _says_who_speaks(evidence: Evidence, plain: str) -> bool:
    """“In the video below she says:” announces what she says."""
    return patterns_of(evidence.book.stage_words).news.search(" ".join(plain.split()[-SPEAKER_WORDS:])) is not None


def _has_lost_its_film(evidence: Evidence, verdicts: Verdicts, below: int) -> bool:
    """Does the article go on below, or is there nothing more?"""
    if below == len(evidence.blocks) or verdicts.gone(below):
        return True
    block, shape = evidence.blocks[below], evidence.shapes[below]
    if evidence.goes_on(below) or opens_with_quotation(block.plain) or block.plain.startswith(tuple(OPENING_REVERSED)) or shape.link_share > 0:
        return False
    return block.kind is PARAGRAPH and shape.prose


STAGE = Stage(
    "players",
    context=context,
    rules=(
        Rule("player-bar", "lines of a player: controls, times, speeds", (Category.MEDIA_PLAYER,)),
        Rule("next-film", "title and length of the film that plays next", (Category.MEDIA_PLAYER,)),
        Rule("slide-counter", "“1 of 15”, “2 of 15”, …: where in a gallery the reader is", (Category.MEDIA_PLAYER,)),
        Rule("film-lead-in", "a line that leads in to a film or a recording that the text does not have", (Category.MEDIA_PLAYER,)),
    ),
)
