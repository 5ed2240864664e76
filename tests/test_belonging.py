"""What a line is called by where it stands, whatever it looks like by itself."""

from __future__ import annotations

from cleaner import Cleaner, Config, clean

STORY = """\
The swing bridge at Port Ellery stayed shut on Monday, and the boats that should have passed it lay idle in the basin.

"Nobody asked us," said Marta Quill, who runs the bakery on Tide Street and has opened at five every morning for twenty years.

The council promised an answer by Friday, and the harbour master said that he had heard the same promise before Easter.

The crane that could lift the span is in another country, and its owner wants to be paid before it leaves the quay.
"""
LIST = """
Related stories

Crane stuck at the border for a second week

4 min read

Council sells the old ferry to an island in the north
"""


def category_of(text: str, line: str) -> str:
    (removal,) = [r for r in clean(text).removed if line in r.text]
    return removal.category.value


def test_a_reading_time_among_other_stories_is_theirs() -> None:
    assert category_of(STORY + LIST, "4 min read") == "related"


def test_a_reading_time_above_the_story_is_its_own() -> None:
    assert category_of("Bridge stays shut\n\n4 min read\n\n" + STORY + LIST.replace("4 min read\n\n", ""), "4 min read") == "byline"


def test_a_form_between_two_lists_is_a_form() -> None:
    text = STORY + LIST.replace("4 min read", "Sign up for our daily newsletter")
    assert category_of(text, "newsletter") == "newsletter"


def test_keeping_bylines_does_not_keep_those_of_other_stories() -> None:
    kept = Cleaner(Config(keep=("byline",))).clean(STORY + LIST)
    assert "4 min read" not in kept.text


def test_an_agency_above_the_story_is_its_author() -> None:
    assert category_of("Bridge stays shut\n\nReuters\n\n4 May 2024\n\n" + STORY, "Reuters") == "byline"


def test_an_agency_below_the_story_signs_it_off() -> None:
    assert category_of("Bridge stays shut\n\n" + STORY + "\n(Reuters)", "(Reuters)") == "wire_credit"
