"""An organisation that says what it is in a last paragraph, under no head: “Northvane is a directory that helps …”.

Such a sentence may be the article's: a list of companies, the background of a story, advice where to turn. So several signs must come
together: its words, its place among lines that go, its name in them, and that the article is not about it.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.folding import core
from cleaner.kept_expressions import compiled
from cleaner.model import HEADING, PARAGRAPH, Category, Mark
from cleaner.patterns import later
from cleaner.stage_words import calls_of
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.ending import from_the_end
from cleaner.stages.organisations import introduced, praise
from cleaner.title import find_title

# It is one of the last blocks that stay, and so long.
_LAST_BLOCKS = 3
_SHORTEST, _LONGEST = 8, 130
# In the first part of an article the subject is named; a site that advertises itself comes to that below.
_FIRST_PART = 0.5
_MENTIONS = 2
# A line with the name right above it has no more words than the name and these.
_HEAD_WORDS = 4
# Which lines name the site when they go: not tags and captions, which name anybody, and of credits only who owns the rights, below.
_FRAME = (Category.LEGAL, Category.ABOUT, Category.SUBSCRIPTION, Category.NEWSLETTER, Category.SHARE)
_RIGHTS = "©"
# Lines that go must name it, one of rights counts twice; words of praise count up to two, the place for one and its name above for one.
_SIGNS = 4
_OWNED = 2
_MOST_PRAISE = 2
# A text with so many of them is a list of organisations.
_OF_A_LIST = 3
_TELLS = 0.88
# “Northvane (www.northvane.example) …”: so releases introduce who sends them, in their last paragraphs.
_ADDRESSED = later(
    compiled, r"(?P<name>[\p{Lu}\d][^().!?:]{1,60})\s\((?:https?://)?(?:www\.)?[\p{L}\d][\p{L}\d\-]{1,60}(?:\.[\p{L}\d\-]{1,40}){1,3}/?\),?\s\p{Ll}"
)
_MOST_ADDRESSED = 3
_GOES_ON = "goes on in the first person below what says what the site is"


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    for index in _addressed(evidence, verdicts):
        yield evidence.mark(index, Category.ABOUT, "self-portrait", _TELLS, "a name with its address and what that is, at the end of the text")
    for rank, index in enumerate(from_the_end(evidence, verdicts)):
        if rank == _LAST_BLOCKS:
            return
        if index and verdicts.is_a(index - 1, Category.ABOUT) and evidence.shapes[index - 1].prose and _goes_on(evidence, verdicts, index):
            yield evidence.mark(index, Category.ABOUT, "self-portrait", _TELLS, _GOES_ON)
            continue
        name = _name(evidence, index)
        framed = _in_frame(evidence, verdicts, index, name) if name else 0
        if name is None or not framed or _is_subject(evidence, verdicts, index, name):
            continue
        head = _head(evidence, verdicts, index, name)
        signs = framed + min(_MOST_PRAISE, praise(evidence, index)) + _place(verdicts, index) + (head is not None)
        if signs < _SIGNS or _is_of_a_list(evidence, index):
            continue
        for block in (index,) if head is None else (head, index):
            yield evidence.mark(block, Category.ABOUT, "self-portrait", _TELLS, f"says what {name} is, at the end of the text")
        if _goes_on(evidence, verdicts, index + 1):
            yield evidence.mark(index + 1, Category.ABOUT, "self-portrait", _TELLS, _GOES_ON)


def _addressed(evidence: Evidence, verdicts: Verdicts) -> list[int]:
    """The paragraphs, last of all, that begin with a name and its address; among others of the article they are entries of a list."""
    found: list[int] = []
    for index in from_the_end(evidence, verdicts):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if block.kind is PARAGRAPH and shape.prose and shape.words <= _LONGEST and _ADDRESSED.match(block.plain):
            found.append(index)
        elif shape.prose:
            break
    above = [i for i in range(found[-1] if found else 0) if evidence.shapes[i].prose and not verdicts.gone(i)]
    is_list = len(found) > _MOST_ADDRESSED or any(_ADDRESSED.match(evidence.blocks[i].plain) for i in above)
    return found if len(above) >= ARTICLE_PROSE and not is_list else []


def _goes_on(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Is the block below such a description a paragraph that says “we”, with what goes below it?"""
    if index + 1 >= len(evidence.blocks) or verdicts.gone(index) or not verdicts.gone(index + 1):
        return False
    block, shape = evidence.blocks[index], evidence.shapes[index]
    is_paragraph = block.kind is PARAGRAPH and shape.prose and shape.words <= _LONGEST
    return is_paragraph and calls_of(evidence.book.stage_words).ours.search(block.plain) is not None


def _name(evidence: Evidence, index: int) -> str | None:
    """The name at the paragraph's start, if it goes on with what that is."""
    may_be = evidence.blocks[index].kind in (PARAGRAPH, HEADING) and _SHORTEST <= evidence.shapes[index].words <= _LONGEST
    return introduced(evidence, index) if may_be else None


def _is_of_a_list(evidence: Evidence, index: int) -> bool:
    """Do others describe themselves above: is this a list of companies?"""
    return sum(_name(evidence, i) is not None and praise(evidence, i) > 0 for i in range(index - 1) if evidence.shapes[i].prose) >= _OF_A_LIST


def _place(verdicts: Verdicts, index: int) -> int:
    """A line right above or below goes: the article is over here."""
    return 1 if any(verdicts.gone(i) for i in (index - 1, index + 1)) else 0


def _in_frame(evidence: Evidence, verdicts: Verdicts, index: int, name: str) -> int:
    """Do lines that go name it: a copyright line below, a newsletter? Such lines speak of the site."""
    named = [(i, mark.category) for i, mark in verdicts.likely() if i != index and name in evidence.folded[i]]
    if any(i > index and (category is Category.LEGAL or _RIGHTS in evidence.blocks[i].plain) for i, category in named):
        return _OWNED
    return 1 if any(category in _FRAME for _, category in named) else 0


def _head(evidence: Evidence, verdicts: Verdicts, index: int, name: str) -> int | None:
    """The line above, if it says little more than the name."""
    above = index - 1
    if above < 0 or verdicts.gone(above) or name not in evidence.folded[above]:
        return None
    words = len(core(evidence.folded[above]).split())
    return above if words <= len(name.split()) + _HEAD_WORDS and not evidence.blocks[above].plain.endswith(".") else None


def _is_subject(evidence: Evidence, verdicts: Verdicts, index: int, name: str) -> bool:
    """Is the article about it: does the headline name it, or the first part of the text more than once?"""
    title = find_title(evidence, verdicts)
    if title is not None and name in evidence.folded[title]:
        return True
    prose = [i for i in range(index) if evidence.shapes[i].prose and not verdicts.gone(i)]
    return sum(name in evidence.folded[i] for i in prose[: int(len(prose) * _FIRST_PART)]) >= _MENTIONS


STAGE = Stage(
    "portraits",
    context=context,
    rules=(Rule("self-portrait", "a paragraph that says what an organisation is, at the end of a text that is not about it", (Category.ABOUT,)),),
)
