"""Share bars: runs of bare network names and buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.folding import fold
from cleaner.model import CODE, RULE, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import LIKELY, Rule, Stage, Verdicts, per_line
from cleaner.stages.subheads import is_numbered_heading
from cleaner.zones import BODY

_BETWEEN = later(re.compile, r"\s*[|·•,/\n]\s*|\s{1,3}")
_AROUND = " \t*|·•:,-–—()[]"
_COUNT = later(re.compile, r"\d[\d.,]*\s?[km]?\+?(?:\s?shares?)?\Z", re.I)
# A line of networks' names is no longer than this; a line of a bar is a button.
_NAMES_WORDS, _NAMES_CHARS = 16, 160
_BUTTON_WORDS = 8
# Names that were printed without blanks between them have so many letters each, and so many together.
_NAME_LETTERS, _GLUED_CHARS = 4, 60


@per_line
def names_only(plain: str, networks: frozenset[str]) -> int:
    """How many network names the line lists, 0 when it says anything else.

    >>> networks = frozenset({"facebook", "twitter", "email"})
    >>> names_only("Facebook Twitter | Email", networks), names_only("FACEBOOK 79 TWITTEREMAIL", networks), names_only("Twitteremail it", networks)
    (3, 3, 0)
    """
    line = fold(plain).strip(_AROUND)
    if not line or len(line) > _NAMES_CHARS or is_numbered_heading(line):
        return 0
    if line in networks:
        return 1
    first = _BETWEEN.split(line, maxsplit=1)[0].strip(_AROUND)
    if first and first not in networks and not _COUNT.match(first) and not _are_glued(first, networks):
        return 0
    items = [i.strip(_AROUND) for i in _BETWEEN.split(line) if i.strip(_AROUND)]
    names = [i for i in items if not _COUNT.match(i)]
    return len(items) if names and all(i in networks or _are_glued(i, networks) for i in names) else 0


def _are_glued(item: str, networks: frozenset[str]) -> bool:
    """“tweetcommentemailmore”: names that lost the blanks between them.

    >>> _are_glued("tweetemail", frozenset({"tweet", "email"})), _are_glued("tweet", frozenset({"tweet"})), _are_glued("tweets", frozenset({"tweet"}))
    (True, False, False)
    """
    if len(item) > _GLUED_CHARS or not item.isalpha():
        return False
    ends = {0}  # behind names so far, from the beginning of the item
    for end in range(_NAME_LETTERS, len(item) + 1):
        if any(item[start:end] in networks for start in ends if end - start >= _NAME_LETTERS):
            ends.add(end)
    return len(item) in ends and item not in networks


def alone(evidence: Evidence) -> Iterator[Mark]:
    networks = evidence.book.networks
    for index, block in enumerate(evidence.blocks):
        if block.kind in (CODE, RULE) or not 0 < evidence.shapes[index].words <= _NAMES_WORDS:
            continue
        listed = names_only(block.plain, networks)
        if listed >= 2:
            yield evidence.mark(index, Category.SHARE, "network-names", 0.95, "names of networks and nothing else")
        elif listed == 1:
            sure = 0.5 if evidence.zones[index] is BODY else 0.65
            yield evidence.mark(index, Category.SHARE, "network-name", sure, "the name of a network alone")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A bar is two or more such lines in a row; counts between them, or beside one sure button, belong to it."""
    run: list[int] = []
    for index in range(len(evidence.blocks) + 1):
        if index < len(evidence.blocks) and _in_bar(evidence, verdicts, index):
            run.append(index)
            continue
        if len(run) >= 2:
            names = sum(1 for i in run if (m := verdicts.of(i)) and m.category is Category.SHARE)
            button_with_counts = any(verdicts.is_a(i, Category.SHARE) for i in run)
            if names >= 2 or button_with_counts:
                for i in run:
                    yield evidence.mark(i, Category.SHARE, "share-bar", 0.95, f"one of {len(run)} lines of a share bar")
        run = []


def _in_bar(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    mark = verdicts.of(index)
    if mark and mark.category is Category.SHARE and evidence.shapes[index].words <= _BUTTON_WORDS:
        return True
    if mark and mark.confidence >= LIKELY:
        return False
    plain = evidence.blocks[index].plain
    return plain[:1].isdigit() and _COUNT.match(plain) is not None


STAGE = Stage(
    "sharing",
    alone=alone,
    context=context,
    rules=(
        Rule("network-names", "names of networks and nothing else", (Category.SHARE,)),
        Rule("network-name", "the name of a network alone", (Category.SHARE,)),
        Rule("share-bar", "short lines in a row between networks’ names: buttons and counts", (Category.SHARE,)),
    ),
)
