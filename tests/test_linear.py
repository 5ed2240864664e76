"""The time to clean is linear in the length of what is cleaned, for shapes that tempt to more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from cleaner import clean
from cleaner.opinion import second_opinion
from cleaner.read import hidden
from cleaner.stages import frame
from tests.linear import ALLOWED, BUSY, growth_of_calls, growth_of_time, seconds
from tests.test_properties import PROSE

ARTICLE = "\n\n".join(PROSE[:6]) + "\n\n"
SHAPES: dict[str, Callable[[int], str]] = {
    "one long line": lambda n: PROSE[0].replace(",", ".") * (n // len(PROSE[0])),
    "one line of pitches": lambda n: "Subscribe to our newsletter. It rained all day. " * (n // 48),
    "one line of links": lambda n: "It rained. [Read more](https://example.org/x) " * (n // 46),
    "short lines": lambda n: "It rained at noon\nNobody minded.\n" * (n // 33),
    "one pitch again and again": lambda n: "Subscribe to our newsletter\n" * (n // 28),
    "lines that are links": lambda n: "".join(f"[Rain {i}](/r)\n" for i in range(n // 16)),
    "captions with credits": lambda n: "".join(f"Crowds {i} at noon. (Photo by Dana Whitlow/Getty Images)\n" for i in range(n // 60)),
    "share buttons": lambda n: "Share on Facebook\nTwitter\n" * (n // 26),
    "separators": lambda n: "---\n" * (n // 4) + "Share on Facebook",
    "separators and buttons": lambda n: "---\nShare on Facebook\n" * (n // 22),
    "paragraphs with a pitch": lambda n: f"{PROSE[7]}\n\n" * (n // len(PROSE[7])),
    "headings": lambda n: "# Bridge\n## Tide\n### Ferry\n" * (n // 27),
    "a list of names": lambda n: "".join(f"The tide {i} table\n" for i in range(n // 20)) * 2,
    "heads between paragraphs": lambda n: f"Related\n{PROSE[0]}\n" * (n // (len(PROSE[0]) + 9)),
    "a thread that ends in an essay": lambda n: f"{PROSE[0]}\n" + "Reply\n" * (n // 6) + f"{PROSE[1]}\n" * 20,
    "names and roles": lambda n: ARTICLE + "Dana Whitlow\nSenior editor\n" * (n // 27),
    "labels and their values": lambda n: ARTICLE + "Author\nDana Whitlow\nUpdated on\nMay 3, 2021\n" * (n // 43),
    "bios": lambda n: ARTICLE + "Dana Whitlow is a writer and editor at the Ledger. She lives in Port Ellery.\n\n" * (n // 79),
    "calls to the reader": lambda n: ARTICLE + "Ready to grow? Book a free demo with our team today.\n\n" * (n // 54),
    "calls between paragraphs": lambda n: ARTICLE + f"Ready to grow? Book a free demo with our team today.\n\n{PROSE[0]}\n\n" * (n // (len(PROSE[0]) + 56)),
    "comments that greet": lambda n: ARTICLE + "thanks Ada,that was sooo good :)\n\nwe made it twice.\n\n" * (n // 57),
    "parts of a player": lambda n: ARTICLE + "Play\n0:00\n3:12\nUp next\nRain at noon\n2:10\n" * (n // 41),
    "heads over lists": lambda n: ARTICLE + "More on the harbour\n\nOld walls in winter\n\nHow they were built, in a few words.\n\n" * (n // 83),
    "slides": lambda n: ARTICLE + "".join(f"{i % 190} of 190\n\nThe harbour as seen from the old wall at noon.\n\n" for i in range(n // 58)),
    "days of a diary": lambda n: "Monday, May 3, 2021\n\n" + "".join(f"Comment\n\nTuesday, May {i % 28 + 1}, 2021\n\n" for i in range(n // 32)),
    "links right below each other": lambda n: ARTICLE + "".join(f"[The {i} boats of the bay](/r)\n" for i in range(n // 31)),
    "pictures": lambda n: ARTICLE + "![Harbour at noon](a.jpg)\n\nHarbour at noon\n\n" * (n // 44),
    "one hashtag": lambda n: "#" + "a" * n,
    "the name of a picture's file": lambda n: ARTICLE + f"![{'1' * n}x](a.jpg)",
    "blank lines": lambda n: f"{PROSE[0]}\n{chr(10) * n}{PROSE[1]}",
    "blanks in a line": lambda n: f"Rain{' ' * n}fell.",
    "square brackets": lambda n: "[" * n + "](",
    "square brackets and words": lambda n: "[rain " * (n // 6) + "](",
    "round brackets": lambda n: "[rain](" + "(" * n,
    "open links": lambda n: "[rain](" * (n // 7),
    "asterisks": lambda n: "*" * n,
    "underscores": lambda n: "_a" * (n // 2),
    "full stops": lambda n: "." * n,
    "one long word": lambda n: "x" * n,
    "one long address": lambda n: "https://example.org/" + "x." * (n // 2),
    "old Mac lines": lambda n: "It rained at noon\r" * (n // 18),
}
# Characters of the shortest text: beyond them no line is cut short any more.
SMALLEST = 4_000
# Some shapes are linear only from some length on: where boxes are deeper than paths are, where what repeats outweighs the article …
FROM = {"nested boxes, never closed": 32_000, "nested lists": 16_000, "empty breaks": 8_000, "bios": 12_000, "calls to the reader": 12_000}
# … and where lines are more than are remembered, or so many that what grows with their square would outweigh the rest.
TIMED_FROM = FROM | {"lines that are links": 48_000, "links right below each other": 48_000, "a list of names": 60_000, "captions with credits": 60_000}


@pytest.mark.parametrize("shape", list(SHAPES))
def test_twice_the_text_takes_twice_the_calls(shape: str) -> None:
    assert growth_of_calls(partial(clean, kind="text", languages="en"), SHAPES[shape], FROM.get(shape, SMALLEST)) <= ALLOWED


@pytest.mark.timeout(400)
@pytest.mark.parametrize("shape", list(SHAPES))
def test_twice_the_text_takes_twice_the_time(shape: str) -> None:
    assert growth_of_time(partial(clean, kind="text", languages="en"), SHAPES[shape], TIMED_FROM.get(shape, SMALLEST)) <= BUSY


PAGES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: f"<p>{PROSE[0]}</p>" * (n // (len(PROSE[0]) + 7)),
    "nested boxes": lambda n: "<div>" * (n // 11) + PROSE[0] + "</div>" * (n // 11),
    "nested boxes, never closed": lambda n: f"<div>{PROSE[2]}" * (n // (len(PROSE[2]) + 5)),
    "nested lists": lambda n: "<ul><li>tide" * (n // 12),
    "nested tables": lambda n: "<table><tr><td>" * (n // 15),
    "nested letters": lambda n: f"<p>{'<b>' * (n // 7)}{PROSE[0]}",
    "links": lambda n: "<a href=/r>Rain at noon</a> " * (n // 28),
    "one paragraph of links": lambda n: f"<p>{'It rained. <a href=/r>Read more</a> ' * (n // 36)}</p>",
    "list items": lambda n: f"<ul>{'<li><a href=/r>Rain at noon</a>' * (n // 31)}</ul>",
    "breaks": lambda n: "It rained.<br>" * (n // 14),
    "empty breaks": lambda n: f"<p>{PROSE[0]}</p>{'<br>' * (n // 4)}<p>{PROSE[1]}</p>",
    "works with a line between them": lambda n: "".join(f"<p>Roe AB. Tides of {i} bays, north and south. 1994;3(1):67-71.</p><p>Tide" for i in range(n // 71)),
    "comments": lambda n: f"<p>{PROSE[0]}</p>{'<!-- x -->' * (n // 10)}",
    "opened": lambda n: "<" * n,
    "entities": lambda n: f"<p>{'&amp;' * (n // 5)}",
    "one attribute": lambda n: f"<p class='{'a ' * (n // 2)}'>{PROSE[0]}</p>",
    "table rows": lambda n: f"<table>{'<tr><td>tide<td>4 m' * (n // 19)}</table>",
    "code": lambda n: "<pre>" + "x = 1\n" * (n // 6) + "</pre>",
}


@pytest.fixture
def no_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asks trafilatura, whose time is its own, and bounded by the number of tags."""
    monkeypatch.setattr(frame, "second_opinion", lambda *_: None)
    monkeypatch.setattr(hidden, "quick_opinion", lambda _: None)


