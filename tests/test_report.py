"""The page of a document: what it says, and that nothing in it acts."""

from __future__ import annotations

import base64
import hashlib
import re
from colorsys import hls_to_rgb
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cleaner import clean
from cleaner.model import CONTENT_CATEGORIES, Category, Spared
from cleaner.report.lines import lines_of
from cleaner.report.page import of_result, page
from cleaner.report.palette import HUES
from cleaner.report.symbols import visible
from tests.goldens import cases, cleaned, load_case
from tests.reports import ARTICLE, HOSTILE, SOURCE, hostile, long_result
from tests.test_cli import ARTICLE as PRINTED
from tests.test_cli import PAGE, complaint, names, run

PLAIN = page(of_result(clean(SOURCE), "x"))


class Parsed(HTMLParser):
    """What a page holds: its elements with their attributes, and its text by the element it stands in."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}
        self._at = ""
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._at = tag

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._at = ""

    def handle_data(self, data: str) -> None:
        self.inside[self._at] = self.inside.get(self._at, "") + data

    def all(self, attribute: str) -> list[str]:
        return [value or "" for _, attributes in self.elements for name, value in attributes.items() if name == attribute]


@pytest.fixture(scope="module")
def harmless() -> Parsed:
    return Parsed(page(of_result(hostile(), HOSTILE, HOSTILE)))


# ---------------------------------------------------------------- what it shows


def test_every_case_is_shown_whole() -> None:
    """What the article's column has is the article, and no cut is left out."""
    for folder in cases()[::14]:
        result = cleaned(load_case(folder))
        lines = list(lines_of(result.source, result.removed))
        kept = [line.kept.strip() for line in lines if line.kept.strip()]
        assert kept == [line.strip() for line in result.text.split("\n") if line.strip()], folder
        shown = Parsed(page(of_result(result, folder.name)))
        seen = [cut for cut in result.removed if cut.category is not Category.BLANK and cut.text.strip()]
        assert len(shown.all("data-cut")) == len(seen), folder


def test_a_cut_within_a_line_leaves_the_rest_beside_it() -> None:
    source = f"{ARTICLE} (Reuters)"
    line = next(lines_of(source, clean(source).removed))
    assert (line.kept.strip(), line.whole) == (ARTICLE, None)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_end_as_the_source_ends_them(newline: str) -> None:
    result = clean(SOURCE.replace("\n", newline))
    assert "".join(line.kept for line in lines_of(result.source, result.removed)) == result.text.replace("\r", "").replace("\n", "")


def test_every_reason_has_its_cut_and_every_anchor_its_target() -> None:
    shown = Parsed(page(of_result(clean(SOURCE), "x")))
    identifiers = shown.all("id")
    assert len(identifiers) == len(set(identifiers))
    assert shown.all("aria-describedby")
    for target in (*shown.all("aria-describedby"), *shown.all("for"), *(a[1:] for a in shown.all("href") if a.startswith("#"))):
        assert target in identifiers


def test_a_page_names_the_element_of_a_cut() -> None:
    html = "<body><main><p>" + ARTICLE + "</p></main><footer><p class=legal>© 2024 Port Ellery Post. All rights reserved.</p></footer>"
    assert "<bdi>footer</bdi>" in page(of_result(clean(html, kind="html"), "x")).decode()


def test_what_was_spared_says_what_stopped_it_and_leads_to_its_line() -> None:
    result = clean(SOURCE, profile="cautious")
    at = result.source.index(ARTICLE)
    spared = Spared(at, at + 19, Category.AD, "x", 0.5, "looks <odd>", "prose needs more", ARTICLE[:19])
    html = page(of_result(replace(result, spared=(spared,)), "x")).decode()
    assert "Spared: 1" in html
    assert "looks &lt;odd&gt;" in html
    assert "prose needs more" in html
    assert f'<a href="#L3"><bdi>{ARTICLE[:19]}' in html
    assert 'id="L3"' in html


def test_the_same_document_gives_the_same_page() -> None:
    assert page(of_result(clean(SOURCE), "x")) == page(of_result(clean(SOURCE), "x"))


def test_size_grows_with_the_document_and_no_faster() -> None:
    small, large = (len(page(of_result(long_result(size), "x"))) for size in (50_000, 200_000))
    assert large < small * 4.4


# ---------------------------------------------------------------- safety


def test_what_acts_is_shown_as_a_symbol() -> None:
    everything = visible(HOSTILE + "".join(map(chr, range(0x2070))))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]", everything)


