"""JSON-LD: what a page tells search engines in a script, well formed or not."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from cleaner.hosts import host_in
from cleaner.metadata.model import Claim, Field
from cleaner.patterns import later

Node = Mapping[str, Any]

# “…/rain/#primaryimage” names a node of the data, which a page may forget to give: no picture is fetched from there.
_NODE = later(re.compile, r"#[a-z]\w*\Z", re.I)
_SCRIPTS = 'script[type*="ld+json" i]'
# An article's own data is far smaller; what is larger is a catalogue, and reading it would take longer than the page.
_LARGEST = 2_000_000
# So many nodes are looked at: a page about one article has some dozens.
_MOST_NODES = 5_000
# So many references are followed from a value, which keeps a node that points to itself from turning for ever.
_MOST_STEPS = 3

# Through these a node is about the page itself; through others, about other things.
_ABOUT_THE_PAGE = ("@graph", "mainEntity", "mainEntityOfPage")
_ARTICLE_ENDS = ("article", "posting", "blogpost")
_ARTICLES = frozenset({"report", "newsitem"})
# What a page may be about instead, the best first.
_WORKS = ("recipe", "review", "howto", "podcastepisode", "radioepisode", "videoobject", "audioobject", "creativework", "event", "qapage")
_SITES = ("website",)
_PUBLISHERS = ("newsmediaorganization", "organization", "corporation")

# What hides a script from browsers of old, around it; marks within marks, from the outside in.
_OPENERS = ("//", "/*", "<!--", "<![CDATA[", "*/")
_CLOSERS = (";", "*/", "-->", "]]>", "/*", "//")
# A string, or a comma that nothing follows. Strings are matched so that commas in them are passed over.
_STRING_OR_SPARE_COMMA = later(re.compile, r'("(?:[^"\\]|\\.)*+")|,(?=\s*[}\]])', re.S)
_STRING_OR_COMMENT = later(re.compile, r'("(?:[^"\\]|\\.)*+")|/\*+[^*]{0,400}\*+/|(?<![:"\w])//[^\n]*', re.S)


def claims(tree: LexborHTMLParser, url: str | None) -> Iterator[Claim]:
    """What the scripts of a page say of its article, or else of the page."""
    tops: list[Node] = []
    known: dict[str, Node] = {}
    left = _MOST_NODES
    for script in tree.css(_SCRIPTS):
        left -= _gather(parsed(script.text()), tops, known, left)
    if tops:
        yield from _of_article(tops, known, url)
        yield from _of_page(tops, known)
        yield from _of_site(tops, known)
        yield from _of_person(tops)


def parsed(source: str) -> Any:
    """The data of a script, with the mistakes that pages make put right; None if it is no JSON at all.

    >>> parsed('<!-- {"headline": "Rain\\\\nin the hills", "author": ["Ines",],} -->')
    {'headline': 'Rain\\nin the hills', 'author': ['Ines']}
    """
    if len(source) > _LARGEST:
        return None
    source = _unwrapped(source)
    for repair in (_as_it_is, _without_spares, _unescaped):
        try:
            return json.loads(repair(source), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(source: str) -> str:
    source = source.strip("\ufeff \t\r\n")
    for _ in _OPENERS:
        for opener in _OPENERS:
            source = source.removeprefix(opener).lstrip()
        for closer in _CLOSERS:
            source = source.removesuffix(closer).rstrip()
    return source


def _as_it_is(source: str) -> str:
    return source


def _without_spares(source: str) -> str:
    source = _STRING_OR_COMMENT.sub(lambda match: match[1] or "", source)
    return _STRING_OR_SPARE_COMMA.sub(lambda match: match[1] or "", source)


def _unescaped(source: str) -> str:
    """The quotes of the JSON itself are entities."""
    return _without_spares(html.unescape(source))


def _gather(data: Any, tops: list[Node], known: dict[str, Node], most: int) -> int:
    """Add the nodes about the page to ``tops`` and those with an id to ``known``; say how many were looked at."""
    queue: list[tuple[Any, bool]] = [(data, True)]
    seen = 0
    for value, top in queue:
        if seen >= most:
            break
        if isinstance(value, list):
            queue += ((item, top) for item in value[:most] if isinstance(item, (dict, list)))
        elif isinstance(value, dict):
            seen += 1
            if top and "@type" in value:
                tops.append(value)
            if isinstance(id := value.get("@id"), str) and len(value) > 1:
                known.setdefault(id, value)
            queue += ((item, top and key in _ABOUT_THE_PAGE) for key, item in value.items() if isinstance(item, (dict, list)))
    return seen


# --- the nodes that count ----------------------------------------------------------------------------------------------


def _of_article(tops: Sequence[Node], known: Mapping[str, Node], url: str | None) -> Iterator[Claim]:
    articles = [node for node in tops if _is_article(node)] or _best_works(tops)
    if not articles:
        return
    article = next((node for node in articles if url and _is_about(node, url)), articles[0])
    yield Claim(Field.TITLE, _texts(article, ("headline", "name", "alternativeHeadline"), known))
    yield Claim(Field.AUTHOR, _texts(article, ("author",), known) or _texts(article, ("creator",), known))
    yield Claim(Field.PUBLISHED, _texts(article, ("datePublished", "uploadDate", "dateCreated"), known))
    yield Claim(Field.MODIFIED, _texts(article, ("dateModified",), known))
    yield Claim(Field.SITE, _texts(article, ("publisher", "sourceOrganization"), known))
    yield Claim(Field.LANGUAGE, _texts(article, ("inLanguage",), known))
    yield Claim(Field.CANONICAL, _addresses(article, ("url", "mainEntityOfPage"), known))
    yield Claim(Field.DESCRIPTION, _texts(article, ("description", "abstract"), known))
    yield Claim(Field.ARTICLE_BODY, _texts(article, ("articleBody", "reviewBody"), known))
    yield from _of_image(article, known)


def _of_page(tops: Sequence[Node], known: Mapping[str, Node]) -> Iterator[Claim]:
    page = next((node for node in tops if any(kind.endswith("webpage") for kind in _kinds(node))), None)
    if page is not None:
        yield Claim(Field.TITLE, _texts(page, ("headline", "name"), known))
        yield Claim(Field.PUBLISHED, _texts(page, ("datePublished",), known))
        yield Claim(Field.MODIFIED, _texts(page, ("dateModified",), known))
        yield Claim(Field.LANGUAGE, _texts(page, ("inLanguage",), known))
        yield Claim(Field.CANONICAL, _addresses(page, ("url",), known))
        yield Claim(Field.DESCRIPTION, _texts(page, ("description",), known))
        yield from _of_image(page, known)


def _of_site(tops: Sequence[Node], known: Mapping[str, Node]) -> Iterator[Claim]:
    for kinds in (_SITES, _PUBLISHERS):
        for node in (*tops, *known.values()):
            if not _kinds(node).isdisjoint(kinds) and "person" not in _kinds(node):
                yield Claim(Field.SITE, _texts(node, ("name",), known))


def _of_person(tops: Sequence[Node]) -> Iterator[Claim]:
    """A site that is one person's says who that is, and not that they wrote the page."""
    people = [node for node in tops if "person" in _kinds(node)]
    if len(people) == 1:
        yield Claim(Field.AUTHOR, _texts(people[0], ("name",), {}))


