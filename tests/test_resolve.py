"""Deciding: thresholds by profile, kept categories, switched-off rules, overlaps, and what stopped a mark."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cleaner import Category, Cleaner, Config, Mark, Spared, clean
from cleaner.config import PROFILES, ProfileName, profile_of
from cleaner.evidence import Evidence, gather
from cleaner.phrasebook import load
from cleaner.read.lines import read_lines
from cleaner.resolve import resolve

PROSE = "The swing bridge at Port Ellery stayed shut for a third week, and the boats that should have passed it lay idle in the basin."
QUOTE = "> The bridge has never been shut for so long."
TEXT = f"Tide table\n\n{PROSE}\n\n{QUOTE}\n\n```\nbridge = shut\n```\n\n| Pier | Depth |\n\nShort line"
LINE, PARAGRAPH, QUOTED, CODE, TABLE, LAST = 0, 1, 2, 4, 6, 7
ARTICLE = f"Bridge stays shut for a third week\n\n{PROSE}\n\n{PROSE.replace('third', 'fourth')}\n\nShare on Facebook"


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return gather(read_lines(TEXT), load(("en",)))


def mark(evidence: Evidence, index: int, confidence: float, rule: str = "r", category: Category = Category.AD) -> Mark:
    return evidence.mark(index, category, rule, confidence, "test")


def part(start: int, end: int, confidence: float = 0.9, rule: str = "r") -> Mark:
    return Mark(start, end, Category.AD, rule, confidence, "test")


def decide(evidence: Evidence, *marks: Mark, profile: ProfileName = "balanced", keep: tuple[str, ...] = ()) -> tuple[list[Mark], list[Spared]]:
    return resolve(evidence, marks, Config(profile=profile, keep=keep))


# ---------------------------------------------------------------- profiles


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize(("index", "bar"), [(LINE, "cut"), (LAST, "cut"), (PARAGRAPH, "prose"), (QUOTED, "quote"), (TABLE, "quote")])
class TestBars:
    def test_at_the_bar_a_block_is_cut(self, evidence: Evidence, name: ProfileName, index: int, bar: str) -> None:
        removed, spared = decide(evidence, mark(evidence, index, getattr(profile_of(name), bar)), profile=name)
        assert (len(removed), len(spared)) == (1, 0)

    def test_under_the_bar_it_is_spared(self, evidence: Evidence, name: ProfileName, index: int, bar: str) -> None:
        removed, spared = decide(evidence, mark(evidence, index, getattr(profile_of(name), bar) - 0.01), profile=name)
        assert (len(removed), len(spared)) == (0, 1)


@pytest.mark.parametrize("name", PROFILES)
def test_code_is_never_cut(evidence: Evidence, name: ProfileName) -> None:
    assert decide(evidence, mark(evidence, CODE, 1.0), profile=name)[0] == []


def test_the_profiles_are_ordered() -> None:
    cautious, balanced, aggressive = (profile_of(n) for n in ("cautious", "balanced", "aggressive"))
    assert cautious.cut > balanced.cut > aggressive.cut
    assert cautious.prose > balanced.prose > aggressive.prose
    assert cautious.quote > balanced.quote > aggressive.quote


@pytest.mark.parametrize("name", PROFILES)
def test_within_a_profile_prose_and_quotations_are_dearer(name: str) -> None:
    profile = profile_of(name)
    assert profile.cut < profile.prose < profile.quote


@pytest.mark.parametrize(("profile", "cut"), [("cautious", False), ("balanced", True), ("aggressive", True)])
def test_a_part_of_a_line_needs_the_bar_of_a_line(evidence: Evidence, profile: ProfileName, cut: bool) -> None:
    start = TEXT.index("The swing")
    assert bool(decide(evidence, part(start + 4, start + 9, 0.85), profile=profile)[0]) is cut


# ---------------------------------------------------------------- several marks


def test_rules_that_agree_are_surer_together(evidence: Evidence) -> None:
    removed, _ = decide(evidence, mark(evidence, LINE, 0.6, "one"), mark(evidence, LINE, 0.6, "two"))
    assert [m.confidence for m in removed] == [pytest.approx(0.84)]


def test_a_rule_does_not_agree_with_itself(evidence: Evidence) -> None:
    assert decide(evidence, mark(evidence, LINE, 0.6), mark(evidence, LINE, 0.6))[0] == []


def test_weak_rules_have_no_say(evidence: Evidence) -> None:
    assert decide(evidence, mark(evidence, LINE, 0.79, "one"), mark(evidence, LINE, 0.2, "two"))[0] == []


def test_together_rules_are_never_certain(evidence: Evidence) -> None:
    removed, _ = decide(evidence, *(mark(evidence, LINE, 0.95, str(i)) for i in range(5)))
    assert [0.95 < m.confidence < 1 for m in removed] == [True]


def test_agreement_never_makes_a_rule_less_sure(evidence: Evidence) -> None:
    removed, _ = decide(evidence, mark(evidence, LINE, 1.0, "one"), mark(evidence, LINE, 0.5, "two"))
    assert [m.confidence for m in removed] == [1.0]


def test_the_surest_rule_names_the_cut(evidence: Evidence) -> None:
    removed, _ = decide(evidence, mark(evidence, LINE, 0.8, "weak", Category.AD), mark(evidence, LINE, 0.95, "sure", Category.LEGAL))
    assert [(m.category, m.rule) for m in removed] == [(Category.LEGAL, "sure")]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_overlapping_parts_the_surer_is_cut(evidence: Evidence, order: int) -> None:
    at = TEXT.index("The swing")
    marks = [part(at, at + 20, 0.85, "weak"), part(at + 10, at + 30, 0.95, "sure")]
    assert [m.rule for m in decide(evidence, *marks[::order])[0]] == ["sure"]


def test_of_two_equally_sure_parts_the_longer_is_cut(evidence: Evidence) -> None:
    at = TEXT.index("The swing")
    assert [m.rule for m in decide(evidence, part(at, at + 10, rule="short"), part(at, at + 30, rule="long"))[0]] == ["long"]


def test_parts_side_by_side_are_both_cut(evidence: Evidence) -> None:
    at = TEXT.index("The swing")
    assert len(decide(evidence, part(at + 10, at + 20), part(at, at + 10))[0]) == 2


def test_a_part_of_a_cut_block_is_not_cut_again(evidence: Evidence) -> None:
    at = TEXT.index("The swing")
    removed, _ = decide(evidence, part(at, at + 10, 0.99), mark(evidence, PARAGRAPH, 0.9, "whole"))
    assert [m.rule for m in removed] == ["whole"]


def test_a_part_of_a_spared_block_is_cut(evidence: Evidence) -> None:
    at = TEXT.index("The swing")
    removed, _ = decide(evidence, part(at, at + 10, 0.9, "part"), mark(evidence, PARAGRAPH, 0.5, "whole"))
    assert [m.rule for m in removed] == ["part"]


def test_an_empty_part_is_no_cut(evidence: Evidence) -> None:
    assert decide(evidence, part(5, 5)) == ([], [])


def test_cuts_come_in_order_without_overlap(evidence: Evidence) -> None:
    at = TEXT.index("The swing")
    removed, _ = decide(evidence, mark(evidence, LAST, 0.9), part(at + 15, at + 30, 0.85), mark(evidence, LINE, 0.9), part(at, at + 20))
    assert len(removed) == 3
    assert all(a.end <= b.start for a, b in pairwise(removed))


# ---------------------------------------------------------------- what stopped a mark


def test_a_spared_mark_says_which_bar_it_missed(evidence: Evidence) -> None:
    _, (spared,) = decide(evidence, mark(evidence, LINE, 0.5))
    assert spared.stopped_by == "confidence 0.50 is under 0.80"
    assert spared.text == "Tide table"


def test_a_kept_category_says_so(evidence: Evidence) -> None:
    removed, (spared,) = decide(evidence, mark(evidence, LINE, 0.99), keep=("ad",))
    assert removed == []
    assert spared.stopped_by == "ad is kept on request"


def test_a_spared_part_has_its_text(evidence: Evidence) -> None:
    at = TEXT.index("swing")
    _, (spared,) = decide(evidence, part(at, at + 5, 0.5))
    assert (spared.text, spared.start) == ("swing", at)


# ---------------------------------------------------------------- through the public face


def test_without_anything_set_the_button_goes() -> None:
    assert "Share on Facebook" not in clean(ARTICLE).text


def test_keep_keeps_a_category() -> None:
    result = clean(ARTICLE, keep=["share"])
    assert "Share on Facebook" in result.text
    assert [(s.text, s.stopped_by) for s in result.spared if s.category == "share"] == [("Share on Facebook", "share is kept on request")]


def test_without_switches_a_category_off() -> None:
    result = Cleaner(Config(without=("share",))).clean(ARTICLE)
    assert "Share on Facebook" in result.text
    assert [s for s in result.spared if s.category == "share"] == []


def test_without_switches_one_rule_off() -> None:
    (cut,) = [r for r in clean(ARTICLE).removed if r.category == "share"]
    result = Cleaner(Config(without=(f"share.{cut.rule}",))).clean(ARTICLE)
    assert cut.rule not in {r.rule for r in result.removed} | {s.rule for s in result.spared}


def test_spared_offsets_point_into_the_source() -> None:
    text = f"Buy now   \n\n\n\n{ARTICLE}"
    result = clean(text, keep=["share"])
    assert result.spared
    assert [text[s.start : s.end] for s in result.spared] == [s.text for s in result.spared]


@pytest.mark.parametrize(
    "settings",
    [{"keep": ("weather",)}, {"keep": ("blank",)}, {"without": ("weather.rule",)}, {"profile": "reckless"}, {"languages": ("xx",)}],
)
def test_what_does_not_exist_is_a_wrong_call(settings: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="unknown"):
        Cleaner(Config(**settings)).clean(ARTICLE)  # type: ignore[arg-type]


def test_a_source_of_the_wrong_type_is_a_wrong_call() -> None:
    with pytest.raises(TypeError, match="source must be str or bytes, not int"):
        clean(7)  # type: ignore[arg-type]


def test_an_unknown_kind_is_a_wrong_call() -> None:
    with pytest.raises(ValueError, match="unknown kind 'pdf'"):
        clean(ARTICLE, kind="pdf")  # type: ignore[arg-type]


def test_a_caption_and_the_credit_at_its_end_are_told_apart() -> None:
    caption, credit = "The quay at noon.", "(Photo: Dana Whitlow/Reuters)"
    text = f"It rained all day in Port Ellery, and the ferry did not run.\n\n{caption} {credit}\n\nNobody minded, since the cafe stayed open for them."
    result = clean(text)
    assert [(cut.category, cut.text.strip()) for cut in result.removed if cut.category is not Category.BLANK] == [
        (Category.IMAGE_CAPTION, caption),
        (Category.IMAGE_CREDIT, credit),
    ]
    assert result.restore() == text
