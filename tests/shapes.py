"""Documents of every shape for property tests: texts, markdown and pages, of real lines and of what breaks readers."""

from __future__ import annotations

from typing import Literal, NamedTuple

from hypothesis import strategies as st

from tests.test_properties import BYLINES, CREDITS, LABELS, PROSE, SHARES, SITE, pages
from tests.test_properties_html import soup

Kind = Literal["text", "markdown", "html"]


class Drawn(NamedTuple):
    """A document, and what its source is said to be."""

    kind: Kind
    source: str


# Scripts of every direction and with every way to write a word, some mixed within one word.
SCRIPTS = (
    "Мост в Порт-Эллери останется закрытым на всю зиму, потому что треснули два подшипника, сообщили в понедельник в ратуше.",
    "Читайте также: Что оставил после себя прилив",
    "بقي الجسر المتحرك في بورت إليري مغلقا يوم الاثنين، وتوقفت القوارب التي كان يجب أن تمر منه في الحوض حتى المساء.",
    "اقرأ أيضا",
    "שארו בפייסבוק 3 במרץ 2021 (AP) – הגשר נשאר סגור",
    "पोर्ट एलेरी का पुल सोमवार को बंद रहा और जिन नावों को गुज़रना था वे घाट पर ही खड़ी रहीं, अधिकारियों ने बताया।",
    "ये भी पढ़ें",
    "สะพานที่ท่าเรือเอลเลอรีปิดตลอดฤดูหนาว และเรือทุกลำต้องรออยู่ในอ่าวจนกว่าจะซ่อมเสร็จ",
    "항구의 다리는 월요일에도 닫혀 있었다. 기자 김하늘 kim@ellerypost.example",
    "Η γέφυρα έμεινε κλειστή. ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ: ΟΔΟΣ, οδός",
    "Suḅsсribе tо оur nеwslеttеr",  # half of it Cyrillic
    "Ｓｈａｒｅ ｏｎ Ｆａｃｅｂｏｏｋ",
    "𝓢𝓱𝓪𝓻𝓮 𝓸𝓷 𝓕𝓪𝓬𝓮𝓫𝓸𝓸𝓴 𝟙𝟚𝟛",
    "ΰ ŉ ǰ ﬁ ﬀ ẞ İ ı ſ K Å ǅ ᾳ Σ ς",  # change their length in another case
    "🇵🇪 👩🏽‍🚀 1️⃣ ✈︎ ✈️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
)
# Put anywhere into a line, they hide what it says, or break what reads it.
INTRUDERS = (
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u3164", "\u115f",  # seen by nobody
    "\u202a", "\u202d", "\u202e", "\u202c", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c",  # directions
    "\0", "\x01", "\x08", "\x1b[2J", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b", "\x9f",  # controls
    "\ud800", "\udbff", "\udc00", "\udfff", "\udc00\ud800",  # halves of pairs
    "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\r", "\n", "\t",  # ends of lines for some
    "\ufffe", "\uffff", "\U0010ffff", "\ue000", "\U000e0041", "\ufe0f", "\u20dd", "\ufffd",
    "\u0301" * 40, "\u0489", "\u0e47" * 20, "\u00a0", "\u3000", "\u2003", "\u1680",
    "'", "’", "`", '"', "„", "<", ">", "&", "|", "*", "_", "[", "]", "(", ")", "\\", "/", "#", "-", "–", "…",
)  # fmt: skip
# Longer than any limit on a line that the code knows.
TOKENS = ("x" * 20_000, "ab-" * 5_000, "1,234." * 2_000, "https://example.org/" + "a/" * 4_000, "議" * 5_000, "a@" * 3_000, "\u0301" * 3_000, "👩‍" * 2_000)
BROKEN_MARKDOWN = (
    "[a [b](https://example.org/c)](https://example.org/d", "[a][", "[a]: <", "[^1]: ", "[^1", "![", "![a](", "![a](b \"c", "[](", "[[[[", "]]]]((((",
    "***a**b*", "**", "__a_", "~~a~", "`a``b`", "``` a ``` b", "~~~~", "````", "```\n~~~\n```", "<https://example.org", "<a href=", "&#x;",
    "&#999999999;", "a\n===\nb\n---", "---\ntitle: a\n---", "+++", "| a |\n|---|---|\n| b | c | d |\n||", "|-|", ":--|", "> > a\n>b\n", ">",
    "1.\n2)\n-\n*\n+", "  - a\n      - b\n - c", "- [ ] a\n- [x", "#a\n####### b\n# # #", "\\[a\\](b)", "\\\\\\", "a  \nb\\\nc", "$$ \\frac{",
    "{{< youtube x >}}", "<details><summary>", "<!-- [a](b",
)  # fmt: skip
BROKEN_HTML = (
    "<p><div></p></div>", "<table><p>Rain</p><tr><div><td>", "<b><p><i></b></p></i>", "</html><p>late</p>", "</body></body>",
    "<html><html><head><body><head>", "<a href=/a><a href=/b><div></a>", "<svg><p>Rain</svg></p>", "<math><mi><p>", "<svg><style><p>", "<style>p{",
    "<script>if (a < b) {\"</scr\"", "<script><!--<script>", "<title>a<p>b", "<textarea><p>", "<select><option><p>", "<plaintext>", "<xmp><p>",
    "<noembed>", "<frameset><frame>", "<template><tr><td>", "<iframe><p>", "<!doctype", "<!", "<?php echo 1 ?>", "<%= x %>", "<![if IE]>",
    "<!--[if IE]><p>x<![endif]-->", "<!-->", "<!--->", "--!>", "<p/ a=b/>", "<p =x y='\">", "<p a='", "<p a=b a=c>", "<P\x00>", "<p\x0cq>", "<1>",
    "< p>", "</ p>", "<p<q>", "&notit;", "&ampamp;", "&#x110000;", "&#xD800;", "&#128;", "<base href='http://['>", "<meta charset=utf-7>",
    "<meta http-equiv=refresh content=0>", "<a href='javascript:x'>x</a>", "<a href='//'>x</a>", "<a href='http://[::'>x</a>",
    "<img src='data:,x' srcset=', ,'>", "<table><table><table>", "<li><li><ul></li>", "<h1><h2></h1>", "<form><form></form>", "<button><button>",
    "<p hidden><p aria-hidden=true><p style='display: none'>", "<td colspan=99999999>", "<ol start=-9999999999999><li value=x>", "<p dir=rtl>",
    "<script type=application/ld+json>{\"@type\": [\"NewsArticle\", {}], \"headline\": 7, \"author\": [[[null]]]}</script>",
    "<script type=application/ld+json>{\"@graph\": {\"@graph\": ", "<div itemscope itemtype=x itemprop=y>", "<meta property=og:title content>",
    "<time datetime=x>",
)  # fmt: skip


