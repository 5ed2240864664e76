"""Reading a page: what is shown, block by block, and what its markup says of each."""

from __future__ import annotations

import codecs
import pickle
import time

import pytest

from cleaner import Cleaner, Config, clean
from cleaner.config import Limits
from cleaner.hints import Hints, Region
from cleaner.model import Block, BlockKind, Document, InlineKind
from cleaner.read import looks_like_html, read
from cleaner.read.encoding import decode
from cleaner.read.html import read_html
from cleaner.stages import frame

SENTENCE = "The kiln at Ostrava Lane was lit again on Friday, and all who had worked there came to see it."


def document(html: str, url: str | None = None) -> Document:
    return read_html(html, url).document


def shown(html: str) -> str:
    return document(html).text


def only(html: str, url: str | None = None) -> Block:
    (block,) = document(html, url).blocks
    return block


def kinds(html: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.plain) for block in document(html).blocks]


def hints(block: Block) -> Hints:
    assert block.hints is not None
    return block.hints


def codes(html: str | bytes) -> list[str]:
    return [problem.code for problem in clean(html, "html").problems]


# ---------------------------------------------------------------- what is shown


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<p>Two", "One\n\nTwo"),
        ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"),
        ("loose <b>text</b><p>One</p>and more", "loose text\n\nOne\n\nand more"),
        ("<p>one\n\t two&nbsp;&nbsp;three \u2028four</p>", "one two three four"),
        ("<p>a<b> bold </b>word</p>", "a bold word"),
        ("<p>H<sub>2</sub>O and i<span>Phone</span></p>", "H2O and iPhone"),
        ("<p>soft\u00adhyphen zero\u200bwidth \ue001</p>", "softhyphen zerowidth"),
        ("<p>a &amp; b &lt;p&gt; &#8220;c&#8221;</p>", "a & b <p> “c”"),
        ("<p>One<br>two<br/><br>three</p>", "One\ntwo\n\nthree"),
        ("<p>One<br></p><p>two</p>", "One\n\ntwo"),
        ("<h1>Long<br>title</h1>", "Long title"),
        ("<ul><li>one<li><p>two</p></ul><p>three", "- one\n- two\n\nthree"),
        ("<ol start=3><li>three<li value=7>seven<li>eight</ol>", "3. three\n7. seven\n8. eight"),
        ("<ul><li>one<ul><li>half</ul><li>two</ul>", "- one\n- half\n- two"),
        ("<ul><li>one</ul><ul><li>two</ul>", "- one\n\n- two"),
        ("<ul><li><h3>Card</h3><p>teaser</ul>", "Card\n\nteaser"),
        ("<ul><li><p>a<p>b<p>c</ul>", "a\n\nb\n\nc"),
        ("<dl><dt>Tide<dd>Water<dt>Kiln<dd>Fire</dl>", "Tide\nWater\nKiln\nFire"),
        ("<pre>def f():\n    return 1\n\n\nend</pre>", "def f():\n    return 1\n\nend"),
        ("<pre><div>one</div><div>two</div></pre>", "one\ntwo"),
        ('<pre><div><i aria-hidden="true">1</i><b>one</b></div><div><i aria-hidden="true">2</i><b>two</b></div></pre>', "one\ntwo"),
        ('<div class="gutter"><pre>1\n2</pre></div><div class="code"><pre>one\n2</pre></div>', "one\n2"),
        ("<a href=/a>Home</a><a href=/b>News</a>", "Home News"),
        ("<div><span>Ann Reyes</span><time>4 May</time></div>", "Ann Reyes 4 May"),
        ("<form><label>Email</label><input><button>Sign up</button><button>No</button></form>", "Email\n\nSign up\n\nNo"),
        ("<p>Press <button>Play</button> now</p>", "Press Play now"),
        ("<my-card>One</my-card><my-card>Two</my-card>", "One\n\nTwo"),
        ("<p>It costs <my-price>4 €</my-price> now</p>", "It costs 4 € now"),
        ("<details><summary>Why?</summary>Because.</details>", "Why?\n\nBecause."),
    ],
)
def test_text_as_a_reader_sees_it(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>x()</script>",
        "<style>p {color: red}</style>",
        "<noscript>Please enable scripts</noscript>",
        "<template><p>later</p></template>",
        "<svg><title>Arrow</title><text>go</text></svg>",
        "<iframe src=x>frame</iframe>",
        "<object>old</object>",
        "<video>cannot play</video>",
        "<select><option>One<option>Two</select>",
        "<textarea>dear sir</textarea>",
        "<input value=typed>",
        "<img src=a.png alt=kiln>",
        "<math><annotation encoding='application/x-tex'>x^2</annotation></math>",
        "<p hidden>away</p>",
        "<div style='color:red; display : none'>away</div>",
        "<div style='visibility:hidden'>away</div>",
        "<span class='sr-only'>for readers</span>",
        "<span class='a screen-reader-text'>for readers</span>",
        "<i class=material-icons>arrow_forward</i>",
        "<span class='icon icon-white'>S</span>",
        "<dialog>closed</dialog>",
        "<!-- note -->",
        "<title>Page</title>",
    ],
)
def test_text_that_no_reader_sees(unseen: str) -> None:
    assert shown(f"<p>Before</p>{unseen}<p>After</p>") == "Before\n\nAfter"


