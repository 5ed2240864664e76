"""Every golden case: cleaned as by hand, and proving the rules that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.model import CONTENT_CATEGORIES
from tests.goldens import cases, cleaned, load_case, printed, report, shown

FOLDERS = cases()
# The scorecard catches much of what a rule would have; without it the rule must show what it does.
SCORECARD = tuple(f"{category.value}.around-the-article" for category in CONTENT_CATEGORIES)


def ids(folder: Path) -> str:
    return f"{folder.parent.name}--{folder.name}"


@pytest.mark.parametrize("folder", FOLDERS, ids=ids)
def test_case(folder: Path, request: pytest.FixtureRequest) -> None:
    case = load_case(folder)
    if case.origin == "known-failure":
        request.applymarker(pytest.mark.xfail(reason=case.why, strict=True))
    result = cleaned(case)
    if printed(result) != case.expected:
        pytest.fail(report(case, result), pytrace=False)
    assert result.restore() == result.source == shown(case.input)


@pytest.mark.parametrize("folder", FOLDERS, ids=ids)
def test_case_proves_its_rules(folder: Path) -> None:
    case = load_case(folder)
    if case.origin == "negative":
        assert not case.rules, "a negative proves no rule"
        assert case.expected.rstrip() == shown(case.input).rstrip(), "a negative comes back as it was"
    elif case.origin == "shape":
        assert case.rules, "which rules does this case prove?"
        # Of a text the rules are proved without the scorecard; of a page the scorecard of its markup is the rule.
        off = () if (folder / "input.html").exists() else SCORECARD
        as_it_is = printed(cleaned(case, without=off))
        for rule in case.rules:
            assert printed(cleaned(case, without=(*off, rule))) != as_it_is, f"without {rule} nothing changes: the case does not prove it"


def test_enough_cases() -> None:
    loaded = [load_case(f) for f in FOLDERS]
    for category in CONTENT_CATEGORIES:
        proving = [c for c in loaded if c.origin != "negative" and any(r.partition(".")[0] == category for r in c.rules)]
        assert len(proving) >= 2, f"{category}: {len(proving)} positive cases"
    assert sum(1 for c in loaded if c.origin == "negative") >= 15
