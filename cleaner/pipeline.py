"""The straight line. Read this file first.

    source ──read──▶ Document ──gather──▶ Evidence ──stages──▶ marks ──resolve──▶ removed, spared ──render──▶ Result

``read`` makes one text with blocks out of any source. ``gather`` computes what every stage needs to know. Each stage
looks and proposes marks, twice: at each block alone, then again knowing the marks so far and the neighbours. Only
``resolve`` decides, only ``render`` writes.

What is cut changes what its neighbours look like: a heading is left with nothing under it, a menu closes up. So the line
is walked again over what was kept, until nothing more goes. That makes cleaning a clean text change nothing. A text is read
again for that; a page is narrowed to what was kept, so that its blocks still know where they stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING

from cleaner.config import Config
from cleaner.evidence import Evidence, gather
from cleaner.hosts import host_of
from cleaner.languages import Spoken, known_languages, spoken_in
from cleaner.metadata import Place, declared, merged
from cleaner.metadata.model import NOTHING_TOLD
from cleaner.model import UNREADABLE, Problem, Removal, Result
from cleaner.phrasebook import PhraseBook, load
from cleaner.read import Kind, read
from cleaner.read.hidden import hidden_article
from cleaner.read.lines import newline_of, read_lines
from cleaner.render import render
from cleaner.resolve import resolve
from cleaner.rounds import OffsetMap, after, carry_back, identity, narrowed, with_paths
from cleaner.stages import (
    about,
    author_names,
    banners,
    belonging,
    bios,
    body,
    byline_bios,
    bylines,
    calls,
    captions,
    cards,
    closed_cards,
    closing_bios,
    closing_lists,
    comments,
    credits,
    debris,
    duplicates,
    edit_marks,
    frame,
    headings,
    linked_rows,
    links,
    markup,
    navigation,
    notices,
    pagers,
    phrases,
    players,
    portraits,
    related,
    rhythms,
    sharing,
    sites,
    tag_lists,
    widgets,
    wire,
)
from cleaner.stages.base import Stage, Verdicts
from cleaner.title import headline, without

if TYPE_CHECKING:
    from cleaner.sites.table import Sites  # which needs pyarrow, and a single document mostly does not

# In the context pass a stage sees the marks of those before it. `sites` comes after `body`, which would take each frame that it
# knows for a page shown whole, and judge the article like one. `notices`, `portraits`, `closing_bios` and `calls` look at what
# closes all that stays, and so come after whatever cuts there; `headings` at what is left; and `belonging` is last, for it only
# gives what goes the name of the list that it stood in.
STAGES: tuple[Stage, ...] = (
    phrases.STAGE,
    debris.STAGE,
    credits.STAGE,
    captions.STAGE,
    markup.STAGE,
    edit_marks.STAGE,
    wire.STAGE,
    bylines.STAGE,
    sharing.STAGE,
    players.STAGE,
    widgets.STAGE,
    bios.STAGE,
    byline_bios.STAGE,
    about.STAGE,
    related.STAGE,
    cards.STAGE,
    closed_cards.STAGE,
    closing_lists.STAGE,
    links.STAGE,
    linked_rows.STAGE,
    comments.STAGE,
    rhythms.STAGE,
    duplicates.STAGE,
    navigation.STAGE,
    tag_lists.STAGE,
    body.STAGE,
    pagers.STAGE,
    notices.STAGE,
    portraits.STAGE,
    sites.STAGE,
    closing_bios.STAGE,
    author_names.STAGE,
    calls.STAGE,
    banners.STAGE,
    headings.STAGE,
    belonging.STAGE,
)

# The first round over a page looks at its markup alone, and at what repeats on its host while all of that is in sight; what is
# left is judged like any text, with the hints of its markup.
FRAME: tuple[Stage, ...] = (frame.STAGE, sites.STAGE)

# Each round only removes, so rounds end by themselves; a document that needs more than this is no article.
MOST_ROUNDS = 12

HIDDEN = Problem("hidden", "the page shows no article; it was found in the page's data")
NOTHING_LEFT = Problem("empty", "nothing is left: the text is all boilerplate")


def clean_source(
    source: str | bytes, kind: Kind, config: Config, url: str | None = None, encoding: str | None = None, table: Sites | None = None
) -> Result:
    """Clean one document; ``table`` tells what repeats on hosts. Never raises for what a document holds."""
    deadline = monotonic() + config.limits.seconds
    page, problems, tree = read(source, kind, url, encoding, config.limits)
    told = declared(tree, url) if tree else NOTHING_TOLD
    if page.is_page and (article := hidden_article(page, told.article_body)):
        page, problems = read_lines(article), (*(p for p in problems if p.code not in UNREADABLE), HIDDEN)
    document, original = page, page.text
    if any(p.code in UNREADABLE for p in problems):
        return Result(original, None, original, original, problems=problems)

    site = table.of(host_of(url or told.canonical)) if table else None
    ledger: list[Removal] = []
    offsets = identity(len(document.text))
    before: Evidence | None = None
    for rounds_left in reversed(range(MOST_ROUNDS)):
        spoken = spoken_in(document.text) if config.languages == "auto" else Spoken(config.languages[0], config.languages)
        evidence = gather(document, book_of(spoken, config), before, site, told)
        framing = document.is_page and before is None
        verdicts = propose(evidence, FRAME if framing else STAGES, config, deadline)
        late = monotonic() > deadline
        # A round that was not finished decides nothing.
        cuts, spared = resolve(evidence, verdicts.marks, config) if rounds_left and not late else ([], [])
        text, removed = render(document.text, cuts)
        ledger += carry_back(removed, offsets)
        if late or (not cuts and not framing and newline_of(text) == newline_of(document.text)):
            break
        document = narrowed(document, text, removed) if document.is_page else read_lines(text, document)
        offsets, before = after(offsets, removed), evidence
    if late:
        problems = (*problems, Problem("time", f"not finished after {config.limits.seconds:g} seconds; this is how far it came"))
    ledger.sort()
    title = headline(evidence, verdicts)
    return Result(
        text=text,
        title=evidence.blocks[title].plain if title is not None else None,
        body=without(evidence, title) if title is not None else text,
        source=original,
        removed=with_paths(ledger, page),
        spared=tuple(carry_back(spared, offsets)),
        language=spoken.main if text else None,
        problems=problems if text or not original.strip() else (*problems, NOTHING_LEFT),
        metadata=merged(told, ledger, _place(evidence, title, offsets) if text else None),
        page=narrowed(document, text, removed) if document.is_page else None,
    )


def _place(evidence: Evidence, title: int | None, offsets: OffsetMap) -> Place:
    """Where the article that is left stood in its source."""
    first, last = (evidence.blocks[index] for index in (evidence.first_prose, evidence.last_prose))
    named = evidence.blocks[title] if title is not None else None
    return Place(
        headline=offsets.spans(named.start, named.end)[0][0] if named else None,
        start=offsets.spans(first.start, first.end)[0][0],
        end=offsets.spans(last.start, last.end)[-1][1],
        opening=first.plain,
        title=named.plain if named else "",
    )


def book_of(spoken: Spoken, config: Config) -> PhraseBook:
    """The phrases for a text: those of its languages, as far as there are any, and those that the configuration adds."""
    shipped = tuple(language for language in spoken.phrases if language in known_languages())
    return load(shipped, config.added_for((spoken.main, *spoken.phrases)))


def propose(evidence: Evidence, stages: Sequence[Stage], config: Config, deadline: float) -> Verdicts:
    """Ask each stage: first about each block alone, then in context. Past the deadline nobody is asked."""
    verdicts = Verdicts(evidence)
    for stage in stages:
        if stage.alone and monotonic() <= deadline:
            verdicts.add(m for m in stage.alone(evidence) if config.allows(m.category, m.rule))
    for stage in stages:
        if stage.context and monotonic() <= deadline:
            verdicts.add([m for m in stage.context(evidence, verdicts) if config.allows(m.category, m.rule)])
    return verdicts
