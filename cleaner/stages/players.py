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
# The rule of counters: what lies between two of them are slides, and no box.
SLIDE_COUNTER = "slide-counter"
# Slides are counted so often at least, and there are no more of them.
SLIDES, MOST_SLIDES = 3, 200
# “1/12”, “2/12”: days of a month as well, up to so many, unless all are counted.
MONTHS = 12
# A word at most stands between a slide's number and that of all: “of”, “von”. With one before both it may be a heading: “Step 2 of 5”.
_COUNTER = later(re.compile, r"(?P<at>\d{1,3})(?:\s?/\s?|\s[^\W\d_]{1,8}\s)(?P<all>\d{1,3})\Z")
_COUNTER_BELOW = later(re.compile, r"(?:/\s?|[^\W\d_]{1,8}\s)(?P<all>\d{1,3})\Z")
# What leads in to a film has so many words.
LEAD_IN_WORDS = (4, 18)
# Who speaks is told in the last words before the colon.
SPEAKER_WORDS = 4
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
    yield from _slide_counters(evidence, verdicts)


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


def _slide_counters(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“3 of 15”, on one line or on two, over one slide after the other: the number of all stays, the other goes up by one."""
    counters: dict[str, list[tuple[int, range]]] = {}
    for index, (block, shape) in enumerate(zip(evidence.blocks, evidence.shapes, strict=True)):
        if not shape.digit or shape.words > CONTROL_WORDS or block.kind in (CODE, TABLE, QUOTE):
            continue
        lines = range(index, index + 1)
        found = _COUNTER.match(block.plain)
        if not found and index and evidence.blocks[index - 1].plain.isdecimal():
            lines = range(index - 1, index + 1)
            found = _COUNTER.match(f"{evidence.blocks[index - 1].plain} {block.plain}") if _COUNTER_BELOW.match(block.plain) else None
        if found and int(found["at"]) <= int(found["all"]) <= MOST_SLIDES:
            counters.setdefault(found["all"], []).append((int(found["at"]), lines))
    for all_slides, places in counters.items():
        steps = [below - above for (above, _), (below, _) in pairwise(places)]
        if places[0][0] != 1 or (int(all_slides) <= MONTHS and places[-1][0] != int(all_slides) and _are_fractions(evidence, places[0][1])):
            continue  # marks (“6/10”), dates
        if steps.count(1) + 1 < SLIDES or min(steps) < 1 or not _has_slides(evidence, [lines for _, lines in places]):
            continue
        for _, lines in places:
            for at in lines:
                if not verdicts.gone(at):
                    yield evidence.mark(at, Category.MEDIA_PLAYER, SLIDE_COUNTER, RUNS_SURE, f"counts {len(places)} of {all_slides} slides")


def _are_fractions(evidence: Evidence, lines: range) -> bool:
    """“1/12”, not “1 of 12”?"""
    return "/" in evidence.blocks[lines[-1]].plain


def _has_slides(evidence: Evidence, counters: list[range]) -> bool:
    """Does something stand between one counter and the next? Else they are a table's column, or a list's places."""
    return all(below.start - above.stop >= 1 for above, below in pairwise(counters)) and any(
        evidence.shapes[i].sentence for above, below in pairwise(counters) for i in range(above.stop, below.start)
    )


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
        Rule(SLIDE_COUNTER, "“3 of 15” over one slide after the other, on one line or on two", (Category.MEDIA_PLAYER,)),
        Rule("film-lead-in", "a line that leads in to a film or a recording that the text does not have", (Category.MEDIA_PLAYER,)),
    ),
)
