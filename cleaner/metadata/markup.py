"""What the elements of a page's body say of the article: microdata, microformats, `<time>`, `rel=author`, `<h1>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.metadata.model import Claim, Field

# --- microdata ---------------------------------------------------------------------------------------------------------

_PROPERTIES = {
    "headline": Field.TITLE,
    "name": Field.TITLE,
    "author": Field.AUTHOR,
    "creator": Field.AUTHOR,
    "datepublished": Field.PUBLISHED,
    "datecreated": Field.PUBLISHED,
    "datemodified": Field.MODIFIED,
    "publisher": Field.SITE,
    "inlanguage": Field.LANGUAGE,
    "description": Field.DESCRIPTION,
    "image": Field.IMAGE,
}
_ARTICLE = re.compile(r"(?i)(?:article|posting|blogpost|report|recipe|review|newsitem|creativework)/?\s*\Z")
# So many properties are read, each as far up: a page nested deeper than this was not written by hand or by a system.
_MOST_PROPERTIES = 300
_MOST_ANCESTORS = 60


def microdata(tree: LexborHTMLParser) -> Iterator[Claim]:
    """The properties of the first article that is marked as an item, and of no item within it."""
    article = None
    found: dict[str, list[str]] = {}
    for node in tree.css("[itemprop]")[:_MOST_PROPERTIES]:
        names = [name for name in (node.attributes.get("itemprop") or "").lower().split() if name in _PROPERTIES]
        owner = _owner(node) if names else None
        if owner is None or not _ARTICLE.search(owner.attributes.get("itemtype") or ""):
            continue
        article = owner if article is None else article
        if owner.mem_id == article.mem_id and (value := _value(node, names[0])):
            for name in names:
                found.setdefault(name, []).append(value)
    for name, field in _PROPERTIES.items():
        if values := found.get(name):
            yield Claim(field, tuple(values) if field is Field.AUTHOR else tuple(values[:1]))


def _owner(node: LexborNode) -> LexborNode | None:
    """The item whose property this is."""
    above = node.parent
    for _ in range(_MOST_ANCESTORS):
        if above is None or "itemscope" in above.attributes:
            return above
        above = above.parent
    return None


def _value(node: LexborNode, name: str) -> str:
    attributes = node.attributes
    if given := attributes.get("content") or attributes.get("datetime"):
        return given
    if name == "image":
        source = node if node.tag == "img" else node.css_first("img")
        return (source.attributes.get("src") or "") if source else attributes.get("href") or ""
    inner = node.css_first("[itemprop~=name]") if "itemscope" in attributes else None
    return (inner.attributes.get("content") or _text(inner)) if inner else _text(node)


# --- microformats, rel=author, time ------------------------------------------------------------------------------------

_AUTHORS = ("[rel~=author]", ".p-author", ".vcard .fn", ".author.vcard", ".hentry .author")
_PUBLISHED = "time[pubdate], .dt-published, .entry-date.published, time.published, abbr.published, time.entry-date"
_UPDATED = "time.updated, time.modified, .dt-updated, .updated time, time[itemprop=dateModified]"
# Where names and dates are those of other texts.
_ELSEWHERE = re.compile(
    r"(?i)(?:\A|[\s_-])(?:comments?|commentlist|related|sidebar|widgets?|recent|latest|popular|trending|teasers?|promo|cards?|footer|menu|nav)(?:\Z|[\s_-])"
)
_ELSEWHERE_TAGS = frozenset({"aside", "nav", "footer", "li"})
# A date stands within so many paragraphs of the headline, before it or after.
_NEAR = 3
# So many of a page's candidates are looked at.
_MOST_CANDIDATES = 200


def microformats(tree: LexborHTMLParser) -> Iterator[Claim]:
    """Names and dates under the class names and relations that are agreed on for them, in the article."""
    for selector in _AUTHORS:
        names = [_text(node) for node in tree.css(selector)[:_MOST_CANDIDATES] if node.tag != "link" and not _is_elsewhere(node)]
        # Below an article the authors of others follow, each with a name.
        yield Claim(Field.AUTHOR, tuple(names[:1]))
    for selector, field in ((_PUBLISHED, Field.PUBLISHED), (_UPDATED, Field.MODIFIED)):
        dates = [_date(node) for node in tree.css(selector)[:_MOST_CANDIDATES] if not _is_elsewhere(node)]
        yield Claim(field, tuple(dates[:1]))


def times(tree: LexborHTMLParser) -> Iterator[Claim]:
    """The `<time>` elements near the headline; without a headline, the first one of the article."""
    near: list[LexborNode] = []
    paragraphs = since = 0
    headed = False
    for node in tree.css("h1, time, p"):
        if node.tag == "p":
            paragraphs += 1
            if headed and paragraphs - since > _NEAR:
                break
        elif node.tag == "h1":
            headed, since = True, paragraphs
        elif not _is_elsewhere(node):
            near = [*near[-_MOST_CANDIDATES:], node] if headed or not near else near
    for node in near:
        yield Claim(Field.PUBLISHED, (_date(node),))


def headlines(tree: LexborHTMLParser) -> tuple[str, ...]:
    """The texts of the page's `<h1>`, those that have one."""
    return tuple(text for node in tree.css("h1")[:_MOST_CANDIDATES] if (text := _text(node)))


# --- pictures ----------------------------------------------------------------------------------------------------------

# So many figures are looked at for the picture that the page declares.
_MOST_FIGURES = 60
_SIZE = re.compile(r"(?i)-?(?:\d{2,4}x\d{2,4}|scaled)(?=\.\w{3,4}\Z)")


def caption_of(tree: LexborHTMLParser, image: str) -> str | None:
    """What stands under the picture where the page shows it, in any of its sizes."""
    name = _file_name(image)
    for figure in tree.css("figure")[:_MOST_FIGURES]:
        caption = figure.css_first("figcaption")
        if caption and name and any(name in map(_file_name, _sources(picture)) for picture in figure.css("img")[:3]):
            return _text(caption) or None
    return None


def _sources(picture: LexborNode) -> list[str]:
    attributes = picture.attributes
    return [value for key in ("src", "data-src", "data-lazy-src", "data-original") if (value := attributes.get(key))]


def _file_name(address: str) -> str:
    """The name of the file, whatever its size and host; none if it is too short to tell one picture from another."""
    name = _SIZE.sub("", address.partition("?")[0].rpartition("/")[2]).lower()
    return name if len(name) > len("image.jpg") else ""


# --- elements ----------------------------------------------------------------------------------------------------------


def _date(node: LexborNode) -> str:
    attributes = node.attributes
    return attributes.get("datetime") or attributes.get("content") or attributes.get("title") or _text(node)


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _is_elsewhere(node: LexborNode) -> bool:
    above: LexborNode | None = node
    for _ in range(_MOST_ANCESTORS):
        above = above.parent if above else None
        if above is None or above.tag in ("main", "body", "html"):
            return False
        attributes = above.attributes
        if above.tag in _ELSEWHERE_TAGS or _ELSEWHERE.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
            return True
    return False