def test_right_to_left_text_keeps_its_marks() -> None:
    assert visible("שלום\u200f (א)") == "שלום\u200f (א)"


def test_a_hostile_document_adds_no_element_and_no_attribute(harmless: Parsed) -> None:
    tags = {tag for tag, _ in harmless.elements}
    assert not tags & {"img", "svg", "iframe", "link", "object", "embed", "form", "base"}
    assert [tag for tag, _ in harmless.elements].count("script") == 1
    assert not [name for _, attributes in harmless.elements for name in attributes if name.startswith("on") or name in ("style", "src", "autofocus")]
    assert all(address.startswith("#") for address in harmless.all("href"))


def test_a_hostile_document_is_there_as_text(harmless: Parsed) -> None:
    text = "".join(text for tag, text in harmless.inside.items() if tag not in ("script", "style"))
    for words in ("<script>alert(1)</script>", "</style><img src=x onerror=alert(3)>", "{{ 7 * 7 }}", "⟦ESC⟧[31mred", "⟦RLO⟧gnp.exe⟦PDF⟧", "nul⟦NUL⟧"):
        assert words in text


def test_the_policy_names_the_one_script_and_the_one_style(harmless: Parsed) -> None:
    policy = next(attributes["content"] for _, attributes in harmless.elements if attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for element in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(harmless.inside[element].encode()).digest()).decode()
        assert rules[f"{element}-src"] == f"'sha256-{digest}'"


def test_no_address_leads_out() -> None:
    assert not re.search(rb"https?:|//\w|@import|url\(", page(of_result(clean(SOURCE), "x")))


# ---------------------------------------------------------------- colours


def test_every_category_has_a_colour() -> None:
    assert set(HUES) == set(CONTENT_CATEGORIES)
    assert len(set(HUES.values())) == len(HUES)


def _hex(value: str) -> tuple[float, ...]:
    value = value if len(value) == 6 else "".join(2 * c for c in value)
    return tuple(int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))


def _luminance(colour: tuple[float, ...]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read(scheme: int) -> None:
    """WCAG's 4.5 to 1, for every text on every ground that it stands on, in both schemes."""
    style = PLAIN.decode()
    plain = {name: _hex(re.findall(rf"--{name}: #(\w+)", style)[scheme]) for name in ("paper", "ink", "soft", "raised", "link", "warn")}
    tones = {name: re.findall(rf"--{name}: (\d+)% (\d+)%", style)[scheme] for name in ("tint", "mark", "label")}
    for text in ("ink", "soft", "link", "warn"):
        for ground in ("paper", "raised"):
            assert _contrast(plain[text], plain[ground]) >= 4.5, (text, ground)
    for hue in HUES.values():
        colour = {name: hls_to_rgb(hue / 360, int(light) / 100, int(strong) / 100) for name, (strong, light) in tones.items()}
        assert _contrast(colour["label"], colour["mark"]) >= 4.5, hue
        assert _contrast(plain["ink"], colour["tint"]) >= 4.5, hue
        assert _contrast(plain["ink"], colour["mark"]) >= 4.5, hue


# ---------------------------------------------------------------- the command


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_report_alone_prints_nothing(source: Path, tmp_path: Path) -> None:
    done = run(source, "--report", tmp_path / "cuts.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert b"Share on Facebook" in (tmp_path / "cuts.html").read_bytes()
    assert names(tmp_path) == {"page.txt", "cuts.html"}


def test_article_and_report_in_one_call(source: Path, tmp_path: Path) -> None:
    assert run(source, "-o", tmp_path / "article.txt", "--report", tmp_path / "cuts.html").returncode == 0
    assert (tmp_path / "article.txt").read_text(encoding="utf-8") == PRINTED
    assert (tmp_path / "cuts.html").exists()


def test_a_report_is_no_place_for_the_input_or_the_article(source: Path, tmp_path: Path) -> None:
    assert "is the input itself" in complaint(run(source, "--report", source), 2)
    assert "is the name of the article too" in complaint(run(source, "-o", tmp_path / "x", "--report", tmp_path / "x"), 2)
    assert names(tmp_path) == {"page.txt"}


def test_a_report_that_cannot_be_written_leaves_nothing(source: Path, tmp_path: Path) -> None:
    assert "cannot be written" in complaint(run(source, "--report", tmp_path / "nowhere" / "x.html"), 1)
    assert names(tmp_path) == {"page.txt"}


def test_there_is_no_report_of_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(bytes(range(256)) * 9)
    assert run(tmp_path / "x", "--report", tmp_path / "x.html").returncode == 1
    assert names(tmp_path) == {"x"}