def _of_image(node: Node, known: Mapping[str, Node]) -> Iterator[Claim]:
    for name in ("image", "primaryImageOfPage", "thumbnailUrl"):
        if addresses := tuple(address for address in _addresses(node, (name,), known) if not _NODE.search(address)):
            image = _resolved(next(iter(_values(node.get(name))), None), known)
            yield Claim(Field.IMAGE, addresses)
            if isinstance(image, Mapping):
                yield Claim(Field.IMAGE_CAPTION, _texts(image, ("caption",), known))
                yield Claim(Field.IMAGE_CREDIT, _texts(image, ("creditText", "copyrightHolder", "copyrightNotice", "creator", "author"), known))
            return


def _is_article(node: Node) -> bool:
    return any(kind.endswith(_ARTICLE_ENDS) or kind in _ARTICLES for kind in _kinds(node))


def _best_works(tops: Sequence[Node]) -> list[Node]:
    return next(([node for node in tops if work in _kinds(node)] for work in _WORKS if any(work in _kinds(node) for node in tops)), [])


def _kinds(node: Node) -> frozenset[str]:
    """The types of a node, in lower case and without the address of their vocabulary."""
    return frozenset(re.split(r"[/#:]", kind)[-1].lower() for kind in _values(node.get("@type")) if isinstance(kind, str))


def _is_about(node: Node, url: str) -> bool:
    return any(_same_page(address, url) for address in _addresses(node, ("url", "mainEntityOfPage", "@id"), {}))


def _same_page(one: str, other: str) -> bool:
    try:
        return host_in(one) == host_in(other) and urlsplit(one).path.rstrip("/") == urlsplit(other).path.rstrip("/")
    except ValueError:
        return False


# --- values ------------------------------------------------------------------------------------------------------------


def _texts(node: Node, names: Iterable[str], known: Mapping[str, Node]) -> tuple[str, ...]:
    """The strings under the first of the names that has any, by their name where they are things."""
    return _strings(node, names, known, ("name", "@value"))


def _addresses(node: Node, names: Iterable[str], known: Mapping[str, Node]) -> tuple[str, ...]:
    """As ``_texts``, for addresses."""
    return _strings(node, names, known, ("url", "contentUrl", "@id"))


def _strings(node: Node, names: Iterable[str], known: Mapping[str, Node], inside: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if found := tuple(s for value in _values(node.get(name)) if (s := _string(value, known, inside))):
            return found
    return ()


def _string(value: Any, known: Mapping[str, Node], inside: Sequence[str]) -> str:
    for _ in range(_MOST_STEPS):
        value = _resolved(value, known)
        if isinstance(value, str):
            return value.strip()
        if not isinstance(value, Mapping):
            return ""
        parts = [value.get("givenName"), value.get("familyName")]
        whole = " ".join(part for part in parts if isinstance(part, str))
        value = next((v for name in inside for v in _values(value.get(name)) if v), whole)
    return ""


def _resolved(value: Any, known: Mapping[str, Node]) -> Any:
    """The node that a bare reference means."""
    if isinstance(value, Mapping) and isinstance(id := value.get("@id"), str) and not value.keys() - {"@id", "@type"}:
        return known.get(id, value)
    return value


def _values(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