@pytest.mark.parametrize(
    "seen",
    [
        "<p hidden=until-found>here</p>", "<p aria-hidden=true>here</p>", "<dialog open>here</dialog>", "<div style='display:block'>here</div>",
        "<p><span class=icon>here</span></p>", "<p><span class=iconic>h</span>ere</p>",
    ],
)  # fmt: skip
def test_text_that_only_seems_hidden(seen: str) -> None:
    assert shown(f"<p>Before</p>{seen}<p>After</p>") == "Before\n\nhere\n\nAfter"


def test_an_article_that_waits_for_a_script_is_shown() -> None:
    article = f"<article style='visibility:hidden'><h1>Kiln</h1><p>{SENTENCE}</p><p>{SENTENCE * 6}</p></article>"
    menu = "".join(f"<p>Menu line {n} of the page</p>" for n in range(20))
    assert SENTENCE in shown(f"<body style='display:none'>{menu}{article}")


NOTICE = "Cookies help us and our partners to learn how the site is used, by whom and when, and to pay for what we do. "


@pytest.mark.parametrize("named", ["id=articleBody", "class='lead post__main-content'", "class=entry-text", "itemprop=articleBody"])
def test_the_text_of_an_article_that_waits_for_a_login_is_shown(named: str) -> None:
    menu = "".join(f"<p>Menu line {n} of the page</p>" for n in range(90))
    article = f"<h1>Kiln</h1><p>{NOTICE}</p><div {named} style='display:none'><p>{SENTENCE * 6}</p></div>"
    assert SENTENCE in shown(menu + article)


@pytest.mark.parametrize("page", [f"<div class=post-share {{}}><p>{NOTICE * 6}</p></div>", f"<div class=post-content {{}}><p>{SENTENCE}</p></div>"])
def test_other_hidden_text_stays_hidden_and_so_does_less_than_the_page_shows(page: str) -> None:
    text = shown(f"<h1>Kiln</h1><p>{'Nobody minded the rain. ' * 30}</p>" + page.format("style='display:none'"))
    assert NOTICE.strip() not in text
    assert SENTENCE not in text


PANEL = f"<div style='display:none'><p>{SENTENCE * 4}</p></div>"


