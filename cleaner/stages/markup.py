"""What the markup of a page names outright, inside the article too: captions, buttons and calls to action, contents lists,
edit links, times.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.hints import Place, Region
from cleaner.markup import is_called
from cleaner.model import Block, BlockKind, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Rule, Stage
from cleaner.stages.call_kinds import MOST_WORDS

# A figure that holds one of these shows no picture, and what stands under it is a part of it.
_SHOWN = frozenset({BlockKind.TABLE, BlockKind.CODE, BlockKind.QUOTE, BlockKind.LIST_ITEM})
# What is longer than this under a picture is text of the article.
CAPTION_WORDS = 90
# Where so many captions have so many words each, and all of them more than the paragraphs outside of captions, they tell the article slide by slide.
SLIDES, SLIDE_WORDS = 3, 40
# Without a figure, words in class or id call a text the caption, and what it belongs to a picture: “wp-caption-text”.
_CAPTIONS = frozenset(("caption", "captions"))
_PICTURES = frozenset(("wp", "attachment", "image", "img", "photo", "picture"))
# This word of wikis says both at once.
_CAPTION_OF_A_PICTURE = "thumbcaption"
# A “desc” alone may describe anything; what is itself called the description of a picture is its caption.
_DESCRIBES_A_PICTURE = later(re.compile, r"(?<![a-z])(?:img|image|photo|pic|picture)[_-]?desc(?:r|ription)?\b")
# What the makers of pages call a box that wants something of the reader, and the share of a page's words that such boxes have at most:
# of a short page more, if there are few of them.
_CALL = "cta"
_MOST_OF_TEXT = 0.05
_FEW, _MOST_OF_SHORT_TEXT = 6, 0.25
# Links that look like buttons have no more words than these.
_BUTTONS = frozenset(("button", "btn"))
_BUTTON_WORDS = 6
# So many links to places on the same page make a list of contents; notes have fewer, or text of their own.
CONTENTS_LINES = 2
# A list within a list stands two elements further in.
_LISTS_AROUND = (0, 2, 4)
# A block is all link when this much of it is; the rest is an arrow or a full stop.
_ALL_LINK = 0.9
# A time that stands alone has no more words than these.
_TIME_WORDS = 10
# Wikis put a link to edit the section into its heading.
_EDIT_LINK = later(re.compile, r"\s*\[[^\[\]]{2,40}\]\Z")


def alone(evidence: Evidence) -> Iterator[Mark]:
    if not evidence.document.is_page:
        return
    figures = _figures_of_text(evidence) | _slides(evidence)
    contents = Counter(_list_of(b.hints.place) for i, b in enumerate(evidence.blocks) if b.hints and _leads_within(evidence, i))
    calls = _has_boxes(evidence)
    for index, block in enumerate(evidence.blocks):
        hints, shape = block.hints, evidence.shapes[index]
        if hints is None or not block.plain:
            continue
        place = hints.place
        if shape.words <= CAPTION_WORDS and block.kind not in _SHOWN and _is_caption(place, block.kind, figures):
            yield evidence.mark(index, Category.IMAGE_CAPTION, "figure-caption", 0.9, "the caption of a figure")
        elif _is_button(block, shape.words, shape.link_share) and not evidence.announced[index]:
            yield evidence.mark(index, Category.AD, "link-button", 0.9, "a link that its markup calls a button")
        elif calls and _CALL in place.own and block.kind not in _SHOWN:
            yield evidence.mark(index, Category.AD, "call-to-action", 0.9, "in a box that its markup calls a call to action")
        elif block.kind is BlockKind.LIST_ITEM and _leads_within(evidence, index) and _is_of_contents(place, contents):
            yield evidence.mark(index, Category.NAVIGATION, "contents-links", 0.92, "in a list of links to places on this page")
        elif Region.TIME in place.regions and place.tags[-1] == "time" and shape.words <= _TIME_WORDS and block.kind is BlockKind.PARAGRAPH:
            yield evidence.mark(index, Category.BYLINE, "time-element", 0.88, "a time that stands alone")
        elif block.kind is BlockKind.HEADING and block.links and (link := _EDIT_LINK.search(block.plain)) and link.start() > 0:
            yield evidence.mark_part(index, link.start(), len(block.plain), Category.NAVIGATION, "edit-link", 0.93, "a link to edit the section")


def _is_caption(place: Place, kind: BlockKind, figures: frozenset[int | None]) -> bool:
    """Is it the caption of a figure, or called one of a picture? (A table has a caption too, and a standfirst may stand beside a picture.)"""
    if Region.CAPTION in place.regions:
        figure = place.innermost("figure")
        return "figcaption" in place.tags if figure is None else figure not in figures
    if kind is not BlockKind.PARAGRAPH or is_called("standfirst", place.own):
        return False
    if _CAPTION_OF_A_PICTURE in place.own:
        return True
    return not (place.own.isdisjoint(_CAPTIONS) or place.own.isdisjoint(_PICTURES)) or _describes_a_picture(place)


def _describes_a_picture(place: Place) -> bool:
    return _DESCRIBES_A_PICTURE.search(place.path, place.path.rfind(" > ") + 1) is not None


def _is_button(block: Block, words: int, link_share: float) -> bool:
    """Is this a link of a few words that is called a button? (A question is one that unfolds its answer.)"""
    if block.kind is not BlockKind.PARAGRAPH or link_share < _ALL_LINK or not 0 < words <= _BUTTON_WORDS or block.hints is None:
        return False
    return not block.plain.endswith("?") and not block.hints.place.own.isdisjoint(_BUTTONS)


def _has_boxes(evidence: Evidence) -> bool:
    """Does the page have calls to action beside its text? Where much of it is called so, or a paragraph longer than a call, that is the text."""
    called = [s.words for b, s in zip(evidence.blocks, evidence.shapes, strict=True) if b.hints is not None and _CALL in b.hints.place.own]
    if any(words > MOST_WORDS for words in called):
        return False
    words = sum(shape.words for shape in evidence.shapes)
    return sum(called) <= words * _MOST_OF_TEXT or (len(called) <= _FEW and sum(called) <= words * _MOST_OF_SHORT_TEXT)


def _leads_within(evidence: Evidence, index: int) -> bool:
    """Is all of the block a link to a named place on the page? (“#” alone is a button's.)"""
    hints = evidence.blocks[index].hints
    if hints is None or not hints.targets or evidence.shapes[index].link_share < _ALL_LINK:
        return False
    return all(target.startswith("#") and len(target) > 1 for target in hints.targets)


def _list_of(place: Place) -> tuple[int, ...]:
    """The elements around an item that is all link: without the link and the item themselves."""
    return place.ancestors[:-2]


def _is_of_contents(place: Place, contents: Counter[tuple[int, ...]]) -> bool:
    """Are there several such links in the list, or in one of those that it is a part of?"""
    return any(contents[_list_of(place)[: len(place.ancestors) - 2 - up]] >= CONTENTS_LINES for up in _LISTS_AROUND)


def _figures_of_text(evidence: Evidence) -> frozenset[int | None]:
    """Figures that show a table, code or a quotation."""
    places = (b.hints.place for b in evidence.blocks if b.hints and b.kind in _SHOWN)
    return frozenset(place.innermost("figure") for place in places if Region.CAPTION not in place.regions)


def _slides(evidence: Evidence) -> frozenset[int | None]:
    """The figures of a page whose captions are the text of the article."""
    slides: list[Place] = []
    words = 0
    for block, shape in zip(evidence.blocks, evidence.shapes, strict=True):
        if block.hints is None or not shape.prose:
            continue
        if Region.CAPTION not in block.hints.place.regions:
            words -= shape.words
        elif shape.words >= SLIDE_WORDS:
            slides.append(block.hints.place)
            words += shape.words
    figures = frozenset(place.innermost("figure") for place in slides) - {None}
    return figures if len(figures) >= SLIDES and words > 0 else frozenset()


STAGE = Stage(
    "markup",
    alone=alone,
    rules=(
        Rule("figure-caption", "the caption of a figure, or of a picture by the names of its elements", (Category.IMAGE_CAPTION,)),
        Rule("contents-links", "a list of links to places on the same page", (Category.NAVIGATION,)),
        Rule("link-button", "a link that its markup calls a button", (Category.AD,)),
        Rule("call-to-action", "in a box that its markup calls a call to action", (Category.AD,)),
        Rule("time-element", "a time element that stands alone", (Category.BYLINE,)),
        Rule("edit-link", "a link to edit the section, beside its heading", (Category.NAVIGATION,)),
    ),
)
