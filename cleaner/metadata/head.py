"""What stands in a page's head: `<meta>` of all vocabularies, `<link>`, `<title>` and the language of `<html>`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.metadata.model import Claim, Field
from cleaner.metadata.names import first_name_first
from cleaner.metadata.words import listed

# Names of `<meta>` by what they say, the most reliable first.
_NAMES: Mapping[Field, str] = {
    Field.TITLE: "og:title twitter:title twitter:text:title citation_title dc.title dcterms.title parsely-title sailthru.title headline articletitle title",
    Field.AUTHOR: """
        author article:author article:author_name og:article:author parsely-author sailthru.author dc.creator dcterms.creator
        dc.contributor byl byline creator cxenseparse:author citation_author""",
    Field.PUBLISHED: """
        article:published_time og:article:published_time og:published_time article:published datepublished parsely-pub-date
        sailthru.date citation_publication_date citation_online_date citation_date dc.date.issued dcterms.issued dc.date
        dcterms.date dc.date.created dcterms.created dc.created pubdate publishdate publish-date publish_date publication_date
        published ptime displaydate cxenseparse:recs:publishtime release_date firstpublishedtime date""",
    Field.MODIFIED: """
        article:modified_time og:article:modified_time og:updated_time og:modified_time article:updated datemodified
        dcterms.modified dc.date.modified dc.modified lastmod last-modified last_updated lastmodifiedtime modified revised""",
    Field.SITE: """
        og:site_name application-name apple-mobile-web-app-title dc.publisher dcterms.publisher citation_journal_title
        publisher twitter:site""",
    Field.LANGUAGE: "content-language dc.language dcterms.language citation_language language",
    Field.CANONICAL: "og:url twitter:url parsely-link",
    Field.DESCRIPTION: """
        og:description description twitter:description dc.description dcterms.description dcterms.abstract sailthru.description
        parsely-description""",
    Field.IMAGE: """
        og:image:secure_url og:image og:image:url twitter:image twitter:image:src parsely-image-url sailthru.image.full
        sailthru.image.thumb thumbnail""",
}
# The language of a page's publishing system, often left at its default.
_LOCALE = "og:locale"
# The pages of China's public offices name their site beside its domain; elsewhere the name is one of anything.
_SITE_NAME, _SITE_DOMAIN = "sitename", "sitedomain"
# parse.ly's data as one JSON object.
_PARSELY = "parsely-page"
_PARSELY_KEYS = {
    "title": Field.TITLE,
    "author": Field.AUTHOR,
    "authors": Field.AUTHOR,
    "pub_date": Field.PUBLISHED,
    "image_url": Field.IMAGE,
    "link": Field.CANONICAL,
}
# Slack's rows under a shared link: a label and its datum. WordPress fills them with the author.
_ROWS = ("1", "2", "3")
# A page has some dozens; so many are read.
_MOST = 2_000


def claims(tree: LexborHTMLParser) -> Iterator[Claim]:
    """What the head says in `<meta>`, `<link>` and `<html lang>`, in order of trust."""
    metas, links = _metas(tree), tree.css("link[rel]")
    for field, names in _NAMES.items():
        if field is Field.CANONICAL:
            yield Claim(field, _linked(links, "canonical"))
        if field is Field.LANGUAGE and tree.root is not None:
            yield Claim(field, _given((tree.root.attributes.get("lang"), tree.root.attributes.get("xml:lang"))))
        for name in names.split():
            if values := metas.get(name):
                yield Claim(field, tuple(map(first_name_first, values)) if name == "citation_author" else tuple(values))
    yield Claim(Field.LANGUAGE, tuple(metas.get(_LOCALE, ())))
    if _SITE_DOMAIN in metas:
        yield Claim(Field.SITE, tuple(metas.get(_SITE_NAME, ())))
    yield Claim(Field.IMAGE, _linked(links, "image_src"))
    for row in _ROWS:
        labels, data = metas.get(f"twitter:label{row}"), metas.get(f"twitter:data{row}")
        if labels and data and labels[0].strip(" :").lower() in listed("author_labels"):
            yield Claim(Field.AUTHOR, tuple(data))
    for source in metas.get(_PARSELY, ()):
        yield from _parsely(source)


def creator(tree: LexborHTMLParser) -> Claim:
    """Who is named to those who show a link to the page: an account, as a rule, and sometimes a name."""
    return Claim(Field.AUTHOR, tuple(_metas(tree).get("twitter:creator", ())))


def titles(tree: LexborHTMLParser) -> Iterator[Claim]:
    """What the title bar says; the `<title>` of a drawing is none."""
    if node := tree.css_first("head > title"):
        yield Claim(Field.TITLE, (node.text(),))


def _metas(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """Contents by name in lower case; ``:`` and ``.`` are one where vocabularies are loose about it. Some pages write ``value`` for ``content``."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content], meta[value]")[:_MOST]:
        attributes = node.attributes
        content = attributes.get("content") or attributes.get("value")
        for key in ("property", "name", "http-equiv"):
            if content and (name := attributes.get(key)):
                found.setdefault(_vocabulary(name.strip().lower()), []).append(content)
                break
    return found


def _vocabulary(name: str) -> str:
    for prefix, plain in (("dc:", "dc."), ("dcterms:", "dcterms."), ("dcterm:", "dcterms."), ("article.", "article:")):
        if name.startswith(prefix):
            return plain + name[len(prefix) :]
    return name


def _linked(links: Sequence[LexborNode], relation: str) -> tuple[str, ...]:
    """Where the first links of this relation lead."""
    related = (node for node in links if relation in (node.attributes.get("rel") or "").lower().split())
    return _given(node.attributes.get("href") for node in islice(related, 3))


def _parsely(source: str) -> Iterator[Claim]:
    try:
        data = json.loads(source)
    except (ValueError, RecursionError):
        return
    for key, field in _PARSELY_KEYS.items():
        value = data.get(key) if isinstance(data, dict) else None
        values = value if isinstance(value, list) else [value]
        yield Claim(field, tuple(v for v in values if isinstance(v, str)))


def _given(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(value for value in values if value)
