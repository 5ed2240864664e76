"""Menus, breadcrumbs, tables of contents: short lines around the article, told by place and rhythm. Those above a headline: ``kickers``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from cleaner.evidence import Evidence
from cleaner.folding import core
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.quotations import CLOSING
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.items import is_numbered_item
from cleaner.stages.kickers import (
    HEADING_WORDS,
    MENU_WORDS,
    TRAIL_STEPS,
    beside_the_headline,
    ends_with_a_comma,
    eyebrows,
    first_lists,
    labels_below_titles,
    paths_in_lists,
    series,
)
from cleaner.stages.programmes import is_day_of_a_programme
from cleaner.title import find_title
from cleaner.zones import BODY

_CRUMBS = later(re.compile, r"[^>»›/|]{1,40}(?:\s?[>»›/]\s?[^>»›/|]{1,60}){1,7}\Z")
_CRUMB_MARK = later(re.compile, r"\s[>»›/]\s")
_ADDRESS = later(re.compile, r"https?://|www\.")
# A path has so many words at most; one of so many steps is hardly anything else.
CRUMBS_WORDS = 20
SURE_STEPS = 3
# A label of two words or three, glued to a title's first capital; a line of so many words at most, and a label that sure.
_GLUED = later(compiled, r"(?P<label>\p{L}+(?:\s\p{L}+){1,2}?\p{Ll})(?=[\p{Lu}+„“«»\"])")
GLUED_WORDS, SURE_LABEL = 28, 0.9
# What heads a path has no more words than this.
TRAIL_HEAD_WORDS = 5
# A menu between bars has so many entries, each of so few words; figures are a table's.
BAR_ENTRIES, BAR_ENTRY_WORDS = 4, 4
# That many short lines in a row are a menu, where no article is.
MENU_RUN = 4
# What its words do not tell has no more words than this on average: an article's points in a row have more.
ENTRY_WORDS = 4
# So many lines close an article: greetings, a name, a place.
CLOSING_LINES = 2
# “eure Gundi” has so many words at most.
SIGNED_WORDS = 3
# A line of it that goes anyway may be longer; one of which so much is a link is known to be of a menu.
GONE_WORDS = 20
_LINKED = 0.8
# A list of contents names at least this many headings that follow, …
CONTENTS = 3
# … with a line between two of its entries perhaps, …
CONTENTS_STEP = 2
# … but fewer paragraphs than one for so many entries, …
PROSE_BETWEEN = 3
# … and below at least half of the headings prose stands within so many lines.
TEXT_WITHIN = 3


def alone(evidence: Evidence) -> Iterator[Mark]:
    for index in range(min(evidence.first_prose, len(evidence.blocks))):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        steps = len(_CRUMB_MARK.findall(block.plain)) + 1
        if steps > 1 and shape.words <= CRUMBS_WORDS and not shape.ends and ":" not in block.plain and _CRUMBS.match(block.plain):
            yield evidence.mark(index, Category.NAVIGATION, "breadcrumb", 0.9 if steps >= SURE_STEPS else 0.75, f"a path of {steps} steps above the article")
    yield from beside_the_headline(evidence)
    yield from _glued_labels(evidence)
    yield from _menus_between_bars(evidence)


def _menus_between_bars(evidence: Evidence) -> Iterator[Mark]:
    """“Home | Video | World | Sports”, above the article or below it."""
    for index, block in enumerate(evidence.blocks):
        if evidence.zones[index] is BODY or block.kind is not PARAGRAPH or evidence.shapes[index].ends or evidence.shapes[index].digit:
            continue
        entries = [entry for part in evidence.document.source_of(block).split("|") if (entry := part.strip())]
        if len(entries) < BAR_ENTRIES or any(entry.count(" ") >= BAR_ENTRY_WORDS for entry in entries):
            continue
        if ":" in "".join(entries[1:]) or (index and evidence.shapes[index - 1].colon):
            continue  # “Camera: Ada Roe | Music: Bo Lee”, and a list that is announced
        if not all(entry[0].islower() for entry in entries):  # “oak | ash | elm”: what a thing is made of
            yield evidence.mark(index, Category.NAVIGATION, "bar-menu", 0.87, f"{len(entries)} entries of a menu between bars, outside the article")


def _glued_labels(evidence: Evidence) -> Iterator[Mark]:
    """“Next articleFerry stays closed”: a label of the pagination, and without a blank the title that it leads to."""
    glued = [
        (index, match["label"])
        for index, block in enumerate(evidence.blocks)
        if evidence.shapes[index].words <= GLUED_WORDS and not evidence.shapes[index].prose and (match := _GLUED.match(block.plain))
    ]
    for (index, label), hits in zip(glued, evidence.book.find([label for _, label in glued]), strict=True):
        said = [h.group for h in hits if h.group.category is Category.NAVIGATION and h.group.shape == "whole" and h.group.takes == "line"]
        if any(group.confidence >= SURE_LABEL for group in said):
            yield evidence.mark(index, Category.NAVIGATION, "glued-label", 0.94, f"“{label}”, and without a blank the title of another story")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _contents(evidence, verdicts)
    yield from _trail(evidence, verdicts)
    title = find_title(evidence, verdicts)
    yield from eyebrows(evidence, verdicts, title)
    yield from series(evidence, verdicts)
    yield from first_lists(evidence, verdicts)
    yield from paths_in_lists(evidence, verdicts)
    yield from labels_below_titles(evidence, verdicts, title)
    if not evidence.document.is_page:  # there markup has told the menus from the article's lists
        yield from _menus(evidence, verdicts)


def _contents(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Lines in a row that name, in order, headings which follow later, each with text under it."""
    names = [core(line) if _can_be_named(evidence, index) else None for index, line in enumerate(evidence.folded)]
    if list(Counter(names).values()).count(2) < CONTENTS:
        return  # not so many lines stand twice
    named: dict[str | None, list[int]] = {}
    for index, name in enumerate(names):
        named.setdefault(name, []).append(index)
    run: list[int] = []
    targets: list[int] = []
    for index, name in enumerate(names):
        target = _next_named(named[name], index, targets[-1] if targets else index) if name is not None else None
        if target is not None and (not run or index - run[-1] <= CONTENTS_STEP):
            run.append(index)
            targets.append(target)
            continue
        if run and index - run[-1] <= 1:
            continue
        yield from _contents_list(evidence, verdicts, run, targets)
        run, targets = [], []
    yield from _contents_list(evidence, verdicts, run, targets)