@pytest.mark.parametrize(
    "head", ["<h3><button>Why?</button></h3>", "<button>Why?</button>", "<div role=button aria-expanded=false>Why?</div>", "<h3 aria-controls=why>Why?</h3>"]
)
def test_the_panel_of_an_accordion_is_a_part_of_the_article(head: str) -> None:
    assert SENTENCE in shown(f"<h1>Kiln</h1><p>It rained at noon.</p>{head}{PANEL}")


@pytest.mark.parametrize(
    "page",
    [
        f"<h3>Why?</h3>{PANEL}",  # nothing opens it
        f"<button>Menu</button><div hidden><p><a href=/>{'Home and garden ' * 9}</a></p></div>",
        f"<button>Write to us</button><div hidden><p>{'Tell us all about it. ' * 9}</p><form><input name=q></form></div>",
        f"<div><button>Why?</button>{'It rained at noon. ' * 20}</div>{PANEL}",  # no head, it is as long as a section
    ],
)
def test_what_is_hidden_and_no_panel_stays_hidden(page: str) -> None:
    text = shown(f"<h1>Kiln</h1><p>{'Nobody minded the rain. ' * 30}</p>{page}")
    assert not any(hidden in text for hidden in (SENTENCE, "Home", "Tell"))


def test_letters_and_their_accents_are_one_character() -> None:
    assert shown("<p>Une re\u0301publique, \u09dc</p>") == "Une r\u00e9publique, \u09a1\u09bc"


def test_a_hidden_notice_longer_than_the_page_stays_hidden() -> None:
    assert shown(f"<p>{SENTENCE * 5}</p><div style='display:none'><p>{'Cookies and partners. ' * 400}</p></div>") == SENTENCE * 5


def test_what_is_said_without_scripts_is_read_if_nothing_else_is() -> None:
    assert shown("<div id=root></div><noscript><p>The tide table is on the quay.</p></noscript>") == "The tide table is on the quay."


# ---------------------------------------------------------------- tables


def test_a_row_of_data_is_one_line() -> None:
    html = "<table><tr><th>Pier<th>Depth<br>in m<th>Note</tr><tr><td>North<td><td><a href=#n>muddy</a></tr></table>"
    assert shown(html) == "Pier | Depth in m | Note\nNorth | | muddy"
    assert [(b.kind, b.links, b.link_chars) for b in document(html).blocks] == [(BlockKind.TABLE, 0, 0), (BlockKind.TABLE, 1, 5)]


@pytest.mark.parametrize(
    "row",
    [
        f"<td>Menu<td><p>{SENTENCE}<p>It rained.",
        f"<td>Menu<td>{SENTENCE * 4}",
        "<td>Menu<td><ul><li>one</ul>",
        "<td>Menu<td>one<br><br>two",
        "<td><table><tr><td>a<td>b</table><td>c",
    ],
)
def test_a_table_for_layout_is_read_as_blocks(row: str) -> None:
    assert " | " not in shown(f"<table><tr>{row}</table>").replace("a | b", "")


def test_a_table_says_that_it_is_layout() -> None:
    assert shown("<table role=presentation><tr><td>a<td>b</table>") == "a\n\nb"


def test_a_table_in_a_cell_is_read_in_its_place() -> None:
    inner = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    assert shown(f"<table><tr><td>Before<td>{inner}<td>After</table>") == "Before\n\na | b\nc | d\n\nAfter"


# ---------------------------------------------------------------- kinds, links, emphasis


def test_kinds() -> None:
    html = "<h2>Head</h2><p>Text</p><ul><li>item</ul><blockquote><p>said</p></blockquote><pre>code</pre><p>* * *</p><div role=heading aria-level=4>Sub</div>"
    assert kinds(html) == [
        ("heading", "Head"),
        ("paragraph", "Text"),
        ("list_item", "item"),
        ("quote", "said"),
        ("code", "code"),
        ("rule", ""),
        ("heading", "Sub"),
    ]
    assert [block.level for block in document(html).blocks if block.kind is BlockKind.HEADING] == [2, 4]


