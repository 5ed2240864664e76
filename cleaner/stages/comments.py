"""Comments of readers: what calls for them, the thread and the form, excerpts of other pages, talk that nothing opens."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import CODE, PARAGRAPH, Category, Mark
from cleaner.shapes import sentence_spans
from cleaner.stage_words import patterns_of
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.ending import from_the_end
from cleaner.stages.questions import asks
from cleaner.stages.talk import first_of_talk
from cleaner.stages.threads import COUNT, MANY_SIGNS, SURE_THREAD, head_of_thread, is_sign
from cleaner.title import find_title

# A count and what the comments are about, which an article may say too.
_WEAK_RULE = "comment-words-weak"
# A name or a date by its form is less sure.
_SURER_THAN_BYLINE = 0.96
# So many questions to the reader close a text, in no more words than these; one alone may be the author's last thought.
_FEWEST_QUESTIONS = 2
_QUESTION_WORDS = 60
# What becomes of what they write is said in so many sentences.
_BELOW_CALLOUT = 2
# Which other pages link here, and what an excerpt of one of them begins and ends with.
_LINKED_FROM = "pingback"
_LEFT_OUT = ("[…]", "[...]", "[ … ]", "[&#8230;]")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _closing_callout(evidence, verdicts)
    counted = tuple(_counts_with_title(evidence, verdicts))
    for index in counted:
        yield evidence.mark(index, Category.COMMENTS, "count-and-title", 0.96, "how many comments there are, and the headline again")
    yield from _thread(evidence, verdicts, head_of_thread(evidence, verdicts, counted))
    yield from _excerpts(evidence)
    yield from _talk(evidence, verdicts)


def _closing_callout(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“What do you think? Have you tried it at home? Tell us about it.”: the last paragraph, which calls upon readers to write, or only asks."""
    index = next(from_the_end(evidence, verdicts), None)
    if index is None or evidence.blocks[index].kind is not PARAGRAPH or evidence.shapes[index].words > _QUESTION_WORDS:
        return
    plain = evidence.blocks[index].plain
    sentences = [plain[start:end] for start, end in sentence_spans(plain)]
    if not (_calls_out(evidence, sentences) or _only_asks(evidence, sentences)):
        return
    if sum(shape.prose for shape in evidence.shapes[:index]) >= ARTICLE_PROSE:
        yield evidence.mark(index, Category.COMMENTS, "closing-callout", 0.86, f"closes the text and calls upon readers: “{sentences[0][:40]}”")


def _calls_out(evidence: Evidence, sentences: list[str]) -> bool:
    """Does a sentence bid readers write, with nothing but questions above it and hardly anything below?"""
    callout = patterns_of(evidence.book.stage_words).callout
    at = next((i for i, sentence in enumerate(sentences) if not asks(sentence)), len(sentences))
    return at < len(sentences) <= at + 1 + _BELOW_CALLOUT and callout.match(sentences[at]) is not None


def _only_asks(evidence: Evidence, sentences: list[str]) -> bool:
    """Does each of several sentences ask, and the first what heads of comments ask?"""
    if len(sentences) < _FEWEST_QUESTIONS or not all(map(asks, sentences)):
        return False
    first = next(iter(evidence.book.find([sentences[0]])))
    return any(hit.group.category is Category.COMMENTS and hit.group.heads and hit.group.shape == "whole" for hit in first)


def _counts_with_title(evidence: Evidence, verdicts: Verdicts) -> Iterator[int]:
    """“3 responses to The old pier”, below the article with this headline."""
    weak = [i for i, hits in enumerate(evidence.hits) if i > evidence.first_prose and any(hit.group.rule == _WEAK_RULE for hit in hits)]
    title = find_title(evidence, verdicts) if weak else None
    if title is not None:
        yield from (i for i in weak if COUNT.search(evidence.blocks[i].plain) and evidence.folded[i].strip("“”\"'’ ").endswith(evidence.folded[title]))


def _thread(evidence: Evidence, verdicts: Verdicts, head: int | None) -> Iterator[Mark]:
    if head is None:
        return
    below = range(head + 1, len(evidence.blocks))
    # In a long thread what looks like verse or a quotation is a comment like the others.
    plain = SURE_THREAD if sum(is_sign(evidence, verdicts, i) for i in below) >= MANY_SIGNS else 0.86
    for index in below:
        if evidence.blocks[index].kind is CODE:
            continue
        if not verdicts.gone(index) or verdicts.is_a(index, Category.BYLINE):
            # Who wrote a comment and when is part of it, whatever else such a line would be.
            sure = max(plain, _SURER_THAN_BYLINE) if verdicts.gone(index) else plain
            yield evidence.mark(index, Category.COMMENTS, "thread", sure, "under the head of the comments, with signs of a thread")


def _excerpts(evidence: Evidence) -> Iterator[Mark]:
    """“[…] as the ferry blog says […]”, right below a line that says which page links here."""
    for index in range(1, len(evidence.blocks)):
        plain = evidence.blocks[index].plain
        linked_from = any(hit.group.rule == _LINKED_FROM for hit in evidence.hits[index - 1])
        if linked_from and plain.startswith(_LEFT_OUT) and plain.endswith(_LEFT_OUT):
            yield evidence.mark(index, Category.COMMENTS, "excerpt", 0.95, "an excerpt of the page that links here")


def _talk(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Comments that nothing opens and nothing signs."""
    found = first_of_talk(evidence, verdicts)
    if found is None:
        return
    first, signs = found
    sure = SURE_THREAD if signs >= MANY_SIGNS else 0.86
    for index in verdicts.kept(first, len(evidence.blocks)):
        yield evidence.mark(index, Category.COMMENTS, "talk", sure, "below an article, and written to its end as people write to each other")


STAGE = Stage(
    "comments",
    context=context,
    rules=(
        Rule("closing-callout", "a last paragraph that calls upon readers to write, or only asks what heads of comments ask", (Category.COMMENTS,)),
        Rule("excerpt", "“[…] … […]” below a line that names a page that links here", (Category.COMMENTS,)),
        Rule("talk", "below an article, what is written to the end as people write to each other: greetings, smileys, blanks missing", (Category.COMMENTS,)),
        Rule("thread", "what stands under the head of the comments, with signs of a thread", (Category.COMMENTS,)),
        Rule("count-and-title", "how many comments there are, and the headline again", (Category.COMMENTS,)),
    ),
)