def _can_be_named(evidence: Evidence, index: int) -> bool:
    """A few words; numbers alone may be amounts above, and steps below."""
    kind, words = evidence.blocks[index].kind, evidence.shapes[index].words
    return 0 < words <= HEADING_WORDS and kind not in (TABLE, CODE) and any(map(str.isalpha, evidence.folded[index]))


def _next_named(places: list[int], index: int, beyond: int) -> int | None:
    """The second of the two places where a line stands, if this is the first."""
    # A line that stands three times is a form of the article (“Pros”, “Price”), not an entry of its contents.
    return places[1] if len(places) == 2 and places[0] == index and places[1] > max(index + 1, beyond) else None


def _contents_list(evidence: Evidence, verdicts: Verdicts, run: list[int], targets: list[int]) -> Iterator[Mark]:
    if len(run) < CONTENTS or run[-1] >= targets[0]:
        return
    if sum(evidence.shapes[i].prose for i in range(run[0], run[-1])) * PROSE_BETWEEN >= len(run):
        return  # paragraphs stand under the names here, too: speakers who take turns, the parts of a test
    # Text stands below each heading before the next: what is named in a row below is the same list again, of pros and cons perhaps.
    ends = [*targets[1:], len(evidence.blocks)]
    with_text = sum(any(evidence.shapes[i].prose for i in range(t + 1, min(t + 1 + TEXT_WITHIN, end))) for t, end in zip(targets, ends, strict=True))
    if with_text * 2 < len(targets):
        return
    for index in range(run[0], run[-1] + 1):
        if not evidence.shapes[index].prose and not verdicts.gone(index):
            yield evidence.mark(index, Category.NAVIGATION, "contents", 0.9, "names a heading that follows: a table of contents")
    above = run[0] - 1
    if above >= 0 and any(h.group.category is Category.NAVIGATION for h in evidence.hits[above]):
        yield evidence.mark(above, Category.NAVIGATION, "contents", 0.9, "heads a table of contents")


