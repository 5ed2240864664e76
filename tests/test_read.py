"""Reading: bytes to text, text to blocks, markup to what a reader sees and back."""

from __future__ import annotations

import codecs

import pytest

from cleaner import clean
from cleaner.model import Block, BlockKind
from cleaner.read import looks_like_html, read
from cleaner.read.encoding import decode
from cleaner.read.inline import read_inline, source_span
from cleaner.read.lines import newline_of, read_lines

SENTENCE = "The kiln at Ostrava Lane was lit again on Friday, and Žofie Brandt wept."
FRENCH = "Le maire a déclaré que la fête aurait lieu malgré la grêle. Très émue, Zoé a remercié les élèves. " * 4


def kinds(text: str) -> list[str]:
    return [block.kind.value for block in read_lines(text).blocks]


def only(text: str) -> Block:
    (block,) = read_lines(text).blocks
    return block


# ---------------------------------------------------------------- bytes


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(bom: bytes, encoding: str) -> None:
    assert decode(bom + SENTENCE.encode(encoding)) == (SENTENCE, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_told_without_a_mark(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == (SENTENCE, ())


def test_utf8_is_the_first_guess() -> None:
    assert decode(SENTENCE.encode()) == (SENTENCE, ())


def test_latin1_is_detected() -> None:
    assert decode(FRENCH.encode("latin-1"))[0] == FRENCH


def test_a_single_late_windows_character_is_still_read_as_windows() -> None:
    text = "It rained on the harbour wall all day. " * 3_000 + "“Enough,” said Ada."
    assert decode(text.encode("cp1252"))[0] == text


def test_no_bytes_are_no_text() -> None:
    assert decode(b"") == ("", ())


def test_lone_surrogates_come_through() -> None:
    assert decode(b"Tide \xed\xa0\x80 table") == ("Tide \ud800 table", ())


def test_a_broken_utf8_file_with_a_mark_is_read_and_the_loss_is_told() -> None:
    text, problems = decode(codecs.BOM_UTF8 + b"Gulls \xff over the quay")
    assert text == "Gulls \ufffd over the quay"
    assert [p.code for p in problems] == ["encoding"]


def test_a_few_nul_bytes_stay_text() -> None:
    text, problems = decode(b"The lock gates opened at six.\0 Nobody watched.\0")
    assert text == "The lock gates opened at six.\0 Nobody watched.\0"
    assert problems == ()


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10",
        b"PK\x03\x04\x14\0\0\0\x08\0report.docx",
        b"%PDF-1.7\n1 0 obj",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"ID3\x04\0\0\0\0\x0f\x76TIT2",
        b"RIFF\x24\x08\0\0WAVEfmt ",
        bytes(range(32)) * 8,
    ],
)
def test_binary_data_is_a_problem_and_no_text(data: bytes) -> None:
    text, problems = decode(data)
    assert (text, [p.code for p in problems]) == ("", ["binary"])


@pytest.mark.parametrize(
    "opening",
    [
        "ID3 tags say who sings on a recording.",
        "RIFF is a way to pack sound into chunks.",
        "GIF89a turned thirty.",
        "OggS marks each page.",
        "BZh is how it begins.",
    ],
)
def test_prose_that_begins_like_a_signature_is_prose(opening: str) -> None:
    text = f"{opening} Few who use the format know that, says archivist Lena Moor."
    assert decode(text.encode()) == (text, ())


# ---------------------------------------------------------------- HTML or not


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html>\n<title>Tides</title>",
        "  <html lang=en><body>Tides",
        "<?xml version='1.0'?><!-- made by hand --><html >",
        "<div>a</div>" * 8,
        "<p>The tide turned.</p><p>Share this</p>",
        "\n<h2>Tides</h2>\n<p>\nThe tide turned.\n</p>\n",
    ],
)
def test_pages_are_told(page: str) -> None:
    assert looks_like_html(page)


