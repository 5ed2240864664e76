"""The tools that are compared: cleaner, and what people use today in its place.

On text, jusText is given the lines as the paragraphs of a page, and of its word lists the one that fits the text best. The C4
rules are datatrove's C4QualityFilter, asked about each line by itself, so that it drops lines and never a whole page; they know
the full stop of the Latin script only. cleaner's article is ``Result.body``, without the headline where it found one.

On pages, every tool is called with its defaults, but that readers' comments are left out where that is a choice, resiliparse is
asked for the main content, and jusText is given its word list as above. readability gives HTML, of which resiliparse makes text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, partial
from importlib.util import find_spec
from typing import Any, NamedTuple

from corpus import WebPage

from cleaner.api import Cleaner
from cleaner.config import Config, ProfileName

# --- on text -----------------------------------------------------------------------------------------------------------


class Cleaned(NamedTuple):
    """What a tool makes of a text: the article without its title, and which characters of the text it took."""

    body: str
    gone: bytearray


Tool = Callable[[str], Cleaned]


def _ours(text: str, profile: ProfileName) -> Cleaned:
    result = Cleaner(Config(profile=profile)).clean(text)
    gone = bytearray(len(text))
    for cut in result.removed:
        gone[cut.start : cut.end] = b"\1" * (cut.end - cut.start)
    return Cleaned(result.body, gone)


def _justext(text: str) -> Cleaned:
    lines = text.split("\n")
    return _by_line(lines, set(_justext_drops(lines, _stoplist_for(lines))))


def _justext_drops(lines: Sequence[str], stoplist: frozenset[str]) -> Iterator[int]:
    """jusText's own two passes, over paragraphs made of the lines; markdown's headings are headings."""
    from justext.core import PathInfo, classify_paragraphs, revise_paragraph_classification
    from justext.paragraph import Paragraph

    numbers, paragraphs = [], []
    for number, line in enumerate(lines):
        if line.strip():
            paragraph = Paragraph(PathInfo().append("h2" if line.lstrip().startswith("#") else "p"))
            paragraph.append_text(line)
            numbers.append(number)
            paragraphs.append(paragraph)
    classify_paragraphs(paragraphs, stoplist)
    revise_paragraph_classification(paragraphs)
    for number, paragraph in zip(numbers, paragraphs, strict=True):
        if paragraph.is_boilerplate:
            yield number


def _stoplist_for(lines: Sequence[str]) -> frozenset[str]:
    """Of jusText's lists, that of the language whose common words the text uses most."""
    words = Counter(word for line in lines for word in line.lower().split())
    return max(_stoplists(), key=lambda common: sum(words[word] for word in words.keys() & common))


@cache
def _stoplists() -> tuple[frozenset[str], ...]:
    from justext.utils import get_stoplist, get_stoplists

    return tuple(frozenset(get_stoplist(language)) for language in sorted(get_stoplists()))


def _c4(text: str) -> Cleaned:
    lines = text.split("\n")
    return _by_line(lines, {number for number, line in enumerate(lines) if line.strip() and _c4_drops(line)})


def _c4_drops(line: str) -> bool:
    """Would the C4 rules drop this line? A curly bracket or lorem ipsum, for which they drop the page, drops the line."""
    from datatrove.data import Document

    document = Document(text=line, id="")
    return _c4_filter().filter(document) is not True or not document.text


@cache
def _c4_filter() -> Any:
    from datatrove.pipeline.filters import C4QualityFilter

    return C4QualityFilter(min_num_sentences=-1)


def _by_line(lines: Sequence[str], drops: Collection[int]) -> Cleaned:
    gone = bytearray().join(bytes([number in drops]) * (len(line) + 1) for number, line in enumerate(lines))
    return Cleaned("\n".join(line for number, line in enumerate(lines) if number not in drops), gone[:-1])


