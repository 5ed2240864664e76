"""What is always true of pages, for tag soup of every kind."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cleaner import Result, clean
from cleaner.markdown import markdown
from cleaner.model import Block, BlockKind, Category, Document, Mark
from cleaner.read.html import read_html
from cleaner.render import render
from cleaner.rounds import narrowed
from tests.test_properties import BYLINES, JUNK, LABELS, PROSE, SHARES, SITE

TAGS = (
    "div p span a b i em strong h1 h2 ul ol li table tr td th pre code blockquote br img hr form input button label nav aside footer"
    " figure figcaption script style noscript template svg select option textarea dl dt dd my-box section article main html head body title"
).split()
ATTRIBUTES = (
    "", "", "", " class='post lead'", " id=comments", " href=/a", " href='#b'", " hidden", " style='display:none'", " role=heading",
    " class=sr-only", " src=x.png alt=y", " type=email", " value=9999999999", " class='", ' a="', " =x", " href='http://['",
)  # fmt: skip
SCRAPS = ("<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#0;", "&#xd800;", "&nbsp;", "\n", "  ", " ", "|", " | ", "- ", "1. ", "* * *")

opening = st.builds(lambda tag, attribute: f"<{tag}{attribute}>", st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
closing = st.builds(lambda tag: f"</{tag}>", st.sampled_from(TAGS))
words = st.sampled_from((*PROSE, *SHARES, *SITE, *LABELS, *BYLINES, *JUNK))
soup = st.lists(st.one_of(opening, opening, closing, words, words, st.sampled_from(SCRAPS), st.text(max_size=8)), max_size=40).map("".join)

often = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def cleaned(html: str) -> Result:
    return clean(html, "html", url="https://example.org/a/b")


@often
@given(soup)
@example("<table><tr><td>a<br>b<td><a href=x>c<tr><td>| <td>d")
@example("<ul><li><table><tr><td>a<td>b</table><p>c<p>d</ul>")
@example("<pre>a\r\n\x0b b\x85c\u2028d</pre>")
def test_text_and_ledger_tile_what_the_page_shows(html: str) -> None:
    result = cleaned(html)
    assert result.restore() == result.source
    at = 0
    for cut in result.removed:
        assert at <= cut.start < cut.end
        assert result.source[cut.start : cut.end] == cut.text
        at = cut.end
    kept = iter(result.source)
    assert all(char in kept for char in result.text)


@often
@given(soup)
@example("<p>a</p><pre>\n  b\n\n  c</pre>")
def test_blocks_frame_the_text(html: str) -> None:
    frames_the_text(read_html(html, "https://example.org/a/b").document)


def frames_the_text(document: Document) -> None:
    """Between two blocks there is only white space, and each block and span says rightly what stands in it."""
    at = 0
    for block in document.blocks:
        assert document.text[at : block.start].strip() == ""
        raw = document.text[block.start : block.end]
        assert raw
        assert raw == raw.strip()
        assert "\n" not in raw
        assert block.kind is BlockKind.RULE or raw.endswith(block.plain)
        assert block.hints is not None
        assert 0 <= block.link_chars <= len(block.plain) or block.kind is BlockKind.RULE
        assert len(block.hints.targets) == block.links
        at = block.end
    assert document.text[at:].strip() == ""
    for span in document.inlines:
        assert any(block.start <= span.start < span.end <= block.end for block in document.blocks)


@often
@given(soup, st.data())
def test_a_narrowed_page_is_what_render_left(html: str, data: st.DataObject) -> None:
    page = read_html(html).document
    marks: list[Mark] = []
    for block in page.blocks:
        start = data.draw(st.integers(block.start, block.end))
        end = data.draw(st.integers(start, block.end)) if data.draw(st.booleans()) else block.end
        if start < end:
            marks.append(Mark(start, end, Category.AD, "drawn", 1.0, "drawn"))
    text, removed = render(page.text, marks)
    left = narrowed(page, text, removed)
    assert left.text == text
    frames_the_text(left)
    whole = {block.plain: block for block in page.blocks}
    for block in left.blocks:
        if block.plain in whole and len([b for b in page.blocks if b.plain == block.plain]) == 1 and block.plain:
            assert block.kind is whole[block.plain].kind or not same_place(block, whole[block.plain])


def same_place(one: Block, other: Block) -> bool:
    return one.hints is not None and other.hints is not None and one.hints.place == other.hints.place


@quickly
@given(soup)
def test_nothing_cut_leaves_a_page_as_it_was(html: str) -> None:
    page = read_html(html).document
    text, removed = render(page.text, [])
    if text == page.text:
        assert narrowed(page, text, removed) == page


@quickly
@given(soup)
def test_markdown_never_fails_and_keeps_the_words(html: str) -> None:
    page = read_html(html).document
    printed = markdown(page)
    assert len(printed) >= len("".join(page.text.split()))


@quickly
@given(soup)
def test_cleaning_a_page_again_gives_the_same(html: str) -> None:
    assert cleaned(html) == cleaned(html)


@quickly
@given(st.one_of(st.binary(max_size=200), soup.map(lambda html: html.encode("utf-8", "replace")[1:])))
def test_no_bytes_raise(data: bytes) -> None:
    result = clean(data, "html")
    assert result.restore() == result.source
