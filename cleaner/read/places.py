"""Where the text of a page stands: the Place of each element that holds some.

The elements of a page repeat: the items of a menu, the paragraphs of an article. What they have in common, which is all but
their names and ids, is worked out once and is their `Setting`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from cleaner.hints import Place, Region
from cleaner.patterns import later
from cleaner.read.elements import LISTS, Attributes, Element

_TAG_REGIONS: Mapping[str, Region] = {
    "figure": Region.FIGURE,
    "figcaption": Region.CAPTION,
    "caption": Region.CAPTION,
    "form": Region.FORM,
    "aside": Region.ASIDE,
    "nav": Region.NAV,
    "header": Region.HEADER,
    "footer": Region.FOOTER,
    "article": Region.ARTICLE,
    "main": Region.MAIN,
    "dialog": Region.DIALOG,
    "table": Region.TABLE,
    "button": Region.BUTTON,
    "label": Region.LABEL,
    "legend": Region.LABEL,
    "blockquote": Region.QUOTE,
    "q": Region.QUOTE,
    "address": Region.ADDRESS,
    "time": Region.TIME,
    "dl": Region.LIST,
    **dict.fromkeys(LISTS, Region.LIST),
}
_ROLE_REGIONS: Mapping[str, Region] = {
    "figure": Region.FIGURE,
    "form": Region.FORM,
    "search": Region.FORM,
    "complementary": Region.ASIDE,
    "navigation": Region.NAV,
    "menubar": Region.NAV,
    "menu": Region.NAV,
    "banner": Region.HEADER,
    "contentinfo": Region.FOOTER,
    "article": Region.ARTICLE,
    "main": Region.MAIN,
    "dialog": Region.DIALOG,
    "alertdialog": Region.DIALOG,
    "table": Region.TABLE,
    "grid": Region.TABLE,
    "list": Region.LIST,
    "button": Region.BUTTON,
    "blockquote": Region.QUOTE,
}
_ITEM_TYPE_REGIONS: Mapping[str, Region] = {
    "wpheader": Region.HEADER,
    "wpfooter": Region.FOOTER,
    "wpsidebar": Region.ASIDE,
    "sitenavigationelement": Region.NAV,
    "breadcrumblist": Region.NAV,
    "article": Region.ARTICLE,
    "newsarticle": Region.ARTICLE,
    "blogposting": Region.ARTICLE,
    "comment": Region.COMMENTS,
    "usercomments": Region.COMMENTS,
    "imageobject": Region.FIGURE,
}
# No tag says that a thread of comments begins; these words in a class or id do, unless one of the others stands beside them.
_COMMENT_TOKENS = frozenset(("comments", "commentlist", "disqus", "livefyre"))
_NO_COMMENT_TOKENS = frozenset(("count", "counter", "number", "link", "open", "closed", "no", "has", "with", "without", "toggle"))

# The attributes that say what an element is, in the order in which their words are read.
_NAMING = ("class", "id", "role", "aria-label", "itemprop", "data-testid", "data-test-id", "data-component")
_TELLING = frozenset((*_NAMING, "itemtype"))
_TOKEN = later(re.compile, r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+")
# The same for names in lower case and ASCII, as most are.
_PLAIN_TOKEN = later(re.compile, r"[a-z]{2,}")
# Generated class lists can be endless; no page names a thing with more words.
_MOST_TOKENS = 60
_NAMING_CHARS = 1_000
# How many elements above the innermost one still speak of the block itself.
_NEAR = 2
_NO_TOKENS: frozenset[str] = frozenset()
_NO_REGIONS: frozenset[Region] = frozenset()
_STEP_CHARS = 40

_Name = TypeVar("_Name")


class Kind:
    """What an element is by itself, but for its name; told from others by its identity."""

    __slots__ = ("regions", "tag", "tokens")

    def __init__(self, tag: str, tokens: frozenset[str], regions: frozenset[Region]) -> None:
        self.tag = tag
        self.tokens = tokens
        self.regions = regions


class Setting:
    """What elements have in common that are of the same kind and stand in the same setting."""

    __slots__ = ("far", "level", "outer", "own", "regions", "tags", "tokens")

    def __init__(self, kind: Kind, outer: Setting | None, most_steps: int) -> None:
        self.tokens = kind.tokens
        self.outer = outer
        self.level = 0  # how deep it stands
        self.own = self.far = _NO_TOKENS
        self.regions = kind.regions
        self.tags: tuple[str, ...] = (kind.tag,)
        if outer is not None:
            self.level = outer.level + 1
            self.tags = (*outer.tags, kind.tag) if self.level < most_steps else outer.tags
            further: Setting | None = outer
            self.own = self.tokens
            for _ in range(_NEAR):
                if further is not None:
                    self.own = _united(self.own, further.tokens)
                    further = further.outer
            self.far = _united(outer.far, further.tokens) if further is not None else outer.far
            self.regions = _united(outer.regions, self.regions)


class Places:
    """The places of one page's elements, each made once; elements deeper than ``most_steps`` are left out of path and ids."""

    def __init__(self, most_steps: int) -> None:
        self._most_steps = most_steps
        # By the tag, and the attributes that tell apart what elements are: their step in a path, and their kind.
        self._named: dict[tuple[object, ...], tuple[str, Kind]] = {}
        self._kinds: dict[tuple[str, frozenset[str], frozenset[Region]], Kind] = {}
        self._settings: dict[tuple[Setting | None, Kind], Setting] = {}  # by the one around, and the kind
        self._tokens: dict[str, frozenset[str]] = {}  # names come again and again

    def of(self, element: Element) -> Place:
        """The place of text in an element."""
        if element.place is None:
            setting = element.setting or self._settled(element)
            block = element.block()
            container = block if block.has_blocks or block.outer_block is None else block.outer_block
            element.place = Place(element.path, setting.tags, setting.own, setting.far, setting.regions, container.id, element.ancestors, element.email_field)
        return element.place

    def _settled(self, element: Element) -> Setting:
        """Say of an element, and of those around it where nobody asked yet, in what setting it stands."""
        chain: list[Element] = []
        at: Element | None = element
        while at is not None and at.setting is None:
            chain.append(at)
            at = at.parent
        setting = at.setting if at is not None else None
        for one in reversed(chain):
            step, kind = self._name(one)
            within = self._settings.get((setting, kind))
            if within is None:
                within = self._settings[setting, kind] = Setting(kind, setting, self._most_steps)
            setting = one.setting = within
            around = one.parent
            if around is None:
                one.path, one.ancestors = step, (one.id,)
            else:
                one.path = _path(around.path, step, setting.level, self._most_steps)
                one.ancestors = (*around.ancestors, one.id) if setting.level < self._most_steps else around.ancestors
                one.email_field = one.email_field or around.email_field
        assert setting is not None
        return setting

    def _name(self, element: Element) -> tuple[str, Kind]:
        """An element's step in a path, and its kind."""
        tag, attributes = element.tag, element.attributes
        telling = [pair for pair in attributes.items() if pair[0] in _TELLING] if attributes else []
        named = self._named.get((tag, *telling))
        if named is None:
            tokens = self._tokens_of(tag, telling, attributes)
            kind = tag, tokens, _regions(tag, attributes, tokens)
            named = self._named[tag, *telling] = (_step(tag, attributes), self._kinds.setdefault(kind, Kind(*kind)))
        return named

    def _tokens_of(self, tag: str, telling: Sequence[tuple[str, str | None]], attributes: Attributes) -> frozenset[str]:
        """The words of an element's names; those of html and body speak of the whole page, not of a part of it."""
        if not telling or tag in ("html", "body"):
            return _NO_TOKENS
        if len(telling) == 1:
            names = telling[0][1] or "" if telling[0][0] in _NAMING else ""
        else:
            names = " ".join([value for name in _NAMING if (value := attributes.get(name))])
        names = names[:_NAMING_CHARS]
        known = self._tokens.get(names)
        if known is None:
            if names.isascii() and names.islower():
                tokens = _PLAIN_TOKEN.findall(names)
            else:
                tokens = [token.lower() for token in _TOKEN.findall(names) if len(token) > 1]
            known = self._tokens[names] = frozenset(tokens[:_MOST_TOKENS])
        return known


