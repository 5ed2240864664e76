"""What can be set: profiles with their thresholds, kept categories, rules switched off and added."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from cleaner.languages import known_languages
from cleaner.model import CONTENT_CATEGORIES, Category
from cleaner.phrase_files import ANY_LANGUAGE, RuleFile

ProfileName = Literal["cautious", "balanced", "aggressive"]
PROFILES: tuple[str, ...] = get_args(ProfileName)
Languages = tuple[str, ...] | Literal["auto"]


@dataclass(frozen=True, slots=True)
class Profile:
    """The thresholds of one profile, as the least confidence a cut needs."""

    cut: float  # for a line or a part of one
    prose: float  # for a paragraph of real prose
    quote: float  # for a quotation, a table row, a line of verse, an item of an announced list


# Confidence is the share of such spans that an editor would cut; so `cut` is the share of right cuts one asks of the
# least sure rule. Prose costs more to lose than a menu line costs to keep, hence its own, higher bar.
_PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        "cautious": Profile(cut=0.9, prose=0.95, quote=0.995),
        "balanced": Profile(cut=0.8, prose=0.84, quote=0.98),
        "aggressive": Profile(cut=0.6, prose=0.7, quote=0.93),
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a document is read, and for how long it is worked on. What lies beyond is a problem in the result.

    Raises ValueError for a limit that is not positive.
    """

    size: int = 10_000_000  # bytes, or characters of a str; the longest articles have a tenth of it, scripts included
    tags: int = 300_000  # of a page; the largest tables have fewer
    path_steps: int = 64  # elements in the path of a block; more are read, but not remembered
    seconds: float = 60.0  # for a document; the next step is not begun when they have passed

    def __post_init__(self) -> None:
        for name in ("size", "tags", "path_steps", "seconds"):
            if not getattr(self, name) > 0:
                raise ValueError(f"the limit {name} must be positive, not {getattr(self, name)}")


def profile_of(name: str) -> Profile:
    """The thresholds of a profile by its name; ValueError for an unknown one."""
    try:
        return _PROFILES[name]
    except KeyError:
        raise ValueError(f"unknown profile {name!r}: choose one of {', '.join(PROFILES)}") from None


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a Cleaner can be told. Raises ValueError for what does not exist.

    ``keep`` names categories that are never cut; ``without`` names rules (``newsletter.box``) or whole categories whose
    marks are ignored as if the rules did not exist. ``rules`` names files of further phrases, in the form of those that ship
    with the package; each counts for texts in its ``language``, or for all where that is "any" or not there. They are read
    here and now: OSError where one cannot be read, RuleFileError (a ValueError) with all that is wrong with one. ``limits``
    bounds what a single document may cost.
    """

    profile: ProfileName = "balanced"
    languages: Languages = "auto"
    keep: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    rules: tuple[str | Path, ...] = ()
    limits: Limits = Limits()
    added: tuple[RuleFile, ...] = field(init=False, repr=False)  # what the files of ``rules`` held

    def __post_init__(self) -> None:
        object.__setattr__(self, "added", _read(self.rules))
        profile_of(self.profile)
        if not self.languages:
            raise ValueError("no language: name at least one, or say auto")
        if self.languages != "auto":
            for name in self.languages:
                self._check_language(name)
        for name in self.keep:
            category_of(name)
        for name in self.without:
            category_of(name.partition(".")[0])

    def allows(self, category: Category, rule: str) -> bool:
        """Is this rule switched on?"""
        return not self.without or (category.value not in self.without and f"{category.value}.{rule}" not in self.without)

    def added_for(self, languages: Collection[str | None]) -> tuple[RuleFile, ...]:
        """The files of ``rules`` that count for a text in these languages."""
        return tuple(file for file in self.added if file.language == ANY_LANGUAGE or file.language in languages)

    def _check_language(self, name: str) -> None:
        known = sorted({*known_languages(), *(file.language for file in self.added)} - {ANY_LANGUAGE})
        if name not in known:
            raise ValueError(f"unknown language {name!r}: choose from {', '.join(known)}")


def _read(rules: tuple[str | Path, ...]) -> tuple[RuleFile, ...]:
    """These files, checked."""
    if not rules:
        return ()
    from cleaner.rulefile import read_rule_file  # most have none of their own

    return tuple(map(read_rule_file, rules))


def category_of(name: str) -> Category:
    """A category by its name in the policy; ValueError for an unknown one."""
    if name not in CONTENT_CATEGORIES:
        raise ValueError(f"unknown category {name!r}: choose from {', '.join(CONTENT_CATEGORIES)}")
    return Category(name)