def test_links_are_counted_and_measured() -> None:
    block = only("<ul><li>See <a href=/a>the <b>list</b></a>, <a href=/b>more</a> and <a name=c>here</a></ul>")
    assert (block.links, block.link_chars, block.plain) == (2, 12, "See the list, more and here")


def test_a_link_around_blocks_is_a_link_in_each() -> None:
    assert [(b.links, b.link_chars) for b in document("<a href=/a><h3>Card</h3><p>teaser</p></a><p>end").blocks] == [(1, 4), (1, 6), (0, 0)]


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/a", "https://example.org/a"),
        ("b", "https://example.org/news/b"),
        ("../b", "https://example.org/b"),
        ("//cdn.example/c", "https://cdn.example/c"),
        ("http://other.example/", "http://other.example/"),
        ("#notes", "#notes"),
        ("https://example.org/news/page#notes", "#notes"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("http://[broken", "http://[broken"),
        ("?page=2", "https://example.org/news/page?page=2"),
    ],
)
def test_link_targets_are_resolved(href: str, target: str) -> None:
    assert hints(only(f"<p><a href='{href}'>x</a>", "https://example.org/news/page")).targets == (target,)


def test_the_base_of_a_page_counts() -> None:
    html = "<head><base href='/docs/'></head><p><a href=a>x</a> <a href='#b'>y</a>"
    assert hints(only(html, "https://example.org/news/page")).targets == ("https://example.org/docs/a", "#b")
    assert hints(only(html, "https://example.org/news/page")).fragment_links == 1


def test_spans_of_inline_markup() -> None:
    page = document("<ul><li>It <b>rained <i>very</i></b> <code>x = 1</code></ul>")
    assert [(span.kind, page.text[span.start : span.end]) for span in page.inlines] == [
        (InlineKind.STRONG, "rained very"),
        (InlineKind.EMPHASIS, "very"),
        (InlineKind.CODE, "x = 1"),
    ]
    assert hints(page.blocks[0]).emphasis == pytest.approx(11 / len("It rained very x = 1"))


def test_a_picture_is_remembered_where_it_stands() -> None:
    page = document("<p>One</p><img data-src=/lazy.jpg src='data:image/gif;base64,R0' alt=' The kiln '><p>Two</p>", "https://example.org/")
    ((source, alt, at),) = page.images
    assert (source, alt, page.text[at:]) == ("https://example.org/lazy.jpg", "The kiln", "Two")


# ---------------------------------------------------------------- where a block stands


def test_the_place_of_a_block() -> None:
    page = "<html class=js><body class=single-post><div id=main class='siteContent'><article class='post-body h-entry'><p class=lead>Text"
    place = hints(only(page)).place
    assert place.path == "body.single-post > div#main > article.post-body > p.lead"
    assert place.tags == ("html", "body", "div", "article", "p")
    assert place.own == {"lead", "post", "body", "entry", "main", "site", "content"}
    assert place.far == frozenset()
    assert len(place.ancestors) == len(place.tags)


def test_tokens_further_out_are_told_apart() -> None:
    place = hints(only("<div class=sidebar><div class=a1x><div class=widget><div class=box><p>Text")).place
    assert "sidebar" in place.far
    assert {"widget", "box"} <= place.own
    assert not place.own & place.far


def test_an_element_within_the_line_that_holds_all_of_it_is_its_place() -> None:
    place = hints(only("<div><span class=byline>By Ann <b>Reyes</b></span></div>")).place
    assert place.tags[-1] == "span"
    assert "byline" in place.own


def test_siblings_share_a_container() -> None:
    blocks = document("<div><p>One<p>Two</p>loose</div><div><p>Three</div>").blocks
    one, two, loose, three = (hints(block).place.container for block in blocks)
    assert one == two == loose != three


def test_blocks_of_one_element_share_their_place() -> None:
    one, two = document("<p>One<br>two").blocks
    assert hints(one).place is hints(two).place


