"""Picture credits and the captions that carry them: a caption is told by the credit at its end or on the line below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, HEADING, LIST_ITEM, PARAGRAPH, RULE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.quotations import CLOSING, CLOSING_SINGLE, opens_with_quotation
from cleaner.shapes import PROSE_WORDS, count_sentences
from cleaner.stage_words import patterns_of
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.credit_forms import CREDIT_WORDS, credit_at_end, glued_caption, is_bare_label, is_credit, label_at_end
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.items import says_something
from cleaner.stages.name_forms import is_name
from cleaner.stages.questions import asks
from cleaner.stages.sentences import closes_the_article
from cleaner.stages.subheads import has_brothers
from cleaner.stamps import holds_date
from cleaner.title import find_title

# Captions are short; a longer block that ends with a credit keeps its text and loses the credit alone.
CAPTION_WORDS = 60
CAPTION_SENTENCES = 4
# A caption that only the credit below it tells is shorter still.
CAPTION_ABOVE_WORDS = (2, 45)
CAPTION_ABOVE_SENTENCES = 3
# A numbered heading without markup has no more words than these.
HEADING_WORDS = 8
# A name has no more words than these, one of so many letters is said again, and the paragraph about it stands within so many lines.
NAME_WORDS, NAME_LETTERS, NAMED_WITHIN = 7, 4, 5
# So many heads make a list, each no longer than this.
ITEMS = 4
ITEM_HEAD_WORDS = 18
# So many captions in a row are steps, or most of them; from one to the next it is no further than this.
STEPS, MOSTLY, STEP_LINES = 5, 0.75, 8
# Below a button of a picture its caption has at most so many lines.
CAPTION_LINES = 2
# The source on the line below a credit's label is a name.
SOURCE_WORDS = 10
# What stands before the name of who wrote or said the words above: a dash, or love from them.
_DASHES = "—–-"
_HEART = "<3"
# What captions open with where they say which picture they mean (“Above: …”); so many of them make each other sure.
_MARKERS = ("caption-marker", "caption-place")
MARKED = 2
# The rule of phrases that speak of all pictures of the article: no caption stands above them.
_FOR_ALL = "credit-for-all"
# “A LONG WAIT. Travellers …”
_KICKER = later(compiled, r"\p{Lu}[\p{Lu}\s'’\-,]{3,40}[.:|]\s\p{Lu}")

# “1 thing to know”, “2. What it costs”: the number of a part; the next ones stand within so many lines.
_NUMBER = later(compiled, r"\d{1,2}(?=[.):]?\s\p{L})")
PARTS_WITHIN = 300
# “Capacity: 27 ounces, Temperature: 170–212 degrees”: two such labels make a row of data.
_LABELLED = later(compiled, r"\p{Lu}\p{L}{2,30}(?:\s\p{L}{1,30}){0,2}:\s[\d$£€]")

_UNCREDITED = (CODE, RULE, TABLE)
# “- The old mill in May. Meridian/Ana Ruiz -”: captions may stand between dashes.
_BEHIND_CREDIT = later(re.compile, r"\s[-–—]")


def alone(evidence: Evidence) -> Iterator[Mark]:
    """Lines that are a credit, and lines that end with one."""
    agencies = evidence.book.agencies
    for index, block in enumerate(evidence.blocks):
        if block.kind in _UNCREDITED or not block.plain:
            continue
        if evidence.shapes[index].words <= CREDIT_WORDS and is_credit(block.plain, agencies):
            yield evidence.mark(index, Category.IMAGE_CREDIT, "credit-line", 0.93, "a picture credit by its form")
        elif glued := glued_caption(block.plain):
            yield evidence.mark_part(index, 0, glued, Category.IMAGE_CAPTION, "glued-caption", 0.92, "a caption with its credit, right before a paragraph")
        elif (found := credit_at_end(_without_dash(block.plain), agencies)) and not _is_of_the_text(evidence, index, *found):
            yield from _with_credit_at_end(evidence, index, *found)


def _without_dash(plain: str) -> str:
    return plain[:-2] if _BEHIND_CREDIT.fullmatch(plain[-2:]) else plain


def _is_of_the_text(evidence: Evidence, index: int, start: int, end: int) -> bool:
    return _is_sign_off(evidence, index, start, end) or _is_a_headline(evidence, index, start, end)


def _is_sign_off(evidence: Evidence, index: int, start: int, end: int) -> bool:
    """Does a phrase know this as an agency's signature (“(APA/Red.)”)? Then what it signs is no caption, but the article's end."""
    return any(h.group.category is Category.WIRE_CREDIT and h.group.takes == "match" and start <= h.start and h.end <= end for h in evidence.hits[index])


def _is_a_headline(evidence: Evidence, index: int, start: int, end: int) -> bool:
    """“Sealed Deck Photos: Colour Checked by the Yard” opens the text, and a label without brackets runs on from what stands before it."""
    plain = evidence.blocks[index].plain
    return index == 0 and ":" in plain[start:end] and plain[start].isalpha() and plain[:start].rstrip()[-1:].isalnum()


def _with_credit_at_end(evidence: Evidence, index: int, start: int, end: int) -> Iterator[Mark]:
    """The credit, and the caption that it closes where the block is short; a longer one loses the credit alone."""
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    if shape.words <= CAPTION_WORDS and count_sentences(plain) <= CAPTION_SENTENCES and not says_something(evidence, index, start):
        reason = f"short text that ends with the credit “{plain[start:end][:60]}”"
        yield evidence.mark(index, Category.IMAGE_CAPTION, "caption-with-credit", 0.93, reason)
    start = len(plain[:start].rstrip())
    yield evidence.mark_part(index, start, len(plain), Category.IMAGE_CREDIT, "credit-at-end", 0.9, "a picture credit at the end of a line")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Captions above a credit line, and sources that wait on the next line."""
    title = find_title(evidence, verdicts)
    credited = {index for index, mark in verdicts.likely() if mark.category is Category.IMAGE_CREDIT and mark.rule != _FOR_ALL}
    waiting = frozenset(i for i, shape in enumerate(evidence.shapes) if shape.colon and shape.words == 1 and _waits_for_a_name(evidence, verdicts, i))
    credited |= waiting
    heads = _heads_of_items(evidence, verdicts)
    shown: list[int] = []
    twice: list[int] = []
    yield from _marked_captions(evidence, verdicts)
    for index, shape in enumerate(evidence.shapes):
        if shape.colon and shape.words <= CAPTION_WORDS and (label := label_at_end(evidence.blocks[index].plain)) is not None:
            yield from _split_credit(evidence, index, has_caption=label > 0)
        above = index - 1
        if above >= 0 and verdicts.is_a(above, Category.IMAGE_CAPTION, Category.MEDIA_PLAYER):
            yield from _below_a_control(evidence, verdicts, index)
        if above >= 0 and verdicts.is_a(index, Category.IMAGE_CAPTION, Category.IMAGE_CREDIT) and is_bare_label(evidence.blocks[above].plain):
            yield evidence.mark(above, Category.IMAGE_CREDIT, "bare-label", 0.88, "a picture's label above its caption")
        if index in waiting:
            for at in (index, index + 1):
                yield evidence.mark(at, Category.IMAGE_CREDIT, "split-credit", 0.9, "a picture's label, and who it is from on the line below")
        if index not in credited or above < 0 or above == title or above in heads or verdicts.gone(above):
            continue
        if title is None and not evidence.shapes[above].ends and all(map(verdicts.gone, range(above))):
            continue  # the first line that stays may be a headline that nothing else tells
        # The credit below the article's last sentence may be that of a picture far above.
        last = above > evidence.last_prose and not _reads_as_caption(evidence, above) and closes_the_article(evidence, verdicts, above)
        if not last and _may_be_caption(evidence, above) and not _names_what_follows(evidence, above) and not _heads_a_part(evidence, verdicts, above):
            shown.append(above)
            if _is_said_twice(evidence, above - 1):
                twice.append(above - 1)
    if shown == [_standfirst(evidence, verdicts, title)]:
        return
    stays = _steps(evidence, verdicts, shown) | _sentences_amid_prose(evidence, verdicts, credited, shown)
    for above in (*shown, *twice):
        if stays.isdisjoint((above, above + 1)):
            reason = "short text right above a picture credit"
            yield evidence.mark(above, Category.IMAGE_CAPTION, "caption-above-credit", 0.85, reason)


