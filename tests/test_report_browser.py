"""The pages of --report in a real browser, with script and without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from cleaner import clean
from cleaner.report.page import of_result, page
from tests.browsers import Watched, chromium
from tests.goldens import GOLDEN
from tests.reports import HOSTILE, SOURCE, hostile, long_result

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHONE = {"width": 360, "height": 740}
RIGHT_TO_LEFT = GOLDEN / "ar/html-sports-paper-with-paywall-and-cookies/input.html"
CASE = GOLDEN / "share/html-a-jetpack-share-related-author/input.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    arabic = f"أغلق الجسر يوم الاثنين وانتظرت القوارب في الحوض طوال اليوم.\n\n{SOURCE}"
    for name, result in {
        "plain": clean(SOURCE),
        "case": clean(CASE.read_bytes()),
        "hostile": hostile(),
        "large": long_result(1_000_000),
        "arabic": clean(arabic),
        "rtl": clean(RIGHT_TO_LEFT.read_bytes()),
        "nothing": clean("It rained all day in Port Ellery."),
    }.items():
        (folder / f"{name}.html").write_bytes(page(of_result(result, HOSTILE if name == "hostile" else name)))
    return folder


def opened(browser: Browser, path: Path, **options: object) -> Watched:
    tab = Watched(browser, **options)
    tab.page.goto(path.as_uri())
    return tab


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("name", ["plain", "case", "hostile", "arabic", "nothing"])
def test_a_page_opens_and_keeps_to_itself(browser: Browser, pages: Path, name: str, script: bool) -> None:
    with opened(browser, pages / f"{name}.html", java_script_enabled=script) as tab:
        if name != "nothing":
            tab.page.locator(".cut").first.hover()
            tab.page.locator(".cut").first.click()
        tab.page.locator("label[for=view-both]").click()
        assert tab.complaints == []
        assert tab.requests == [(pages / f"{name}.html").as_uri()]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_hover_and_focus_show_the_reason(browser: Browser, pages: Path, script: bool) -> None:
    with opened(browser, pages / "case.html", java_script_enabled=script) as tab:
        first, second = tab.page.locator("#c1"), tab.page.locator("#c9")
        assert not first.locator(".why").is_visible()
        first.hover()
        assert "around-the-article" in first.locator(".why").inner_text()
        assert "header#masthead" in first.locator(".path").inner_text()
        second.focus()
        assert second.locator(".why").is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_legend_switches_a_category(browser: Browser, pages: Path, script: bool) -> None:
    with opened(browser, pages / "plain.html", java_script_enabled=script) as tab:
        tag = tab.page.locator(".cut.k-share .tag").first
        assert tag.is_visible()
        tab.page.locator("label[for=k-share]").click()
        assert not tag.is_visible()
        assert tab.page.locator(".cut.k-newsletter .tag").first.is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_source_and_article_side_by_side(browser: Browser, pages: Path, script: bool) -> None:
    with opened(browser, pages / "plain.html", java_script_enabled=script) as tab:
        article = tab.page.locator(".chunk .art", has_text="The swing bridge").first
        assert not article.is_visible()
        tab.page.locator("label[for=view-both]").click()
        boxes = article.bounding_box(), tab.page.locator(".chunk .src", has_text="The swing bridge").first.bounding_box()
        assert boxes[0]
        assert boxes[1]
        assert abs(boxes[0]["y"] - boxes[1]["y"]) < 2
        assert boxes[0]["x"] > boxes[1]["x"] + boxes[1]["width"]
        tab.page.locator("label[for=view-article]").click()
        assert tab.page.locator(".chunk .cut:visible").count() == 0


def test_keys_walk_over_the_cuts_that_are_shown(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "plain.html") as tab:
        focused = "document.activeElement.dataset.cut"
        cuts = tab.page.evaluate("[...document.querySelectorAll('[data-cut]')].map(cut => cut.dataset.cut)")
        assert len(cuts) >= 3
        for key, place in (("n", 0), ("j", 1), ("n", 2), ("p", 1), ("k", 0), ("p", 0)):
            tab.page.keyboard.press(key)
            assert tab.page.evaluate(focused) == cuts[place], key
        assert tab.page.locator("#where").inner_text() == f"1 of {len(cuts)}"
        tab.page.locator(f"label[for=k-{cuts[1]}]").click()
        tab.page.keyboard.press("n")
        assert tab.page.evaluate(focused) == next(cut for cut in cuts[1:] if cut != cuts[1])
        tab.page.keyboard.press("Escape")
        assert tab.page.evaluate("document.activeElement === document.body")


def test_the_list_jumps_and_is_filtered(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "case.html", viewport={"width": 1280, "height": 800}) as tab:
        tab.page.fill("#filter", "mastodon")
        assert tab.page.locator("#list li:visible").count() == 1
        tab.page.locator("#list li:visible a").click()
        assert "Mastodon" in str(tab.page.evaluate("document.activeElement.textContent"))
        assert tab.page.locator(".cut:focus").is_visible()


def test_the_list_jumps_without_script(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "case.html", java_script_enabled=False) as tab:
        tab.page.locator("#list summary").click()
        tab.page.locator("#list a[href='#c9']").click()
        assert tab.page.locator("#c9 .why").is_visible()  # an address that leads to something focusable focuses it


def test_the_first_stop_of_the_keyboard_skips_to_the_text(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "plain.html") as tab:
        tab.page.keyboard.press("Tab")
        assert tab.page.locator(".skip").bounding_box()
        tab.page.keyboard.press("Enter")
        tab.page.keyboard.press("Tab")
        assert tab.page.evaluate("document.activeElement.id") == "c1"


@pytest.mark.parametrize("name", ["plain", "case", "hostile", "arabic"])
def test_a_phone_never_scrolls_sideways(browser: Browser, pages: Path, name: str) -> None:
    with opened(browser, pages / f"{name}.html", viewport=PHONE) as tab:
        for view in ("source", "both", "article"):
            tab.page.locator(f"label[for=view-{view}]").click()
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], view
            if view == "article":
                break
            tab.page.keyboard.press("n")
            box = tab.page.locator(".cut:focus .why").bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE["width"], view


def test_right_to_left_lines_stand_right(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "arabic.html") as tab:
        directions = tab.page.evaluate("[...document.querySelectorAll('.chunk p.src')].map(line => getComputedStyle(line).direction)")
        assert directions[0] == "rtl"
        assert "ltr" in directions


def test_a_cut_that_runs_right_to_left_begins_at_the_right(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "rtl.html") as tab:
        cut = tab.page.locator("div.cut[dir=rtl]").first
        assert cut.evaluate("cut => [getComputedStyle(cut).borderRightWidth, getComputedStyle(cut).borderLeftWidth]") == ["4px", "0px"]
        tag = cut.locator(".tag").bounding_box()
        text = cut.evaluate("cut => { const text = document.createRange(); text.selectNodeContents(cut.querySelector('.tag').nextSibling);"
                            " return text.getBoundingClientRect().right; }")
        assert tag
        assert tag["x"] - text >= 4, "the label touches the text"
        cut.focus()
        boxes = cut.bounding_box(), cut.locator(".why").bounding_box()
        assert boxes[0]
        assert boxes[1]
        assert abs(boxes[0]["x"] + boxes[0]["width"] - boxes[1]["x"] - boxes[1]["width"]) < 2


def test_a_screen_reader_knows_the_language_of_the_text_and_of_what_is_said_about_it(browser: Browser, pages: Path) -> None:
    spoken = "element => element.closest('[lang]').lang"
    with opened(browser, pages / "rtl.html") as tab:
        cut = tab.page.locator("div.cut[dir=rtl]").first
        assert [tab.page.locator(one).first.evaluate(spoken) for one in ("h1", ".chunk .art", "#list bdi", ".bar")] == ["ar", "ar", "ar", "en"]
        assert [cut.locator(one).first.evaluate(spoken) for one in ("p", ".tag", ".why")] == ["ar", "en", "en"]
    with opened(browser, pages / "large.html") as tab:
        assert tab.page.locator("#text").get_attribute("lang") == "", "nobody knows it, so it is not that of the page"


def test_where_the_system_chooses_the_colours_the_chosen_view_is_seen(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "plain.html", forced_colors="active") as tab:
        grounds = tab.page.evaluate("[...document.querySelectorAll('.views label')].map(label => getComputedStyle(label).backgroundColor)")
        assert grounds[0] != grounds[1] == grounds[2]


def test_large_numbers_are_in_groups(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "large.html") as tab:
        cuts = tab.page.locator("[data-cut]").count()
        assert cuts > 1_000
        grouped = f"{cuts:,}".replace(",", "\u202f")
        assert tab.page.locator("#where").inner_text() == f"{grouped} cuts"
        tab.page.locator("[data-cut]").nth(1_233).focus()
        assert tab.page.locator("#where").inner_text() == f"1\u202f234 of {grouped}"


def test_light_and_dark_differ(browser: Browser, pages: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        with opened(browser, pages / "plain.html", color_scheme=scheme) as tab:
            grounds.append(tab.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(255, 255, 255)", "rgb(20, 23, 26)"]


def test_a_large_document_scrolls(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "large.html", viewport={"width": 1280, "height": 900}) as tab:
        began = monotonic()
        tab.page.keyboard.press("End")
        while tab.page.evaluate("scrollY") < 100_000:  # the page's policy forbids the driver's own way of waiting
            assert monotonic() - began < 20
            tab.page.wait_for_timeout(20)
        for _ in range(10):
            tab.page.keyboard.press("n")
        assert tab.page.evaluate("document.activeElement.id") == "c10"
        tab.page.locator("label[for=k-share]").click()
        assert not tab.page.locator("#text .k-share .tag").first.is_visible()
        # Some two seconds on a slow machine; a step that grows with the square of the document takes minutes.
        assert monotonic() - began < 20
        assert tab.complaints == []