@pytest.mark.parametrize(
    ("around", "region"),
    [
        ("<figure>{}", Region.FIGURE),
        ("<figure><figcaption>{}", Region.CAPTION),
        ("<form>{}", Region.FORM),
        ("<aside>{}", Region.ASIDE),
        ("<div role=complementary>{}", Region.ASIDE),
        ("<nav>{}", Region.NAV),
        ("<div role=navigation>{}", Region.NAV),
        ("<div itemscope itemtype='https://schema.org/BreadcrumbList'>{}", Region.NAV),
        ("<header>{}", Region.HEADER),
        ("<footer>{}", Region.FOOTER),
        ("<div id=comments>{}", Region.COMMENTS),
        ("<ol class='comment-list commentlist'><li>{}", Region.COMMENTS),
        ("<article>{}", Region.ARTICLE),
        ("<main>{}", Region.MAIN),
        ("<dialog open>{}", Region.DIALOG),
        ("<table><tr><td>{}", Region.TABLE),
        ("<ul><li>{}", Region.LIST),
        ("<button>{}", Region.BUTTON),
        ("<label>{}", Region.LABEL),
        ("<blockquote>{}", Region.QUOTE),
        ("<address>{}", Region.ADDRESS),
        ("<p><time>{}", Region.TIME),
    ],
)
def test_regions(around: str, region: Region) -> None:
    assert region in hints(only(around.format("Text"))).place.regions
    assert hints(only("<div class=text>Text")).place.regions == frozenset()


@pytest.mark.parametrize("name", ["comments-count", "no-comments", "comments-link"])
def test_what_only_speaks_of_comments_is_no_thread(name: str) -> None:
    assert Region.COMMENTS not in hints(only(f"<div class='{name}'>Text")).place.regions


def test_a_form_that_asks_for_an_address() -> None:
    html = "<form><p>Stay in touch</p><input type=email></form><form><p>Search</p><input type=search></form>"
    assert [hints(block).place.email_field for block in document(html).blocks] == [True, False]


def test_a_deep_path_is_cut_short_and_its_text_read() -> None:
    page = read_html("<div>" * 30 + "Text", most_steps=5).document
    place = hints(page.blocks[0]).place
    assert page.text == "Text"
    assert place.path == "body > div > div > div > … > div"
    assert len(place.tags) == len(place.ancestors) == 5


# ---------------------------------------------------------------- bytes


TEXT = "Füße für Žofie"


@pytest.mark.parametrize(
    ("head", "encoding", "text"),
    [
        ("<meta charset='windows-1251'>", "cp1251", "Печь зажгли снова в пятницу"),
        ("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", "gb18030", "窑在星期五又点燃了"),
        ("<meta charset=Shift_JIS>", "cp932", "窯は金曜日に再び火がついた"),
        ("<meta charset=iso-2022-jp>", "iso2022_jp", "窯は金曜日に"),
        ("<meta charset=iso-8859-1>", "cp1252", "“Füße”"),
        ("<meta charset=iso-8859-1>", "utf-8", TEXT),
        ("<meta charset=x-nonsense>", "utf-8", TEXT),
        ("<meta charset=base64>", "utf-8", TEXT),
        ("<meta charset=utf-16>", "utf-8", TEXT),
        ("", "utf-8", TEXT),
        ("", "utf-16", TEXT),
    ],
)
def test_encodings_of_pages(head: str, encoding: str, text: str) -> None:
    assert clean(f"<html>{head}<p>{text}".encode(encoding)).source == text


def test_a_mark_overrules_what_a_page_says() -> None:
    assert clean(codecs.BOM_UTF8 + f"<html><meta charset=cp1251><p>{TEXT}".encode()).source == TEXT


def test_what_the_server_says_comes_before_what_the_page_says() -> None:
    data = "<html><meta charset=cp1252><p>Печь зажгли снова".encode("cp1251")
    assert clean(data, encoding="windows-1251").source == "Печь зажгли снова"