@pytest.mark.parametrize(
    "text",
    [
        "The <b>tag</b> makes letters bold; <div> does not.",
        "if a < b and b > c: the tide turns",
        "# Notes\n\n<p>One stray paragraph</p> in markdown.",
        "An essay on <!DOCTYPE html> and its history.",
        "<p align=center>Tides</p>\n\n# Use\n\nRun it.\n\n- once\n- twice\n\n<p align=right>Back to top</p>",
        "<p> opens a paragraph, and a browser closes it by itself.",
        "<style>.film { display: none }</style>\n\nThe ferry\n\n" + "The ferry to Storrholm is late in winter, and nobody on the quay has yet asked why.\n" * 3,
    ],
)
def test_text_with_a_few_tags_is_no_page(text: str) -> None:
    assert not looks_like_html(text)


def test_the_caller_may_say_that_a_page_is_text() -> None:
    document, problems, _ = read("<html> is the root element of every page.", "text")
    assert len(document.blocks) == 1
    assert problems == ()


# ---------------------------------------------------------------- blocks


@pytest.mark.parametrize(
    ("line", "kind", "level", "plain"),
    [
        ("Ferries ran late.", BlockKind.PARAGRAPH, 0, "Ferries ran late."),
        ("# Ferries late", BlockKind.HEADING, 1, "Ferries late"),
        ("#### Ferries late", BlockKind.HEADING, 4, "Ferries late"),
        ("#ferries late", BlockKind.PARAGRAPH, 0, "#ferries late"),
        ("**Ferries late**", BlockKind.HEADING, 7, "Ferries late"),
        ("**Ferries were late.**", BlockKind.PARAGRAPH, 0, "Ferries were late."),
        ("- two ferries", BlockKind.LIST_ITEM, 1, "two ferries"),
        ("• two ferries", BlockKind.LIST_ITEM, 1, "two ferries"),
        ("12. two ferries", BlockKind.LIST_ITEM, 1, "two ferries"),
        ("-two ferries", BlockKind.PARAGRAPH, 0, "-two ferries"),
        ("> The tide waits.", BlockKind.QUOTE, 0, "The tide waits."),
        (">> The tide waits.", BlockKind.QUOTE, 0, "The tide waits."),
        ("| Pier | Depth |", BlockKind.TABLE, 0, "Pier Depth"),
        ("Pier | Depth", BlockKind.PARAGRAPH, 0, "Pier Depth"),
        ("* * *", BlockKind.RULE, 0, ""),
        ("-----", BlockKind.RULE, 0, ""),
        ("—", BlockKind.RULE, 0, ""),
    ],
)
def test_a_line_is_judged_by_what_stands_in_it(line: str, kind: BlockKind, level: int, plain: str) -> None:
    block = only(line)
    assert (block.kind, block.level, block.plain) == (kind, level, plain)


def test_blocks_frame_their_text_without_the_blanks_around() -> None:
    text = "  Ferries ran late. \t\n\n   Nobody waited.\n"
    assert [text[b.start : b.end] for b in read_lines(text).blocks] == ["Ferries ran late.", "Nobody waited."]


def test_a_block_knows_whether_a_blank_line_stands_above_it() -> None:
    assert [b.after_blank for b in read_lines("one\ntwo\n \t\nthree").blocks] == [True, False, True]


def test_links_are_counted_and_measured() -> None:
    block = only("See [the chart](https://example.org/c) and ![a map](m.png)")
    assert (block.plain, block.links, block.link_chars) == ("See the chart and a map", 2, len("the chart") + len("a map"))


def test_crlf_line_ends_are_no_text() -> None:
    text = "Ferries ran late.\r\nNobody waited.\r\n"
    assert [text[b.start : b.end] for b in read_lines(text).blocks] == ["Ferries ran late.", "Nobody waited."]


def test_old_mac_line_ends_end_lines() -> None:
    assert [b.plain for b in read_lines("Ferries ran late.\rNobody waited.").blocks] == ["Ferries ran late.", "Nobody waited."]


@pytest.mark.parametrize(("text", "newline"), [("a\nb", "\n"), ("a\r\nb", "\n"), ("a\rb", "\r"), ("a", "\n"), ("", "\n")])
def test_what_ends_a_line(text: str, newline: str) -> None:
    assert newline_of(text) == newline


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\t\r\n \u3000"])
def test_white_space_has_no_blocks(text: str) -> None:
    assert read_lines(text).blocks == ()


# ---------------------------------------------------------------- fences


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_fenced_lines_are_code_fences_included(fence: str) -> None:
    assert kinds(f"Before\n{fence}python\n# no heading\n- no item\n{fence}\nAfter") == ["paragraph", "code", "code", "code", "code", "paragraph"]