def tools(profile: ProfileName) -> dict[str, Tool]:
    """Everything that is compared, by the name it has in the table."""
    return {"cleaner": partial(_ours, profile=profile), "jusText": _justext, "C4 rules": _c4}


# --- on pages ----------------------------------------------------------------------------------------------------------

Extractor = Callable[[WebPage], str]


def _our_extract(page: WebPage, profile: ProfileName) -> str:
    return Cleaner(Config(profile=profile)).clean(page.html, "html", url=page.url).body


def _trafilatura_extract(page: WebPage) -> str:
    from trafilatura import extract

    return extract(page.html, url=page.url, include_comments=False) or ""


def _resiliparse_extract(page: WebPage) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(page.html, main_content=True))


def _readability_extract(page: WebPage) -> str:
    from readability import Document
    from readability.readability import Unparseable
    from resiliparse.extract.html2text import extract_plain_text

    try:
        return str(extract_plain_text(Document(page.html, url=page.url).summary()))
    except Unparseable:
        return ""


def _justext_extract(page: WebPage) -> str:
    """jusText's own steps, with the word list that fits the page."""
    from justext.core import ParagraphMaker, classify_paragraphs, html_to_dom, preprocessor, revise_paragraph_classification

    paragraphs = ParagraphMaker.make_paragraphs(preprocessor(html_to_dom(page.html)))
    classify_paragraphs(paragraphs, _stoplist_for([paragraph.text for paragraph in paragraphs]))
    revise_paragraph_classification(paragraphs)
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


# The modules that a tool needs, besides those that cleaner needs itself.
_NEEDS = {
    "C4 rules": ("datatrove",),
    "ftfy": ("ftfy",),
    "jusText": ("justext",),
    "readability": ("readability", "resiliparse"),
    "resiliparse": ("resiliparse",),
}


def missing(name: str) -> tuple[str, ...]:
    """The modules that a tool lacks; the extra `bench` has them all."""
    return tuple(module for module in _NEEDS.get(name, ()) if find_spec(module) is None)


def extractors(profile: ProfileName) -> dict[str, Extractor]:
    """Everything that is compared on pages, by the name it has in the table, installed or not."""
    return {
        "cleaner": partial(_our_extract, profile=profile),
        "trafilatura": _trafilatura_extract,
        "resiliparse": _resiliparse_extract,
        "readability": _readability_extract,
        "jusText": _justext_extract,
    }


# --- timed alone -------------------------------------------------------------------------------------------------------


def timed_on_text() -> dict[str, Callable[[str], object]]:
    """What is timed on text, each as its users call it: a whole document at a time, and jusText with the word list of English."""
    return {"cleaner": Cleaner().clean, "C4 rules": _c4_document, "jusText": _justext_english, "ftfy": _ftfy}


def timed_on_pages() -> dict[str, Extractor]:
    """What is timed on pages; nothing that parses with lxml is faster than lxml's parser and the text of its tree."""
    known = extractors("balanced")
    return {name: known[name] for name in ("cleaner", "trafilatura", "resiliparse")} | {"lxml": _lxml_text}


def _c4_document(text: str) -> object:
    from datatrove.data import Document

    return _c4_line_rules().filter(Document(text=text, id=""))


@cache
def _c4_line_rules() -> Any:
    """The rules for lines without those for pages, which would end the work at a page's first curly bracket."""
    from datatrove.pipeline.filters import C4QualityFilter

    return C4QualityFilter(min_num_sentences=-1, filter_lorem_ipsum=False, filter_curly_bracket=False)


def _justext_english(text: str) -> object:
    return sum(1 for _ in _justext_drops(text.split("\n"), _english()))


@cache
def _english() -> frozenset[str]:
    from justext.utils import get_stoplist

    return frozenset(get_stoplist("English"))


def _ftfy(text: str) -> object:
    from ftfy import fix_text

    return fix_text(text)


def _lxml_text(page: WebPage) -> str:
    from lxml.html import HTMLParser, document_fromstring

    return str(document_fromstring(page.html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8")).text_content())