def test_text_that_quotes_a_declaration_declares_nothing() -> None:
    text = "Write <meta charset=cp1251> into the head, said André."
    assert decode(text.encode("cp1252"))[0] == text


def test_bytes_that_do_not_fit_are_told() -> None:
    source = b"<html><meta charset=utf-8><p>" + "Печь ".encode() * 50 + b"\xff" + b"</p>"
    assert "encoding" in [problem.code for problem in clean(source).problems]


@pytest.mark.parametrize("misread_as", ["latin-1", "cp1252"])
def test_a_page_in_utf8_that_was_read_as_latin_1_is_set_right_and_told(misread_as: str) -> None:
    page = f"<html><title>Žofie</title><p>„{TEXT}“, she wrote — twice."
    result = clean(page.encode().decode(misread_as))
    assert result.source == f"„{TEXT}“, she wrote — twice."
    assert result.metadata["title"] == "Žofie"
    assert [problem.code for problem in result.problems] == ["encoding"]


@pytest.mark.parametrize(
    "text",
    [
        "Pages show “â€™” for an apostrophe: donâ€™t, wonâ€™t, canâ€™t.",  # the quotation marks are as they should be
        "At 40Â° the glaze runs.",  # once, which may be meant
        "Crème brûlée, château, âge, déjà vu: à l’école des pâtissiers.",
        "Año «nuevo», mañana ¡sí! ÂÃ",
    ],
)
def test_what_was_read_rightly_stays_as_it_is(text: str) -> None:
    result = clean(f"<html><p>{text}")
    assert result.source == text
    assert not result.problems


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("", "blank"),
        (b"", "blank"),
        (" \n\t ", "blank"),
        ("just a sentence without a tag", "not-html"),
        ("<html><body></body></html>", "no-text"),
        ("<!DOCTYPE html><div id=root></div><script>render()</script>", "no-text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10", "binary"),
    ],
)
def test_bad_input_is_a_problem(html: str | bytes, code: str) -> None:
    assert codes(html) == [code]


def test_what_is_not_html_is_read_as_text() -> None:
    assert clean("It rained.\nAll day.", "html").text == "It rained.\nAll day."


@pytest.mark.parametrize(
    "torn",
    [
        "<p>One</p><p>Two</p><p>Thr",
        "<p>One</p><p>Two</p><div class='x",
        "<p>One</p><p>Two</p><!-- never",
        "<p>One</p><p>Two</p><scr",
        "<p>One<b></p><p></i>Two</b></div></p>",
    ],
)
def test_torn_and_malformed_pages_keep_their_text(torn: str) -> None:
    assert clean(torn, "html").source.startswith("One\n\nTwo")


def test_null_bytes_are_no_text() -> None:
    assert clean("<html><p>The\0 ki\0ln</p>").source == "The kiln"


NESTINGS = {
    "div": "<div>",
    "span": "<span>",
    "bold": "<b>",
    "bold in paragraphs": "<b><p>",
    "tables": "<table><tr><td>",
    "lists": "<ul><li>",
    "links": "<a href=/>",
    "ends that close nothing": "<span></div>",
    "ends that close too little": "<span><div></span></div>",
    "quotes": "<blockquote>",
    "buttons": "<button><div>",
    "custom": "<my-box>",
}