@st.composite
def _disturbed(draw: st.DrawFn) -> str:
    """A line with something strange in it, at any place, perhaps often."""
    line: str = draw(st.sampled_from((*PROSE, *SCRIPTS, *LABELS, *CREDITS, *BYLINES, *SHARES, *SITE)))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(line)))
        line = line[:at] + draw(st.sampled_from(INTRUDERS)) + line[at:]
    return line


_strange = st.one_of(_disturbed(), _disturbed(), st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS))
_token = st.sampled_from(TOKENS)


def _among(lines: st.SearchStrategy[str], others: st.SearchStrategy[str], between: str) -> st.SearchStrategy[str]:
    """Documents of the first kind with others' lines among theirs, and now and then an endless word."""
    mixed = st.lists(st.one_of(lines, others, others), min_size=1, max_size=10)
    return st.builds(lambda pieces, tail: between.join((*pieces, *tail)), mixed, st.lists(_token, max_size=1))


_texts = st.one_of(pages(), _among(st.sampled_from(PROSE), _strange, "\n\n"), _among(pages(), _strange, "\n"))
_markdowns = st.one_of(
    _among(st.sampled_from(PROSE), st.sampled_from(BROKEN_MARKDOWN), "\n\n"), _among(_strange, st.sampled_from(BROKEN_MARKDOWN), "\n"), pages()
)
_pages = st.one_of(
    soup,
    _among(soup, st.sampled_from(BROKEN_HTML), ""),
    _among(_strange.map("<p>{}</p>".format), st.sampled_from(BROKEN_HTML), "\n"),
    _among(st.sampled_from(PROSE).map("<p>{}".format), st.sampled_from(BROKEN_HTML), ""),
)

KINDS: dict[Kind, st.SearchStrategy[str]] = {"text": _texts, "markdown": _markdowns, "html": _pages}
documents = st.one_of([st.builds(Drawn, st.just(kind), sources) for kind, sources in KINDS.items()])
