"""What is always true, for texts of every shape: DESIGN.md, "Always true"."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from itertools import cycle, pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cleaner import Category, Cleaner, Config, Result, clean

PROSE = (
    "The council of Port Ellery voted on Monday night to close the old swing bridge for the whole of the winter, after two bearings cracked.",
    "“Nobody asked us,” said Marta Quill, who runs the bakery on Tide Street and has opened at five every morning since her father died.",
    "It rained. The gulls did not mind, and by the time the ferry came in, forty minutes late, there was nobody left on the quay to meet it.",
    "She said the newsletter had grown from a photocopied sheet to something that 4,000 people subscribe to, and that she still folds it by hand.",
    "Die Brücke blieb geschlossen, weil zwei Lager gebrochen waren; im Rathaus hieß es am Montag, man werde erst im Frühjahr weitersehen können.",
    "議会は月曜日の夜、古い橋を冬の間ずっと閉鎖することを決めた。誰も反対しなかった。",
    "In the end the repair cost more than the bridge had, a fact that the treasurer read out twice. (Reuters)",
    "The pool was drained on Friday. Sign up for our newsletter to read more. Then the frost came, and the boards lifted one after the other.",
    "Boats waited for the tide, as they did a hundred years ago. [Read more](https://example.org/boats) about *that winter* in the archive.",
)
HEADLINES = (
    "Bridge stays shut for a third week",
    "What the tide left behind",
    "PORT ELLERY LOSES ITS FERRY",
    "**Who pays for the bridge**",
    "“We will not be hurried”",
)
LABELS = (
    "Email address *",
    "First name",
    "Sign up",
    "Subscribe to our newsletter",
    "I agree to the terms and conditions",
    "Submit",
    "Enter your email",
    "Enrol now",
    "£45 per person",
)
CREDITS = (
    "Photo: Dana Whitlow/Reuters",
    "(AP Photo/Dana Whitlow)",
    "Image credit: Getty Images",
    "© 2021 Ines Okafor",
    "The bridge at dusk. Photo by Lee Marsh/Getty Images",
    "Image source:",
)
BYLINES = (
    "By Ines Okafor",
    "Ines Okafor",
    "March 3, 2021",
    "Published: 3 March 2021 | 4 min read",
    "Staff reporter",
    "– PortEllery.com",
    "Ines Okafor is a reporter who covers harbours. Follow her on Twitter.",
)
SHARES = ("Share on Facebook", "Facebook", "Twitter", "Facebook Twitter | Email", "1,204", "12 shares", "Copy link", "Follow us on Instagram")
SITE = (
    "Related",
    "Read next",
    "Read more:",
    "More from Port Ellery",
    "Comments",
    "Leave a comment",
    "Advertisement",
    "Home > News > Harbour",
    "Terms of use",
    "All rights reserved.",
    "Skip to content",
    "Menu",
    "Next article",
    "Tags: bridge, tide",
    "Table of contents",
    "You need to enable JavaScript",
    "undefined",
    "Continue reading",
    "Play video",
)
ITEMS = ("- a lamp", "* [The winter of the ice](https://example.org/ice)", "1. Open the sluice", "• Facebook", "- - -", "12) tide", "-")
HEADS = ("# Bridge stays shut for a third week", "## Related stories", "### The winter of the ice", "###### Newsletter", "#", "## What the tide left behind")
TABLES = ("| Pier | Depth |", "|---|---|", "| North | 4 m |", "|", "a | b | c", "||")
FENCES = ("```", "~~~", "```python", "    bridge = shut  # Share on Facebook")
QUOTES = ("> The bridge has never been shut for so long.", ">> Facebook", ">", "> Subscribe to our newsletter")
RULES = ("---", "* * *", "***", "—", "=====", "•", "|", "_ _ _")
BLANKS = ("", "", "", " ", "\t", "\u00a0", "  \t ", "\u2028")
JUNK = (
    "\0",
    "\x07 bell",
    "\x1b[31mred\x1b[0m",
    "zero\u200bwidth\u200b",
    "\ufeffmark",
    "\u202edirection\u202c",
    "\ud800",
    "half \udfff pair",
    "\x0b\x0c",
    "\x85",
    "x" * 3_000,
    "[" * 50,
    "](" * 20,
    "*" * 40,
    "_a_" * 20,
    "&nbsp;",
    "{{ title }}",
    "\\",
    "\\*",
    "`",
    "![](x.png)",
    "[](y)",
    "<div>",
    "https://example.org/" + "a/" * 30,
    "e\u0301\u0301\u0301",
    "İıſßΣς",
    "👩‍👩‍👧 🌊",
    "\x1c\x1d",
    "var x = function() { return window.y = {a: 1}; }",
    "trailing  ",
    "   indented",
    "Photo: \ud83d",
    "Share on Facebook \udc00",
    "<!-- x -->",
    "-->",
    "%TITLE%",
)
POOLS: tuple[Sequence[str], ...] = (
    PROSE,
    PROSE,
    PROSE,
    HEADLINES,
    LABELS,
    CREDITS,
    BYLINES,
    SHARES,
    SITE,
    ITEMS,
    HEADS,
    TABLES,
    FENCES,
    QUOTES,
    RULES,
    BLANKS,
    BLANKS,
    BLANKS,
    JUNK,
)

pooled = st.one_of([st.sampled_from(pool) for pool in POOLS])
joined = st.builds("{}{}{}".format, pooled, st.sampled_from(("", " ", "  ", "\t", " | ", ". ", "\r")), pooled)
wrapped = st.just(
    "The council of Port Ellery voted on Monday night to close the old\nswing bridge for the whole of the winter, after an engineer found\n"
    "that two of the bearings had cracked and that a third was missing\naltogether, which nobody had noticed. Subscribe to our newsletter\nto read more."
)
line = st.one_of(pooled, pooled, pooled, joined, wrapped, st.text(max_size=30))
newline = st.sampled_from(("\n", "\n", "\n\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n \n\n\n"))


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A page: lines of real shapes, some of them twice, ended alike or each in its own way."""
    lines: list[str] = draw(st.lists(line, max_size=24))
    if lines:
        lines += draw(st.lists(st.sampled_from(lines), max_size=6))
    ends: list[str] = draw(st.one_of(st.lists(newline, min_size=1, max_size=1), st.lists(newline, min_size=2, max_size=6)))
    return "".join(piece + end for piece, end in zip(lines, cycle(ends), strict=False))