@pytest.mark.parametrize("shape", NESTINGS)
def test_deep_nesting_takes_no_time_and_loses_no_text(shape: str) -> None:
    html = NESTINGS[shape] * (200_000 // NESTINGS[shape].count("<")) + SENTENCE
    began = time.process_time()
    page = read_html(html)
    assert SENTENCE in page.document.text
    assert time.process_time() - began < 10


def test_formatting_that_is_never_closed_takes_no_time() -> None:
    html = "".join(f"<font size={n}><p>Line {n}" for n in range(20_000))
    began = time.process_time()
    assert len(read_html(html).document.blocks) == 20_000
    assert time.process_time() - began < 10


def test_a_tag_of_a_million_attributes_takes_no_time() -> None:
    html = "<div class=box " + " ".join(f"a{n}='>'" for n in range(300_000)) + f">{SENTENCE}</div>"
    began = time.process_time()
    block = only(html)
    assert block.plain == SENTENCE
    assert "box" in hints(block).place.own
    assert time.process_time() - began < 10


def test_text_deeper_than_is_parsed_is_kept_and_the_depth_told() -> None:
    html = "<div>One" * 2_000 + "</div>Two" * 2_000
    page = read_html(html)
    assert page.document.text.split() == ["One"] * 2_000 + ["Two"] * 2_000
    assert [problem.code for problem in page.problems] == ["depth"]


def test_a_page_of_sane_depth_is_no_problem() -> None:
    html = "<div>" * 400 + f"<p>{SENTENCE}</p>" + "</div>" * 400 + "<p>End"
    page = read_html(html)
    assert page.document.text == f"{SENTENCE}\n\nEnd"
    assert page.problems == ()


# ---------------------------------------------------------------- limits


def limited(source: str | bytes, limits: Limits) -> tuple[str, list[str]]:
    result = Cleaner(Config(limits=limits)).clean(source, "html")
    assert result.restore() == result.source
    return result.source, [problem.code for problem in result.problems]


def test_a_page_that_is_too_long_is_read_up_to_the_limit() -> None:
    assert limited("<p>One</p><p>Two</p>", Limits(size=12)) == ("One", ["size"])


def test_no_character_is_torn_by_the_limit() -> None:
    data = "<p>üüüü".encode()
    assert limited(data, Limits(size=len(data) - 1)) == ("üüü", ["size"])


def test_a_page_of_too_many_tags_is_read_up_to_the_limit() -> None:
    assert limited("<p>One</p><p>Two</p><p>Three</p>", Limits(tags=4)) == ("One\n\nTwo", ["nodes"])


def test_when_time_is_up_the_best_text_so_far_comes_back() -> None:
    source, problems = limited(f"<p>{SENTENCE}</p><p>Share on Facebook</p>", Limits(seconds=1e-9))
    assert (source, problems) == (f"{SENTENCE}\n\nShare on Facebook", ["time"])


@pytest.mark.parametrize("name", ["size", "tags", "path_steps", "seconds"])
def test_a_limit_of_nothing_is_a_wrong_call(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Limits(**{name: 0})


@pytest.mark.timeout(300)
def test_twenty_megabytes_come_back_with_a_problem() -> None:
    html = "<html><body>" + f"<p>{SENTENCE}</p><script>{'x' * 40_000}</script>" * 500
    assert len(html) > 20_000_000
    result = clean(html)
    assert "size" in [problem.code for problem in result.problems]
    assert result.text.startswith(SENTENCE)


# ---------------------------------------------------------------- a page all the way


PAGE = f"""<!DOCTYPE html><html><head><title>Kiln</title></head><body><nav><a href=/>Home</a></nav>
<article><h1>The kiln at Ostrava Lane is lit again after ten years</h1><p>{SENTENCE} <em>Nobody</em> *asked* [why](it) was cold.</p>
<p>Share on Facebook</p><p>{SENTENCE.replace("Friday", "Monday")} Sign up for our newsletter to read more. Then the frost came.</p></article></body></html>"""


def test_a_page_is_cleaned_and_every_cut_names_its_element() -> None:
    result = clean(PAGE, url="https://example.org/kiln")
    assert "Share on Facebook" not in result.text
    assert "*asked* [why](it) was cold" in result.text
    assert result.restore() == result.source
    share = next(cut for cut in result.removed if cut.category == "share")
    assert share.path == "body > article > p"
    assert all(cut.path for cut in result.removed if cut.text.strip())


def test_the_article_of_a_page_as_markdown() -> None:
    markdown = clean(PAGE, url="https://example.org/kiln").markdown
    assert "# The kiln at Ostrava Lane" in markdown
    assert r"*Nobody* \*asked\* \[why\](it)" in markdown


def test_the_kind_is_told_from_the_content() -> None:
    assert read(PAGE).document.is_page
    assert not read("The <b> tag makes <i> bold, and <p> begins a paragraph.").document.is_page
    assert not looks_like_html("Write `<p>` and `</p>`; close `</div>` too.")


def test_a_page_nested_deeper_than_its_paths_remember_is_cleaned() -> None:
    page = "<body>" + "<div>" * 100 + f"<p>{'It rained all day in Port Ellery, and the river rose. ' * 9}</p><p><a href=/all>All stories</a></p>"
    assert "It rained all day in Port Ellery" in clean(page, kind="html").text


# ---------------------------------------------------------------- the markup, and parts of it

NESTED = (
    "<script>a()</script><header><img src=a.png><div hidden>not seen<p>at all</p></div><nav><ul><li><a href=/>Home</a></ul></nav></header>"
    "<main><br><p>It <b>rained</b> all day.</p><svg><path></path></svg><aside>Also <i>here</i></aside><p>Then it stopped.</p></main>"
)


@pytest.mark.parametrize(
    ("unwanted", "left", "gone"),
    [
        (["Home"], ["rained", "here", "stopped", "<header>", "not seen"], ["Home"]),
        (["Also here"], ["Home", "rained", "stopped"], ["here"]),
        (["Home", "Also here"], ["rained", "stopped"], ["Home", "here"]),
        (["It rained all day.", "Then it stopped."], ["Home", "here"], ["rained", "stopped"]),
    ],
)
def test_the_markup_without_some_elements(unwanted: list[str], left: list[str], gone: list[str]) -> None:
    document = read_html(NESTED).document
    assert document.markup is not None
    elements = [b.hints.place.ancestors[-1] for b in document.blocks if b.hints and b.plain in unwanted]
    assert len(elements) == len(unwanted)
    markup = document.markup.without(elements)
    assert [word for word in left if word not in markup] == []
    assert [word for word in gone if word in markup] == []
    assert document.markup.html == NESTED


def test_of_nested_elements_that_go_the_outer_one_takes_the_inner_with_it() -> None:
    document = read_html(NESTED).document
    assert document.markup is not None
    assert document.blocks[0].hints is not None
    markup = document.markup.without(document.blocks[0].hints.place.ancestors[2:])  # html and body stay
    assert "<header>" not in markup
    assert "stopped" in markup


def test_the_outermost_element_never_goes() -> None:
    document = read_html("<p>It rained.").document
    assert document.markup is not None
    assert document.blocks[0].hints is not None
    assert document.markup.without(document.blocks[0].hints.place.ancestors) == "<html><head></head></html>"


def test_a_result_can_be_sent_to_another_process() -> None:
    result = clean("<p>It rained all day in Port Ellery.</p>", kind="html")
    assert pickle.loads(pickle.dumps(result)) == result
    assert result.page is not None
    assert result.page.markup is None


def test_trafilatura_sees_no_menu_that_goes_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(frame, "second_opinion", lambda markup, _: shown.append(markup))
    menu = "".join(f"<li class=menu-item><a href=/section/{i}>Section {i}</a></li>" for i in range(40))
    article = "<p>It rained all day in Port Ellery, and the river rose by a metre before the evening, as it does each spring.</p>" * 4
    clean(f"<nav class=menu><ul>{menu}</ul></nav><main><article><h1>Rain</h1>{article}</article></main>", kind="html")
    assert len(shown) == 1
    assert "river" in shown[0]
    assert "Section 7" not in shown[0]