def _united(one: frozenset[_Name], other: frozenset[_Name]) -> frozenset[_Name]:
    """All of them; the same object where one set has them all."""
    if other <= one:
        return one
    return one | other if one else other


def _path(around: str, step: str, level: int, most_steps: int) -> str:
    if level <= 1:
        return step  # that body stands in html need not be said
    if level < most_steps:
        return f"{around} > {step}"
    return f"{around.partition(' > … > ')[0]} > … > {step}"


def _step(tag: str, attributes: Attributes) -> str:
    """An element as in a style sheet: ``div#main``, ``p.lead``."""
    if not attributes:
        return tag
    name, classes = attributes.get("id"), attributes.get("class")
    if name and not name.isspace():
        return f"{tag}#{name.split(None, 1)[0][:_STEP_CHARS]}"
    if classes and not classes.isspace():
        return f"{tag}.{classes.split(None, 1)[0][:_STEP_CHARS]}"
    return tag


def _regions(tag: str, attributes: Attributes, tokens: frozenset[str]) -> frozenset[Region]:
    found: set[Region] = set()
    if region := _TAG_REGIONS.get(tag):
        found.add(region)
    if attributes:
        if (role := attributes.get("role")) and (region := _ROLE_REGIONS.get(role.strip().lower())):
            found.add(region)
        if (item_type := attributes.get("itemtype")) and (region := _ITEM_TYPE_REGIONS.get(item_type.strip().rpartition("/")[2].lower())):
            found.add(region)
        if not _COMMENT_TOKENS.isdisjoint(tokens) and _NO_COMMENT_TOKENS.isdisjoint(tokens) and tag != "main":
            found.add(Region.COMMENTS)
    return frozenset(found) if found else _NO_REGIONS