def test_a_fence_that_is_never_closed_fences_nothing() -> None:
    assert kinds("```\n# Heading") == ["paragraph", "heading"]


def test_code_is_left_as_it_is() -> None:
    assert read_lines("```\n**x** [y](z)\n```").blocks[1].plain == "**x** [y](z)"


def test_a_fence_of_tildes_does_not_close_a_fence_of_ticks() -> None:
    assert kinds("```\n~~~\n# still code\n```\n# Heading") == ["code", "code", "code", "code", "heading"]


# ---------------------------------------------------------------- hard wrapping

WRAPPED = """\
The council of Port Ellery voted on Monday night to close the old
swing bridge for the whole of the winter, after an engineer found
that two of the bearings had cracked and that a third was missing
altogether, which nobody had noticed.

The harbour master said boats would have to wait for the tide, as
they did a hundred years ago."""


def test_hard_wrapped_paragraphs_become_one_block_each() -> None:
    blocks = read_lines(WRAPPED).blocks
    assert len(blocks) == 2
    assert blocks[0].plain.endswith("which nobody had noticed.")
    assert "the old swing bridge" in blocks[0].plain


def test_lists_and_headings_end_a_wrapped_paragraph() -> None:
    text = WRAPPED.replace("they did a hundred years ago.", "# they did\n- a hundred years ago.")
    assert [b.kind.value for b in read_lines(text).blocks][2:] == ["heading", "list_item"]


def test_short_lines_are_not_joined() -> None:
    assert len(read_lines("Home\nnews\nsport\nweather\ntravel").blocks) == 5


def test_long_lines_are_not_taken_for_wrapped() -> None:
    line = "the river rose again overnight and the lower meadow stood under water until the sluice was opened by hand at dawn by three men and a boy"
    assert len(read_lines("\n".join([line] * 5)).blocks) == 5


AT_LINKS = """\
The keeper of the
[lock in Merrow](https://orrinpost.example/lock)
lets pleasure craft through first on any day that is warm.

[The rule](https://orrinpost.example/rules) is from the summer of 1964, when it
was made for a week.
Nobody has looked at it
since.

It costs
[four minutes](https://orrinpost.example/times)
a crossing, so the nurses of Holm have found in eleven hundred nights."""


def test_paragraphs_that_were_broken_at_links_become_one_block_each() -> None:
    assert [b.plain.split()[-1] for b in read_lines(AT_LINKS).blocks] == ["warm.", "since.", "nights."]


@pytest.mark.parametrize(
    "apart",
    [
        AT_LINKS.replace("a week.\n", "a week.  \n"),  # a break of markdown
        AT_LINKS.replace("Nobody has", "![Lock](lock.png)\nNobody has"),
        AT_LINKS.replace("Nobody has", "- Nobody has"),
        AT_LINKS.replace("[The rule]", "# Rules\n[The rule]"),
    ],
    ids=["break", "picture", "item", "heading"],
)
def test_what_ends_a_broken_paragraph(apart: str) -> None:
    assert len(read_lines(apart).blocks) > 3


TORN = """\
Larkmouth
Listen to the latest episode of
Harbour Talk
. Our correspondent speaks with
Maarten Dekker
about the weir at
Tanner's Lock
, and asks the
Millers' Trust
why it minds.
More episodes are in the
archive
.
By
Ines Okafor
, editor
Weather
Tides"""


def test_sentences_torn_at_their_links_become_one_block_each() -> None:
    blocks = [block.plain for block in read_lines(TORN).blocks]
    assert blocks[0] == "Larkmouth"
    assert blocks[1].startswith("Listen to the latest episode of Harbour Talk . Our")
    assert blocks[1].endswith("why it minds.")


def test_labels_beside_their_links_are_not_joined() -> None:
    assert [block.plain for block in read_lines(TORN).blocks][2:] == [
        "More episodes are in the", "archive", ".", "By", "Ines Okafor", ", editor", "Weather", "Tides"
    ]  # fmt: skip
    assert len(read_lines("Tags\nrain\n,\nweirs\n,\neels\n,\nmills\n.").blocks) == 9


