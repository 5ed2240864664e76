"""Every rule there is, for people to look at: those of the phrase files and those of the stages in code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from cleaner.languages import known_languages
from cleaner.model import CONTENT_CATEGORIES, Category
from cleaner.phrase_files import ANY_LANGUAGE, groups_of
from cleaner.pipeline import FRAME, STAGES
from cleaner.shipped import shipped

# Repeats are told by what stands elsewhere in the text: no phrase can say that a line is one.
WITHOUT_PHRASES = (Category.DUPLICATE,)


class Rule(NamedTuple):
    """A rule: ``example`` is one of its phrases, or what the code looks for; ``languages`` is ("any",) for code.

    ``fired`` is how many cuts it made in all golden cases together.
    """

    category: Category
    name: str
    found_by: Literal["phrases", "code", "phrases and code"]
    languages: tuple[str, ...]
    phrases: int
    fired: int
    example: str


class Language(NamedTuple):
    """What the phrase file of a language covers. A category that it has no phrase for is a gap, but for ``duplicate``."""

    code: str
    groups: int
    phrases: int
    without_phrase: tuple[Category, ...]


def rules(languages: Sequence[str] | None = None, categories: Iterable[Category] = CONTENT_CATEGORIES) -> tuple[Rule, ...]:
    """The rules of some categories that count in any of these languages (None: all), in the order of the categories.

    Those in code count in every language. An example is taken from the first language that has one, English before others.

    >>> {"headline-twice", "pull-quote"} <= {rule.name for rule in rules(("en",), [Category.DUPLICATE])}
    True
    """
    found: dict[tuple[Category, str], Rule] = {}
    for rule in (*_of_phrases(languages or known_languages()), *_of_code()):
        key = rule.category, rule.name
        found[key] = _both(found[key], rule) if key in found else rule
    wanted = [Category(category) for category in categories]
    return tuple(rule for category in wanted for rule in found.values() if rule.category is category)


def coverage(codes: Iterable[str] | None = None) -> tuple[Language, ...]:
    """What each of these languages (None: each there is) covers.

    >>> coverage(["en"])[0].without_phrase
    ()
    """
    return tuple(map(_coverage_of, known_languages() if codes is None else codes))


@cache
def fired() -> Mapping[str, int]:
    """How often each rule fired in the golden cases, by ``category.rule``; a file that a test keeps true."""
    counts: dict[str, int] = shipped("fired.toml")["fired"]
    return counts


def _coverage_of(code: str) -> Language:
    groups = list(groups_of(code))
    covered = {group.category for group, _ in groups}
    missing = tuple(category for category in CONTENT_CATEGORIES if category not in covered and category not in WITHOUT_PHRASES)
    return Language(code, len(groups), sum(len(phrases) for _, phrases in groups), missing)


def _of_phrases(languages: Sequence[str]) -> Iterator[Rule]:
    for language in sorted(languages, key=lambda code: (code != "en", code)):
        for group, phrases in groups_of(language):
            yield _rule(group.category, group.rule, "phrases", language, len(phrases), phrases[0])


def _of_code() -> Iterator[Rule]:
    for stage in (*FRAME, *STAGES):
        for rule in stage.rules:
            for category in rule.categories:
                yield _rule(category, rule.name, "code", ANY_LANGUAGE, 0, rule.looks_for)


def _rule(category: Category, name: str, found_by: Literal["phrases", "code"], language: str, phrases: int, example: str) -> Rule:
    return Rule(category, name, found_by, (language,), phrases, fired().get(f"{category.value}.{name}", 0), example)


def _both(one: Rule, other: Rule) -> Rule:
    """Two that go by the same name: in other languages, or found in two ways."""
    return one._replace(
        found_by=one.found_by if one.found_by == other.found_by else "phrases and code",
        languages=tuple(dict.fromkeys((*one.languages, *other.languages))),
        phrases=one.phrases + other.phrases,
    )