def _standfirst(evidence: Evidence, verdicts: Verdicts, title: int | None) -> int | None:
    """The line right below the headline, where no paragraph stands: of an article that only subscribers see that is all. The picture has no caption."""
    stays = [i for i, shape in enumerate(evidence.shapes) if shape.words and not verdicts.gone(i)]
    first = title if title is not None else next(iter(stays), None)
    if first is None or any(evidence.shapes[i].prose for i in stays if i > first + 1):
        return None
    return first + 1


def _waits_for_a_name(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """“Foto:” and below it a name or a few words with capitals; not one of several labels, each over its value."""
    below = index + 1
    if not is_bare_label(evidence.blocks[index].plain) or evidence.blocks[index].kind is not PARAGRAPH or below == len(evidence.blocks):
        return False
    block, shape = evidence.blocks[below], evidence.shapes[below]
    if block.kind is not PARAGRAPH or not 0 < shape.words <= NAME_WORDS or shape.ends or verdicts.gone(below):
        return False
    labels = (i for i in (index - 2, index + 2) if 0 <= i < len(evidence.blocks))
    return all(word[0].isupper() for word in block.plain.split()) and not any(evidence.shapes[i].colon and evidence.shapes[i].words < 3 for i in labels)


def _is_said_twice(evidence: Evidence, index: int) -> bool:
    """Does the line below say the same, perhaps but for a blank? Then both are the picture's: its alt text and its caption."""
    if index < 0:
        return False
    one, two = (evidence.folded[i].replace(" ", "") for i in (index, index + 1))
    return one == two and bool(one)


def _steps(evidence: Evidence, verdicts: Verdicts, captions: list[int]) -> frozenset[int]:
    """Captions that are sentences in a long row, each with the same credit, or more than there are paragraphs: how something is made, step by step."""
    steps: set[int] = set()
    prose = sum(shape.words for i, shape in enumerate(evidence.shapes) if shape.prose and not verdicts.gone(i))
    for row in _rows(captions):
        credits = Counter(evidence.folded[above + 1] for above in row)
        told = sum(evidence.shapes[above].ends or evidence.blocks[above].plain.endswith("…") for above in row)
        if len(row) < STEPS or told < len(row) * MOSTLY:
            continue
        if credits.most_common(1)[0][1] >= len(row) * MOSTLY or sum(evidence.shapes[above].words for above in row) > prose:
            steps.update(row)
    return frozenset(steps)


def _sentences_amid_prose(evidence: Evidence, verdicts: Verdicts, credited: Set[int], captions: list[int]) -> frozenset[int]:
    """Whole sentences between paragraphs, where as many other credits stand right below paragraphs: the pictures have no captions."""
    shapes = evidence.shapes
    bare = sum(index > 0 and shapes[index - 1].prose and not verdicts.gone(index - 1) and index - 1 not in captions for index in credited)
    if bare < len(captions):
        return frozenset()
    return frozenset(i for i in captions if shapes[i].ends and shapes[i - 1].prose and shapes[i + 2 : i + 3] and shapes[i + 2].prose)


def _rows(captions: list[int]) -> list[list[int]]:
    """The captions in rows, with no more lines between two of one row than a credit and another caption with its own."""
    rows: list[list[int]] = []
    for above in captions:
        if rows and above - rows[-1][-1] <= STEP_LINES:
            rows[-1].append(above)
        else:
            rows.append([above])
    return rows


def _marked_captions(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“Above: …”, “left: …”, again and again, each by itself; side by side they are the rows of a list."""
    marked = {i for i, hits in enumerate(evidence.hits) if hits and evidence.blocks[i].kind is PARAGRAPH and any(h.group.rule in _MARKERS for h in hits)}
    alone = [i for i in sorted(marked) if i - 1 not in marked and i + 1 not in marked and evidence.shapes[i].words <= CAPTION_WORDS]
    if len(alone) < MARKED or len(alone) * 2 <= len(marked):
        return
    for index in alone:
        if not verdicts.gone(index):
            yield evidence.mark(index, Category.IMAGE_CAPTION, "marked-captions", 0.88, f"one of {len(alone)} lines that say which picture they mean")


def _below_a_control(evidence: Evidence, verdicts: Verdicts, index: int) -> Iterator[Mark]:
    """The caption and the credit below a picture's button (“toggle caption”): short lines right above prose."""
    if not patterns_of(evidence.book.stage_words).picture_buttons.fullmatch(evidence.blocks[index - 1].plain):
        return
    lines = list(range(index, min(index + CAPTION_LINES, len(evidence.blocks))))
    while lines and evidence.shapes[lines[-1]].prose:
        lines.pop()
    if not lines or lines[-1] + 1 >= len(evidence.blocks) or not evidence.shapes[lines[-1] + 1].prose:
        return
    for at in lines:
        if not _may_be_caption(evidence, at) or evidence.blocks[at].kind is not PARAGRAPH:
            return
        if not verdicts.gone(at):
            category = Category.IMAGE_CREDIT if at > index else Category.IMAGE_CAPTION
            yield evidence.mark(at, category, "below-a-control", 0.86, f"short text under “{evidence.blocks[index - 1].plain}”")


def _heads_of_items(evidence: Evidence, verdicts: Verdicts) -> frozenset[int]:
    """Where head, credit and text take turns, the lines above the credits head the items of a list: the pictures have no captions."""
    above_credits = [
        index - 1
        for index in range(1, len(evidence.blocks) - 1)
        if verdicts.is_a(index, Category.IMAGE_CREDIT)
        and 0 < evidence.shapes[index - 1].words <= CAPTION_ABOVE_WORDS[1]
        and not evidence.blocks[index - 1].plain.endswith(".")
    ]
    heads = [head for head in above_credits if evidence.shapes[head].words <= ITEM_HEAD_WORDS and _opens_text(evidence, head + 2)]
    below_text = sum(1 for head in heads if head == 0 or evidence.shapes[head - 1].ends or evidence.blocks[head - 1].kind is RULE)
    return frozenset(above_credits) if below_text >= ITEMS else frozenset()


def _opens_text(evidence: Evidence, index: int) -> bool:
    """Does an item's text begin here, or a heading of its own?"""
    return evidence.shapes[index].words >= PROSE_WORDS or evidence.blocks[index].kind is HEADING


def _split_credit(evidence: Evidence, index: int, has_caption: bool) -> Iterator[Mark]:
    """``… in Guilin Image source:`` with the source on the next line."""
    category = Category.IMAGE_CAPTION if has_caption else Category.IMAGE_CREDIT
    yield evidence.mark(index, category, "split-credit", 0.92, "ends with a credit's label")
    if not has_caption and index and not evidence.blocks[index].after_blank and _may_be_caption(evidence, index - 1):
        yield evidence.mark(index - 1, Category.IMAGE_CAPTION, "split-credit", 0.9, "short text right above a credit's label")
    below = index + 1
    if below == len(evidence.blocks) or evidence.blocks[below].kind is not PARAGRAPH:
        return
    if evidence.shapes[below].words <= SOURCE_WORDS and not evidence.shapes[below].ends:
        reason = "the source that the line above announced"
        yield evidence.mark(below, Category.IMAGE_CREDIT, "split-credit", 0.92, reason)


def _may_be_caption(evidence: Evidence, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    fewest, most = CAPTION_ABOVE_WORDS
    if block.kind is not PARAGRAPH or not fewest <= shape.words <= most:
        return False
    if asks(block.plain):
        return False  # a subhead: captions tell
    if shape.colon or count_sentences(block.plain) > CAPTION_ABOVE_SENTENCES or _is_speech(block.plain):
        return False
    if shape.ends and evidence.goes_on(index):
        return False  # the end of a sentence that broke at a link
    if block.plain[-1] in _DASHES:
        return False  # it leads in to what stands below the picture
    if _is_datum(evidence, index) or len(_LABELLED.findall(block.plain)) > 1:
        return False
    if not shape.ends and _is_below_heading(evidence, index):
        return False  # a heading's second line
    if block.plain[0] in _DASHES or block.plain.startswith(_HEART):
        return False  # whose words the ones above are
    if not shape.ends and evidence.subjects.make_title_case_of(block.plain):
        return False
    return not shape.prose or _reads_as_caption(evidence, index)


def _names_what_follows(evidence: Evidence, index: int) -> bool:
    """“Larkin Forecourt 970”, a picture, and what is said of it: a name in capitals that the next paragraph takes up. People are shown, too."""
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    words = plain.split()
    if shape.ends or len(words) > NAME_WORDS or any(word[0].islower() for word in words) or is_name(plain):
        return False
    below = range(index + 2, min(index + 2 + NAMED_WITHIN, len(evidence.blocks)))
    text = next((evidence.blocks[i].plain for i in below if evidence.shapes[i].prose), "")
    return any(word in text for word in words if len(word) >= NAME_LETTERS)


def _heads_a_part(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """A heading without a mark, and below it the picture of its part: the text above has ended, and other parts are headed so, without a picture."""
    if _is_counted_on(evidence, index):
        return True
    if index <= evidence.first_prose or not evidence.shapes[index - 1].ends:
        return False
    return has_brothers(evidence, index, lambda i: not verdicts.gone(i) and not verdicts.gone(i + 1))


def _is_counted_on(evidence: Evidence, index: int) -> bool:
    """“1 thing to know: …” with “2. …” and “3. …” below: the first of several parts, each with its number."""
    text = evidence.document.text
    first = _NUMBER.match(text, evidence.blocks[index].start)
    if first is None or holds_date(evidence.blocks[index].plain, evidence.book.stamp_words):
        return False
    below = {number[0] for block in evidence.blocks[index + 1 : index + 1 + PARTS_WITHIN] if (number := _NUMBER.match(text, block.start))}
    return {str(int(first[0]) + step) for step in (1, 2)} <= below


def _is_datum(evidence: Evidence, index: int) -> bool:
    """“Common name: Paper flower” below “Family: Nyctaginaceae”; where both values are names of people the lines are credits."""
    pair = (index - 1, index)
    if index == 0 or not all(is_of_a_data_sheet(evidence, i) for i in pair):
        return False
    return not all(_names_people(evidence.blocks[i].plain.partition(":")[2]) for i in pair)


def _names_people(value: str) -> bool:
    words = value.split()
    return len(words) > 1 and sum(word[0].isupper() for word in words) * 2 > len(words)


def _is_below_heading(evidence: Evidence, index: int) -> bool:
    """Is the line above a heading of the body, marked as one or numbered (“3. Armoire”, which reads like an item of a list)?"""
    if index == 0 or index <= evidence.first_prose:
        return False
    above, shape = evidence.blocks[index - 1], evidence.shapes[index - 1]
    return above.kind is HEADING or (above.kind is LIST_ITEM and shape.words <= HEADING_WORDS and not shape.ends)


def _reads_as_caption(evidence: Evidence, index: int) -> bool:
    """Words that captions use, or a kicker in capitals before the sentence (“A LONG WAIT. Travellers …”)."""
    if any(h.group.category is Category.IMAGE_CAPTION for h in evidence.hits[index]):
        return True
    return bool(_KICKER.match(evidence.blocks[index].plain))


def _is_speech(plain: str) -> bool:
    return opens_with_quotation(plain) and plain.rstrip().endswith((*CLOSING, *CLOSING_SINGLE, "."))


STAGE = Stage(
    "credits",
    alone=alone,
    context=context,
    rules=(
        Rule("credit-line", "a picture credit by its form: “Jane Roe/Reuters”, “© Jane Roe”", (Category.IMAGE_CREDIT,)),
        Rule("caption-with-credit", "a caption that ends with a credit", (Category.IMAGE_CAPTION,)),
        Rule("credit-at-end", "a credit at the end of a longer line", (Category.IMAGE_CREDIT,)),
        Rule("caption-above-credit", "a short line above a credit", (Category.IMAGE_CAPTION,)),
        Rule("glued-caption", "a caption with its credit that runs into a paragraph without a blank", (Category.IMAGE_CAPTION,)),
        Rule("marked-captions", "“Above: …”, “left: …”, more than once in a text", (Category.IMAGE_CAPTION,)),
        Rule("bare-label", "“Image:” alone above a caption or credit", (Category.IMAGE_CREDIT,)),
        Rule("below-a-control", "what stands between “toggle caption” and the next paragraph", (Category.IMAGE_CAPTION, Category.IMAGE_CREDIT)),
        Rule("split-credit", "“Image source:” and the name on the line below it", (Category.IMAGE_CREDIT, Category.IMAGE_CAPTION)),
    ),
)