@pytest.mark.usefixtures("no_opinion")
@pytest.mark.parametrize("shape", list(PAGES))
def test_twice_the_page_takes_twice_the_calls(shape: str) -> None:
    assert growth_of_calls(partial(clean, kind="html", languages="en"), PAGES[shape], FROM.get(shape, SMALLEST)) <= ALLOWED


@pytest.mark.timeout(400)
@pytest.mark.usefixtures("no_opinion")
@pytest.mark.parametrize("shape", list(PAGES))
def test_twice_the_page_takes_twice_the_time(shape: str) -> None:
    assert growth_of_time(partial(clean, kind="html", languages="en"), PAGES[shape], TIMED_FROM.get(shape, SMALLEST)) <= BUSY


def test_trafilatura_is_not_asked_about_a_page_that_takes_it_minutes() -> None:
    page = PAGES["links"](2_000_000)
    assert seconds(second_opinion, page, runs=1) < 1
    assert second_opinion(page) is None


# ---------------------------------------------------------------- what measures


def test_what_grows_with_the_square_is_seen() -> None:
    def square(text: str) -> int:
        return sum(text[at:].count("x") for at in range(0, len(text), 50))

    assert growth_of_time(square, lambda n: "x" * n, 20_000, tries=2) > BUSY
    assert growth_of_calls(square, lambda n: "x" * n, 2_000) <= ALLOWED  # each call takes longer, but there are no more of them
    assert growth_of_calls(lambda text: [len(text) for _ in text for _ in text], lambda n: "x" * n, 50) > 7