def _trail(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“You are here:”, and each step of the path an item of a list, down to the page's own title."""
    for head in range(len(evidence.blocks)):
        if not verdicts.gone(head) or evidence.shapes[head].words > TRAIL_HEAD_WORDS or not any(h.group.rule == "breadcrumb" for h in evidence.hits[head]):
            continue
        for index in range(head + 1, min(head + 1 + TRAIL_STEPS, len(evidence.blocks))):
            shape = evidence.shapes[index]
            if evidence.blocks[index].kind is not LIST_ITEM or shape.prose or not 0 < shape.words <= HEADING_WORDS:
                break
            if not verdicts.gone(index):
                yield evidence.mark(index, Category.NAVIGATION, "trail", 0.9, f"a step of the path under “{evidence.blocks[head].plain}”")


def _menus(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Runs of short unpunctuated lines after the article, with a known menu word or a link among them."""
    run: list[int] = []
    for index in range(evidence.last_prose + 1, len(evidence.blocks) + 1):
        if index < len(evidence.blocks) and _may_be_of_a_menu(evidence, verdicts, index):
            run.append(index)
            continue
        known = sum(1 for i in run if verdicts.gone(i) or evidence.hits[i] or evidence.shapes[i].link_share > _LINKED)
        close = _closes_the_article(evidence, verdicts, run)
        unnamed = [i for i in run if not verdicts.gone(i) and i not in close]
        if len(run) >= MENU_RUN and known * 2 >= len(run) and sum(evidence.blocks[i].plain.count(" ") + 1 for i in unnamed) <= len(unnamed) * ENTRY_WORDS:
            for i in unnamed:
                if not is_of_a_data_sheet(evidence, i) and not (_is_counted(evidence, i) and not evidence.hits[i]):
                    yield evidence.mark(i, Category.NAVIGATION, "menu", 0.84, f"one of {len(run)} short lines in a row after the article")
        run = []


def _closes_the_article(evidence: Evidence, verdicts: Verdicts, run: Sequence[int]) -> set[int]:
    """“Foggy greetings”, “Carla”, right below the article and right above its comments: where an author's last words stand, and no menu."""
    if not run or verdicts.gone(run[0] - 1):
        return set()
    above = list(takewhile(lambda i: not (verdicts.gone(i) or evidence.hits[i]), run))
    below = run[0] + len(above)
    is_short = len(above) <= CLOSING_LINES and all(evidence.blocks[i].kind is PARAGRAPH and not evidence.blocks[i].links for i in above)
    return set(above) if is_short and below < len(evidence.blocks) and verdicts.is_a(below, Category.COMMENTS) else set()


def _may_be_of_a_menu(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    shape = evidence.shapes[index]
    if evidence.is_content_head(index) or _goes_on_a_list(evidence, verdicts, index) or is_day_of_a_programme(evidence, index):
        return False
    if ends_with_a_comma(evidence, index) or ends_with_a_comma(evidence, index - 1) or _is_signed(evidence, verdicts, index):
        return False
    if _says_whose_words(evidence, verdicts, index):
        return False
    if verdicts.gone(index) and shape.words <= GONE_WORDS:
        return True
    return 0 < shape.words <= MENU_WORDS and not shape.ends and evidence.blocks[index].kind in (PARAGRAPH, LIST_ITEM, HEADING)


def _is_counted(evidence: Evidence, index: int) -> bool:
    """An item of a numbered list: places, steps, the bare addresses of sources. Entries of a menu have no numbers, but links."""
    block = evidence.blocks[index]
    if not is_numbered_item(evidence, index):
        return False
    return not block.links or _ADDRESS.match(block.plain) is not None


def _is_signed(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """“yours, Carla”, “eure Gundi”, right below the article: entries of menus begin with a capital."""
    words = evidence.blocks[index].plain.split()
    return 1 < len(words) <= SIGNED_WORDS and words[0][0].islower() and words[-1][0].isupper() and not verdicts.gone(index - 1) and not evidence.hits[index]


def _says_whose_words(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """“*Ada Roe, director of the harbour museum*”, in italics, or below the mark that closes what she said, right below the paragraph."""
    block, above = evidence.blocks[index], index - 1
    if index == 0 or verdicts.gone(above) or evidence.hits[index] or ", " not in block.plain:
        return False
    if evidence.document.text[block.start] in "*_" and evidence.shapes[above].prose:
        return True
    return evidence.shapes[above].words > HEADING_WORDS and evidence.blocks[above].plain.rstrip(".").endswith(tuple(CLOSING))


def _goes_on_a_list(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Does this item follow one that is too long for a menu or says a sentence, and that stays? Then it is of the same list."""
    if evidence.blocks[index].kind is not LIST_ITEM or verdicts.gone(index):
        return False
    while index > 0 and not evidence.blocks[index].after_blank:
        index -= 1
        if evidence.blocks[index].kind is not LIST_ITEM or verdicts.gone(index):
            return False
        if evidence.shapes[index].words > MENU_WORDS or evidence.shapes[index].ends:
            return True
    return False


STAGE = Stage(
    "navigation",
    alone=alone,
    context=context,
    rules=(
        Rule("breadcrumb", "a path of steps above the article: “Home > News > Local”", (Category.NAVIGATION,)),
        Rule("trail", "“You are here:”, and the steps of the path in a list", (Category.NAVIGATION,)),
        Rule("behind-a-bar", "a few words behind a bar above the article, on a line of their own", (Category.NAVIGATION,)),
        Rule("site-behind-headline", "the address of the site behind the headline", (Category.NAVIGATION,)),
        Rule("label-below-title", "a word of a menu between the headline and the article", (Category.NAVIGATION,)),
        Rule("series", "the name of a series above the headline: “Photo of the week”", (Category.NAVIGATION,)),
        Rule("first-list", "a list of labels above everything, some of them twice", (Category.NAVIGATION,)),
        Rule("bar-menu", "a menu between bars above or below the article: “Home | Video | World | Sports”", (Category.NAVIGATION,)),
        Rule("glued-label", "“Next article” and, without a blank, the title that it leads to", (Category.NAVIGATION,)),
        Rule("contents", "a table of contents: lines that name headings that follow", (Category.NAVIGATION,)),
        Rule("eyebrow", "a short line above the title that names its section", (Category.NAVIGATION,)),
        Rule("menu", "short lines in a row after the article", (Category.NAVIGATION,)),
    ),
)
