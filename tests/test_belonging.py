"""What a line is called by where it stands, whatever it looks like by itself."""

from __future__ import annotations

from cleaner import Category, Cleaner, Config, clean
from cleaner.evidence import gather
from cleaner.phrasebook import load
from cleaner.read.lines import read_lines
from cleaner.stages.base import Verdicts
from cleaner.stages.surroundings import category_around

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


def test_a_button_below_an_offer_is_the_offers() -> None:
    assert category_of(STORY + "\nGet a free quote\n\nLearn more\n", "Learn more") == "ad"


def test_what_heads_other_stories_is_no_button() -> None:
    assert category_of(STORY + "\nGet a free quote\n\nRead next\n" + LIST.replace("Related stories\n\n", ""), "Read next") == "related"


COMMENTS = """
4 Comments

Ada Roe says:

The span was always too heavy for its bearings.

2 years ago

Ben Lund says:

My father said so when it was built, and nobody listened to him either.

2 years ago

Reply
"""
FOOT = "\nLate ferries\n\nHarbour desk\n\nBasin views\n\nTide tables\n\nQuay and crane\n"


def test_the_foot_of_a_page_below_a_thread_is_navigation() -> None:
    assert category_of(STORY + COMMENTS + FOOT, "Basin views") == "navigation"


def test_a_short_answer_below_a_thread_is_of_it() -> None:
    assert category_of(STORY + COMMENTS + "\nSo did mine\n", "So did mine") == "comments"


def test_the_head_of_the_comments_ends_a_list_of_other_stories() -> None:
    text = STORY + LIST + COMMENTS
    assert category_of(text, "Council sells") == "related"
    assert category_of(text, "always too heavy") == "comments"
    assert category_of(text, "nobody listened") == "comments"


def test_a_head_of_other_stories_ends_a_long_thread() -> None:
    names = ("Ada Roe", "Ben Lund", "Cy Marsh", "Dot Quay", "Eve Holm", "Fay Moor", "Gus Tarn", "Hal Beck")
    comments = "".join(f"\n{name}\n\n{hours} hours ago\n\nThe span {hours} was too heavy from the first day\n\nReply\n" for hours, name in enumerate(names, 2))
    text = STORY + "\n8 comments\n" + comments + LIST.replace("4 min read\n\n", "")
    assert category_of(text, "span 9 was") == "comments"
    assert category_of(text, "Crane stuck") == "related"


def around(lines: list[tuple[str, Category | None]], index: int) -> Category:
    """What a line is called among others that are told already."""
    evidence = gather(read_lines("\n\n".join(line for line, _ in lines)), load(("en",)))
    told = [evidence.mark(i, category, "told", 0.9, "told") for i, (_, category) in enumerate(lines) if category]
    return category_around(evidence, Verdicts(evidence, told), index)


def test_below_the_head_of_other_stories_lines_are_theirs() -> None:
    offers: list[tuple[str, Category | None]] = [("View jobs", Category.AD), ("View all jobs", Category.AD), ("Post a job", Category.AD)]
    titles: list[tuple[str, Category | None]] = [("Crane stuck at the border for a second week", None), ("Old ferry sold to an island in the north", None)]
    assert around([*offers, ("Read next", Category.RELATED), *titles], 5) is Category.RELATED
    assert around([*offers, *titles], 4) is Category.AD


def test_a_sentence_among_menus_is_none_of_their_entries() -> None:
    menu: list[tuple[str, Category | None]] = [("Late ferries", Category.NAVIGATION), ("Tide tables", Category.NAVIGATION)]
    assert around([*menu, ("Our harbour desk has watched the quays since 1931, in two languages.", None), *menu], 2) is Category.ABOUT
    assert around([*menu, ("Harbour desk", None), *menu], 2) is Category.NAVIGATION
