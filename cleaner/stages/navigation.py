"""Menus, breadcrumbs, section labels, tags, tables of contents: short lines around the article, told by place and rhythm."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

import regex

from cleaner.evidence import Evidence
from cleaner.folding import core
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import LIKELY, Rule, Stage, Verdicts
from cleaner.stages.byline_forms import is_name, is_stamp
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.programmes import is_day_of_a_programme
from cleaner.stages.subheads import has_brothers
from cleaner.title import find_title
from cleaner.zones import BODY

_CRUMBS = later(re.compile, r"[^>»›/|]{1,40}(?:\s?[>»›/]\s?[^>»›/|]{1,60}){1,7}\Z")
_CRUMB_MARK = later(re.compile, r"\s[>»›/]\s")
# “1-1”, “96’”, “(65') Yoane Wissa”: scores and minutes are no names of sections.
_DATA = later(re.compile, r"\d['’′]|\d\s?[-:–]\s?\d")
# Sections are named by what they join (“Food & Drink”), headlines hardly.
_JOINED = later(re.compile, r"[&+·|]")
_WORD = later(re.compile, r"\w{3,}")
_SITE_BEHIND = later(
    compiled,
    r"(?<=\w[\w.!?»”\"')]?)\s\|\s(?:www\.)?[\w\-]{2,40}(?:\.(?:co|com|org|net))?"
    r"\.(?:com|net|org|info|news|blog|eu|at|be|br|ca|ch|cz|de|dk|es|fi|fr|gr|hr|hu|it|jp|lt|mx|nl|no|pl|pt|ro|rs|ru|se|si|sk|tr|ua|uk)\Z",
    regex.I,
)
_ADDRESS = later(re.compile, r"https?://|www\.")
# A path has so many words at most; one of so many steps is hardly anything else.
CRUMBS_WORDS = 20
SURE_STEPS = 3
# A label of two words or three, glued to a title's first capital; a line of so many words at most, and a label that sure.
_GLUED = later(compiled, r"(?P<label>\p{L}+(?:\s\p{L}+){1,2}?\p{Ll})(?=[\p{Lu}+„“«»\"])")
GLUED_WORDS, SURE_LABEL = 28, 0.9
# What heads a path has no more words than this, and the path no more steps.
TRAIL_HEAD_WORDS = 5
TRAIL_STEPS = 8
# An eyebrow above the title: at most this many words, no sentence's end.
EYEBROW_WORDS = 6
# A menu between bars has so many entries, each of so few words; figures are a table's.
BAR_ENTRIES, BAR_ENTRY_WORDS = 4, 4
# Above a line that is no marked heading it has fewer, and that line is as short as headlines are.
SECTION_WORDS = 3
TITLE_WORDS = 16
# What stands first and has so many words may be a short headline.
HEADLINE_WORDS = 2
# That many short lines in a row are a menu, where no article is.
MENU_RUN = 4
MENU_WORDS = 6
# What its words do not tell has no more words than this on average: an article's points in a row have more.
ENTRY_WORDS = 4
# A list of labels above everything has so many items, so many of them known or printed twice.
FIRST_LIST, FIRST_LIST_SIGNS = 5, 2
# A sentence whose links were printed on lines of their own has so many such pieces beside each of them, and one of more words than this.
PIECES, PIECE_WORDS = 6, 8
# So many words in pieces are more than teasers have.
WORDS_IN_PIECES = 150
# The headline stands so near below the path that leads to it; a label below it has so many words.
TITLE_BELOW = 4
LABEL_WORDS = 2
# The phrases that name a series.
_SERIES = "series"
# “eure Gundi” has so many words at most.
SIGNED_WORDS = 3
# A line of it that goes anyway may be longer; one of which so much is a link is known to be of a menu.
GONE_WORDS = 20
_LINKED = 0.8
# A list of contents names at least this many headings that follow, each of no more words than these, …
CONTENTS = 3
HEADING_WORDS = 20
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
    yield from _around_the_headline(evidence)
    yield from _glued_labels(evidence)
    yield from _menus_between_bars(evidence)


def _around_the_headline(evidence: Evidence) -> Iterator[Mark]:
    """“| Wellness”: what stood behind a bar, on a line of its own; “How the dam broke | ellery-news.com”: the site's address behind the headline."""
    text = evidence.document.text
    for index in range(min(evidence.first_prose, len(evidence.blocks))):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        raw = text[block.start : block.end]
        if raw.count("|") != 1:
            continue
        if raw.startswith("| ") and 0 < shape.words <= EYEBROW_WORDS and not (shape.ends or shape.colon or shape.digit or _is_beside_bars(evidence, index)):
            yield evidence.mark(index, Category.NAVIGATION, "behind-a-bar", 0.86, "a few words behind a bar, above the article")
        elif found := _SITE_BEHIND.search(raw):  # of the line as it was printed: its plain text may have lost the bar
            reason = "the site's address behind the headline"
            yield Mark(block.start + found.start(), block.start + found.end(), Category.NAVIGATION, "site-behind-headline", 0.9, reason)