def test_paragraphs_in_lines_of_their_own_are_not_joined() -> None:
    long = "The rule is from 1964, and it was made for a week in which a minister came to see the lake with his own sailing boat and did not like to wait."
    assert len(read_lines(f"{AT_LINKS}\n\n" + "\n".join([long] * 6)).blocks) > 6
    assert len(read_lines(AT_LINKS.replace("\n\n", "\n")).blocks) == 10


# ---------------------------------------------------------------- inline markup


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("no markup at all", "no markup at all"),
        ("*soft* and **loud** and ***both***", "soft and loud and both"),
        ("_soft_ and __loud__", "soft and loud"),
        ("tide_table_v2 stays", "tide_table_v2 stays"),
        ("3 * 4 is twelve", "3 * 4 is twelve"),
        (r"\*not soft\*", "*not soft*"),
        ("[chart](https://example.org/a_(b))", "chart"),
        ('[chart](https://example.org "A chart")', "chart"),
        ("[a\nchart](https://example.org/all-\ncharts)", "a chart"),
        ("![a pier](pier.jpg)", "a pier"),
        ("[![a pier](pier.jpg)](https://example.org)", "a pier"),
        ("[](https://example.org)", ""),
        ("[not a link] (really)", "[not a link] (really)"),
        ("two  blanks\tand\u00a0more", "two blanks and more"),
        ("in\u200bvis\ufeffible", "invisible"),
        ("<https://example.org>", "https://example.org"),
        ("`tide --now`", "tide --now"),
        ("ends in blanks   ", "ends in blanks"),
    ],
)
def test_inline_markup_is_stripped(raw: str, plain: str) -> None:
    assert read_inline(raw).plain == plain


@pytest.mark.parametrize(
    ("raw", "shown", "taken"),
    [
        ("Tide low. Read more", "Read more", "Read more"),
        ("Tide low. [Read more](https://example.org/x)", "Read more", "[Read more](https://example.org/x)"),
        ("Tide low. **Read more**", "Read more", "**Read more**"),
        ("**Read more** on tides.", "Read more", "**Read more**"),
        ("Tide **low**. Read more", "Read more", "Read more"),
        ("See [the chart](c) now. Go [home](h)", "Go home", "Go [home](h)"),
        ("Tide   low.   Read  more", "Read more", "Read  more"),
        ("[Read more](x) below", "Read more", "[Read more](x)"),
        ("See [the chart](c) now", "chart", "chart"),
    ],
)
def test_visible_offsets_map_back_to_the_source(raw: str, shown: str, taken: str) -> None:
    at = read_inline(raw).plain.index(shown)
    start, end = source_span(raw, at, at + len(shown))
    assert raw[start:end] == taken


def test_an_empty_stretch_maps_to_nothing() -> None:
    assert source_span("[](https://example.org)", 0, 0) == (0, 0)


def test_the_pieces_of_a_line_are_its_plain_text() -> None:
    raw = "Go **now**, [to the](x) quay_side"
    assert "".join(raw[a:b] for a, b in read_inline(raw).pieces) == "Go now, to the quay_side"


def test_lines_with_as_many_tabs_each_are_rows_of_a_table() -> None:
    blocks = read_lines("Words\nlow\tshort\nhigh\tlong\nslack\tnone\nTides\tturn").blocks
    assert [b.kind for b in blocks] == [BlockKind.PARAGRAPH, *[BlockKind.TABLE] * 4]
    assert [b.kind for b in read_lines("\tlow\n\thigh\n\tslack").blocks] == [BlockKind.PARAGRAPH] * 3


def test_a_line_with_bars_alone_is_no_table() -> None:
    assert read_lines("It rained.\nHome | News | Contact | Help\nIt rained again.").blocks[1].kind is BlockKind.PARAGRAPH
    assert read_lines("low | 2 | 3 | 4\nhigh | 5 | 6 | 7").blocks[0].kind is BlockKind.TABLE


# ---------------------------------------------------------------- line ends


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_whatever_ends_its_lines_a_text_is_cut_by_lines(end: str) -> None:
    article = f"The tide turned at noon.{end}{end}The ferries stay in port until Friday."
    result = clean(article + f"{end}{end}Share on Facebook{end}")
    assert result.text == article
    assert result.restore() == result.source
