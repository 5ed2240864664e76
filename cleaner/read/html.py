"""HTML → Document: the text a page shows, in document order, one block a block-level element.

The page is parsed once, as browsers parse it, and walked once, without recursion. What is met becomes drafts of blocks;
when the walk is over, and it is known what stands around each, drafts become text, blocks and hints.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from cleaner.model import Block, BlockKind, Document, Image, InlineSpan, Problem
from cleaner.read.addresses import Links
from cleaner.read.elements import UNSHOWN
from cleaner.read.measure import measured
from cleaner.read.page_markup import PageMarkup, parsed
from cleaner.read.places import Places
from cleaner.read.shown_later import shown_later
from cleaner.read.tame import tamed
from cleaner.read.walk import Draft, Walk

# Such elements stand in one another seldom, and never deeper than this.
_HIDDEN_IN_HIDDEN = 3


class Page(NamedTuple):
    """A page as read: its visible text, what was wrong with it, and the parsed tree for those who look for metadata."""

    document: Document
    problems: tuple[Problem, ...]
    tree: LexborHTMLParser


def read_html(html: str, url: str | None = None, most_tags: int = 300_000, most_steps: int = 64) -> Page:
    """Read the visible text of a page. Never fails; no network.

    ``url`` resolves links. Of more than ``most_tags`` tags only the first are read; an element path remembers up to
    ``most_steps`` elements.

    >>> page = read_html("<h1>Rain</h1><ul><li>wet<li>cold</ul><p>It <b>rained</b>.")
    >>> page.document.text
    'Rain\\n\\n- wet\\n- cold\\n\\nIt rained.'
    >>> page.document.blocks[3].hints.place.path
    'body > p'
    """
    safe, problems = tamed(html.replace("\0", ""), most_tags)
    tree = parsed(safe)
    document, nodes = _read_tree(tree, url, most_steps)
    document = replace(document, markup=PageMarkup(safe, tree, nodes))
    if not document.text:
        # What a page says to those without scripts is read only if it says nothing else.
        document, _ = _read_tree(LexborHTMLParser(safe), url, most_steps, shown=frozenset(("noscript",)))
        if not document.text:
            problems = (*problems, Problem("no-text", "the page shows no text; it may need its scripts to run"))
    return Page(document, problems, tree)


def _read_tree(tree: LexborHTMLParser, url: str | None, most_steps: int, shown: frozenset[str] = frozenset()) -> tuple[Document, list[int]]:
    """The document, and by the ids of its elements where their nodes are in memory."""
    base = tree.css_first("base[href]")
    canonical = tree.css_first("link[rel=canonical][href]")
    links = Links(url, *((node.attributes.get("href") or "") if node is not None else "" for node in (base, canonical)))
    matter: frozenset[int] = frozenset()
    for _ in range(_HIDDEN_IN_HIDDEN):
        walk = Walk(links, UNSHOWN - shown, matter)
        walk.over(tree.root)
        more = shown_later(walk)
        if not more:
            break
        matter |= more
    return _assembled(walk, most_steps), walk.nodes


# ---------------------------------------------------------------- drafts → Document


def _assembled(walk: Walk, most_steps: int) -> Document:
    """Set the drafts one under the other, and say of each where it stands."""
    parts: list[str] = []
    blocks: list[Block] = []
    inlines: list[InlineSpan] = []
    starts: list[int] = []
    at = 0
    before: Draft | None = None
    places = Places(most_steps)
    for draft in walk.drafts:
        after_blank = before is None or not _follows(before, draft)
        if before is not None:
            gap = "\n\n" if after_blank else "\n"
            parts.append(gap)
            at += len(gap)
        first = at + len(draft.mark)
        end = first + len(draft.text)
        spans = [InlineSpan(first + a, first + b, kind, target) for a, b, kind, target in draft.spans]
        if len(spans) > 1:
            spans.sort(key=_outer_first)
        shown = draft.text.lstrip()  # code is indented
        plain = "" if draft.kind is BlockKind.RULE else shown
        start = end - len(shown) - len(draft.mark)
        blocks.append(measured(start, end, draft.kind, draft.level, plain, after_blank, places.of(draft.element), spans))
        inlines += spans
        starts.append(at)
        parts += (draft.mark, draft.text)
        at, before = end, draft
    text = "".join(parts)
    images = tuple(Image(source, alt, starts[number] if number < len(starts) else len(text)) for source, alt, number in walk.images)
    return Document(text, tuple(blocks), is_page=True, inlines=tuple(inlines), images=images)


def _follows(before: Draft, draft: Draft) -> bool:
    """Does no blank line lie between the two?"""
    return draft.joined or (draft.group is not None and draft.group is before.group and draft.kind is before.kind)


def _outer_first(span: InlineSpan) -> tuple[int, int]:
    return span.start, -span.end