def _is_beside_bars(evidence: Evidence, index: int) -> bool:
    """A row of a table has others around it."""
    beside = (i for i in (index - 1, index + 1) if 0 <= i < len(evidence.blocks))
    return any("|" in evidence.document.text[evidence.blocks[i].start : evidence.blocks[i].end] for i in beside)


def _menus_between_bars(evidence: Evidence) -> Iterator[Mark]:
    """“Home | Video | World | Sports”, above the article or below it."""
    text = evidence.document.text
    for index, block in enumerate(evidence.blocks):
        if evidence.zones[index] is BODY or block.kind is not PARAGRAPH or evidence.shapes[index].ends or evidence.shapes[index].digit:
            continue
        entries = [entry for part in text[block.start : block.end].split("|") if (entry := part.strip())]
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
    yield from _eyebrow(evidence, verdicts)
    yield from _series(evidence, verdicts)
    yield from _first_list(evidence, verdicts)
    yield from _crumbs_in_a_list(evidence, verdicts)
    yield from _label_below_title(evidence, verdicts)
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
    kind, words = evidence.blocks[index].kind, evidence.shapes[index].words
    return 0 < words <= HEADING_WORDS and kind not in (TABLE, CODE)


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


def _eyebrow(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A section's name right above the title: the title is the first longer line, or one that is a heading or repeated."""
    title = find_title(evidence, verdicts)
    if title is None:
        return
    in_pieces = 0
    for index in range(title):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if verdicts.gone(index) or block.kind in (CODE, TABLE):
            continue
        if not evidence.hits[index] and _is_piece_of_a_sentence(evidence, index):
            in_pieces += shape.words
            if in_pieces >= WORDS_IN_PIECES:
                return  # the article, whose links stand on lines of their own
            continue
        if _DATA.search(block.plain) and not evidence.hits[index]:
            continue
        opens = all(verdicts.gone(i) and not verdicts.is_a(i, Category.NAVIGATION) for i in range(index))
        if opens and (evidence.is_content_head(index) or (shape.words and _goes_on_below(evidence, index))):
            continue
        if shape.words <= EYEBROW_WORDS and not shape.ends and not shape.colon and not is_of_a_data_sheet(evidence, index):
            sure = 0.82 if _names_a_section(evidence, index, title) and not (opens and _may_be_headline(evidence, index, title)) else 0.7
            yield evidence.mark(index, Category.NAVIGATION, "eyebrow", sure, "short line above the title")


def _crumbs_in_a_list(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“3. Drug Safety”, “4. How a recall works”, with “How a recall works” as the headline below: the path to the page, as the first list of all."""
    items = list(takewhile(lambda i: evidence.blocks[i].kind is LIST_ITEM, range(min(evidence.first_prose, len(evidence.blocks)))))
    if not 0 < len(items) <= TRAIL_STEPS or len(items) == len(evidence.blocks):
        return
    last = core(evidence.folded[items[-1]]).rstrip(".… ")
    below = range(items[-1] + 1, min(items[-1] + 1 + TITLE_BELOW, evidence.first_prose))
    if last.count(" ") < 2 or not any(core(evidence.folded[i]).startswith(last) for i in below):
        return
    if any(evidence.shapes[i].words > HEADING_WORDS or evidence.shapes[i].sentence for i in items):
        return
    for index in items:
        if not verdicts.gone(index):
            yield evidence.mark(index, Category.NAVIGATION, "trail", 0.93, "a step of the path to the page, which ends with its headline")


def _label_below_title(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“Blog”, “Guides” right below the headline: words that are known to be of a menu, where no other line is set like this one."""
    title = find_title(evidence, verdicts)
    if title is None or title + 1 >= evidence.first_prose:
        return
    index = title + 1
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if verdicts.gone(index) or block.kind is not PARAGRAPH or shape.words > LABEL_WORDS or shape.ends or shape.colon or shape.digit:
        return
    known = any(hit.group.category is Category.NAVIGATION and hit.group.shape == "whole" for hit in evidence.hits[index])
    if known and not evidence.is_content_head(index) and not has_brothers(evidence, index) and evidence.blocks[index + 1].kind is not LIST_ITEM:
        yield evidence.mark(index, Category.NAVIGATION, "label-below-title", 0.83, "a word of a menu between the headline and the article")


def _is_piece_of_a_sentence(evidence: Evidence, index: int) -> bool:
    """Does a sentence run through this line, from a longer one above it or to a longer one below it?"""
    first = index
    while first and index - first < PIECES and evidence.goes_on(first):
        first -= 1
    last = index
    while last + 1 < len(evidence.blocks) and last - index < PIECES and evidence.goes_on(last + 1):
        last += 1
    return any(evidence.shapes[i].words > PIECE_WORDS for i in range(first, last + 1))


def _series(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“Photo of the week” as the first line, with the headline on the next, where both are too short to tell which of them is it."""
    head = [i for i in range(min(evidence.first_prose, len(evidence.blocks))) if not verdicts.gone(i) and evidence.shapes[i].words]
    if len(head) < 2 or not any(hit.group.rule == _SERIES for hit in evidence.hits[head[0]]):
        return
    series, below = head[:2]
    if evidence.blocks[below].kind in (HEADING, PARAGRAPH) and not evidence.shapes[below].ends and not evidence.shapes[below].colon:
        yield evidence.mark(series, Category.NAVIGATION, "series", 0.86, "the name of a series, above the headline")


def _first_list(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A menu printed as the first thing of all: a list of labels, some of them twice or known to be of a menu."""
    blocks, shapes = evidence.blocks, evidence.shapes
    items = list(takewhile(lambda i: blocks[i].kind is LIST_ITEM, range(min(evidence.first_prose, len(blocks)))))
    if len(items) < FIRST_LIST or any(shapes[i].words > MENU_WORDS or shapes[i].ends or shapes[i].colon or shapes[i].digit for i in items):
        return
    twice = len(items) - len({evidence.folded[i] for i in items})
    known = sum(verdicts.is_a(i, Category.NAVIGATION) or any(h.group.category is Category.NAVIGATION for h in evidence.hits[i]) for i in items)
    if twice + known < FIRST_LIST_SIGNS and known * 2 < len(items):
        return
    for i in items:
        if not verdicts.gone(i):
            yield evidence.mark(i, Category.NAVIGATION, "first-list", 0.87, f"one of {len(items)} labels in a list above everything")


def _names_a_section(evidence: Evidence, index: int, title: int) -> bool:
    """Is this surely no headline? The first line may be one, and the longer line below it the standfirst."""
    if evidence.blocks[title].kind is HEADING or evidence.hits[index] or index in evidence.first_seen[index + 1 : title]:
        return True
    shape = evidence.shapes[index]
    return shape.upper or (shape.words <= SECTION_WORDS and evidence.shapes[title].words <= TITLE_WORDS)


def _may_be_headline(evidence: Evidence, index: int, title: int) -> bool:
    """Is this line, the first that stays, the headline: a heading above lesser ones, or words on which the article goes on?"""
    block, below = evidence.blocks[index], evidence.blocks[title]
    if block.kind is HEADING and below.kind is HEADING and block.level < below.level:
        return True
    if evidence.shapes[index].words < HEADLINE_WORDS or evidence.shapes[index].upper or evidence.hits[index] or _JOINED.search(block.plain):
        return False
    if evidence.told_by_words(title, LIKELY) or any(is_stamp(evidence.blocks[i].plain, evidence.book.stamp_words) for i in range(index + 1, title + 1)):
        return True
    words = [word for word in _WORD.findall(block.plain) if word.lower() not in evidence.book.common_words]
    if is_name(block.plain) and not any(map(evidence.subjects.write_small, words)):
        return False
    return any(evidence.subjects.go_on_about(word) for word in words) and any(word.lower() not in evidence.folded[title] for word in words)


def _menus(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Runs of short unpunctuated lines after the article, with a known menu word or a link among them."""
    run: list[int] = []
    for index in range(evidence.last_prose + 1, len(evidence.blocks) + 1):
        if index < len(evidence.blocks) and _may_be_of_a_menu(evidence, verdicts, index):
            run.append(index)
            continue
        known = sum(1 for i in run if verdicts.gone(i) or evidence.hits[i] or evidence.shapes[i].link_share > _LINKED)
        unnamed = [i for i in run if not verdicts.gone(i)]
        if len(run) >= MENU_RUN and known * 2 >= len(run) and sum(evidence.blocks[i].plain.count(" ") + 1 for i in unnamed) <= len(unnamed) * ENTRY_WORDS:
            for i in unnamed:
                if not is_of_a_data_sheet(evidence, i) and not (_is_counted(evidence, i) and not evidence.hits[i]):
                    yield evidence.mark(i, Category.NAVIGATION, "menu", 0.84, f"one of {len(run)} short lines in a row after the article")
        run = []


def _may_be_of_a_menu(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    shape = evidence.shapes[index]
    if evidence.is_content_head(index) or _goes_on_a_list(evidence, verdicts, index) or is_day_of_a_programme(evidence, index):
        return False
    if _goes_on_below(evidence, index) or _goes_on_below(evidence, index - 1) or _is_signed(evidence, verdicts, index):
        return False
    if verdicts.gone(index) and shape.words <= GONE_WORDS:
        return True
    return 0 < shape.words <= MENU_WORDS and not shape.ends and evidence.blocks[index].kind in (PARAGRAPH, LIST_ITEM, HEADING)


def _is_counted(evidence: Evidence, index: int) -> bool:
    """An item of a numbered list: places, steps, the bare addresses of sources. Entries of a menu have no numbers, but links."""
    block = evidence.blocks[index]
    if block.kind is not LIST_ITEM or not evidence.document.text[block.start].isdigit():
        return False
    return not block.links or _ADDRESS.match(block.plain) is not None


def _goes_on_below(evidence: Evidence, index: int) -> bool:
    """“Love and light,”, with a name on the line below: neither an entry of a menu nor the name of a section ends with a comma."""
    return evidence.blocks[index].plain.endswith((",", "，"))


def _is_signed(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """“yours, Carla”, “eure Gundi”, right below the article: entries of menus begin with a capital."""
    words = evidence.blocks[index].plain.split()
    return 1 < len(words) <= SIGNED_WORDS and words[0][0].islower() and words[-1][0].isupper() and not verdicts.gone(index - 1) and not evidence.hits[index]


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