# Control characters, of which many make bytes binary data; as do the escapes of old encodings.
ODD = frozenset(map(chr, (*range(9), *range(14, 32), 127)))
anything = st.one_of(pages(), pages(), pages(), st.text(max_size=200), st.text(alphabet=st.characters(), max_size=60))
quickly = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
often = settings(quickly, max_examples=250)


def pieces(result: Result) -> list[str]:
    """The kept pieces of a result, as its ledger frames them in the source."""
    edges = [0, *(edge for r in result.removed for edge in (r.start, r.end)), len(result.source)]
    return [result.source[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


# ---------------------------------------------------------------- one document


@often
@given(anything)
@example("Rain fell. \ud800 Share on Facebook")
@example("a  \rb\n---\nShare on Facebook")
def test_the_source_comes_back(source: str) -> None:
    result = clean(source)
    assert result.source == source
    assert result.restore() == source


@often
@given(anything)
def test_kept_and_removed_tile_the_source(source: str) -> None:
    result = clean(source)
    assert "".join(pieces(result)) == result.text


@quickly
@given(anything)
def test_cuts_are_sorted_disjoint_inside_and_not_empty(source: str) -> None:
    removed = clean(source).removed
    assert all(0 <= r.start < r.end <= len(source) for r in removed)
    assert all(a.end <= b.start for a, b in pairwise(removed))


@quickly
@given(anything)
def test_a_cut_knows_its_text_and_its_reason(source: str) -> None:
    for cut in clean(source).removed:
        assert cut.text == source[cut.start : cut.end]
        assert cut.rule
        assert cut.reason
        assert 0 < cut.confidence <= 1


@quickly
@given(anything)
def test_only_white_space_goes_as_blank(source: str) -> None:
    assert [r.text for r in clean(source).removed if r.category is Category.BLANK and not r.text.isspace()] == []


@quickly
@given(anything)
def test_spared_marks_point_into_the_source_and_say_what_stopped_them(source: str) -> None:
    for spared in clean(source, keep=["share", "byline"], profile="cautious").spared:
        assert spared.stopped_by
        assert 0 <= spared.start < spared.end <= len(source)
        assert spared.text.split() == [w for w in source[spared.start : spared.end].split() if w in spared.text.split()]


@often
@given(anything)
@example(f"{PROSE[0]} \r\r\r{PROSE[1]} \r{PROSE[2]}\n\nShare on Facebook\n")
@example("Subscribe to our newsletter. It rained all day. " * 20)
def test_cleaning_a_clean_text_changes_nothing(source: str) -> None:
    once = clean(source).text
    assert clean(once).text == once


@quickly
@given(anything, st.sampled_from(("cautious", "aggressive")))
def test_every_profile_leaves_a_clean_text(source: str, profile: str) -> None:
    cleaner = Cleaner(Config(profile=profile))  # type: ignore[arg-type]
    once = cleaner.clean(source).text
    assert cleaner.clean(once).text == once


@quickly
@given(anything)
def test_the_body_is_the_text_without_the_title(source: str) -> None:
    result = clean(source)
    if result.title is None:
        assert result.body == result.text
    else:
        assert len(result.body) < len(result.text)
        kept = iter(result.text)
        assert all(c in kept for c in result.body)


@quickly
@given(anything)
def test_a_text_has_no_blanks_at_its_end_nor_two_blank_lines(source: str) -> None:
    text = clean(source).text
    assert text == text.rstrip()
    if "\r" not in text:
        lines = text.split("\n")
        assert not any(not a.strip() and not b.strip() for a, b in pairwise(lines))


@quickly
@given(anything, st.sampled_from(sorted(c.value for c in Category if c is not Category.BLANK)))
@example("The bridge at dusk. Photo by Lee Marsh/Getty Images\n", "image_credit")
def test_a_kept_category_is_never_cut(source: str, category: str) -> None:
    assert [r for r in clean(source, keep=[category]).removed if r.category == category] == []


@quickly
@given(st.lists(st.sampled_from(FENCES[3:] + PROSE + SHARES + LABELS), min_size=1, max_size=8))
def test_fenced_code_stays(lines: list[str]) -> None:
    code = "\n".join(("```", *(one.rstrip() for one in lines), "```"))
    assert code in clean(f"{PROSE[0]}\n\n{code}\n\n{PROSE[1]}").text


# ---------------------------------------------------------------- the same whatever is around


@quickly
@given(anything)
def test_cleaning_again_gives_the_same(source: str) -> None:
    assert clean(source) == clean(source)


@quickly
@given(pages().filter(lambda s: "\ufeff" not in s[:1] and sum(c in ODD for c in s) <= 4 and "\0" not in s))
@example("\x1f\n")
@example("a\x07\n")
def test_bytes_are_cleaned_like_the_text_they_hold(source: str) -> None:
    assert clean(source.encode("utf-8", "surrogatepass")) == clean(source)


@quickly
@given(st.lists(anything, min_size=2, max_size=5).flatmap(lambda sources: st.tuples(st.just(sources), st.permutations(range(len(sources))))))
def test_neighbours_change_nothing(drawn: tuple[list[str], list[int]]) -> None:
    sources, order = drawn
    cleaner = Cleaner()
    alone = [cleaner.clean(source) for source in sources]
    shuffled = {i: cleaner.clean(sources[i]) for i in order}
    assert [shuffled[i] for i in range(len(sources))] == alone


@quickly
@given(anything)
def test_a_pickled_cleaner_cleans_alike(source: str) -> None:
    cleaner = Cleaner(Config(profile="aggressive", keep=("share",), without=("byline", "ad.box")))
    copy = pickle.loads(pickle.dumps(cleaner))
    assert copy == cleaner
    assert copy.clean(source) == cleaner.clean(source)


@quickly
@given(pages())
def test_a_result_can_be_pickled(source: str) -> None:
    result = clean(source)
    assert pickle.loads(pickle.dumps(result)) == result


# ---------------------------------------------------------------- never an exception


@often
@given(
    st.one_of(st.binary(max_size=300), anything.map(lambda s: s.encode("utf-16", "surrogatepass")), st.text(max_size=80).map(lambda s: s.encode("utf-8")[1:]))
)
def test_no_bytes_raise(data: bytes) -> None:
    result = clean(data)
    assert result.restore() == result.source


@quickly
@given(anything, st.sampled_from(("auto", "text", "markdown", "html")))
def test_no_kind_raises(source: str, kind: str) -> None:
    result = clean(source, kind=kind)  # type: ignore[arg-type]
    assert result.restore() == result.source
    assert result.source == source or kind == "html"
