"""Elements of a page while it is read: what their tags mean, and the Place of the text that stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cleaner.hints import Place, Region

Attributes = Mapping[str, str | None]

# Text in these is not shown: scripts, data, what stands in for something else, and the values of fields. Ruby says again, in
# small letters, how the text reads.
UNSHOWN = frozenset(
    "script style noscript template head title link meta base svg iframe object embed audio video canvas select datalist option"
    " rt rp textarea frameset noframes noembed applet map progress meter annotation annotation-xml portal".split()
)
# Elements that stand on lines of their own, as browsers show them.
BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form frame"
    " h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol p plaintext pre search section summary table caption"
    " colgroup col tbody thead tfoot tr td th ul xmp optgroup".split()
)
# These stand in running text or on lines of their own, as the page likes; so does every custom element (its name has a dash).
EITHER = frozenset(("button", "label"))
# What holds running text, in which an element of the kind above belongs to the line.
RUNNING = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th summary figcaption caption legend pre".split())
HEADINGS: Mapping[str, int] = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset(("ul", "ol", "menu", "dir"))

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

_NAMING = ("class", "id", "role", "aria-label", "itemprop", "data-testid", "data-test-id", "data-component")
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+")
# Generated class lists can be endless; no page names a thing with more words.
_MOST_TOKENS = 60
_NAMING_CHARS = 1_000
# How many elements above the innermost one still speak of the block itself.
_NEAR = 2
_NO_TOKENS: frozenset[str] = frozenset()
_NO_REGIONS: frozenset[Region] = frozenset()
_STEP_CHARS = 40


class Element:
    """An open element, with what its contents inherit. Mutable: it lives only while a page is read."""

    __slots__ = (
        "attributes", "cell", "email_field", "first_item", "has_blocks", "heading", "id", "is_block", "item", "item_blocks",
        "level", "listing", "number", "parent", "place", "quote", "row", "row_start", "table", "tag", "tokens",
    )  # fmt: skip

    def __init__(self, number: int, tag: str, attributes: Attributes, parent: Element | None, is_block: bool) -> None:
        self.id = number
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.is_block = is_block
        self.has_blocks = False  # a block-level element stands in it
        self.email_field = False
        # Known once it is asked for; see Places.
        self.tokens = _NO_TOKENS
        self.place: Place | None = None
        self.level: int = parent.level + 1 if parent else 0  # how deep it stands
        # What stands around it, itself included; None or 0 where there is none.
        self.heading: int = parent.heading if parent else 0
        self.quote: bool = parent.quote if parent else False
        self.item: Element | None = parent.item if parent else None
        self.listing: tuple[Element, ...] = parent.listing if parent else ()  # the lists around, outermost first
        self.table: Element | None = parent.table if parent else None
        self.row: Element | None = parent.row if parent else None
        self.cell: Element | None = parent.cell if parent else None
        # Of an ordered list: the number of its last item; of an item its own, or 0. Of an item also: its first block and how many
        # there are. Of a row: where it began.
        self.number = 0
        self.first_item = -1
        self.item_blocks = 0
        self.row_start = 0

    def block(self) -> Element:
        """The nearest block-level element, itself included."""
        element = self
        while not element.is_block and element.parent is not None:
            element = element.parent
        return element


def common(a: Element, b: Element) -> Element:
    """The innermost element that holds both."""
    while a is not b:
        if a.level >= b.level and a.parent is not None:
            a = a.parent
        elif b.parent is not None:
            b = b.parent
        else:
            break
    return a


class Places:
    """The places of one page's elements, each made once; elements deeper than ``most_steps`` are left out of path and ids."""

    def __init__(self, most_steps: int) -> None:
        self._most_steps = most_steps
        self._tokens: dict[str, frozenset[str]] = {}  # names come again and again

    def of(self, element: Element) -> Place:
        """The place of text in an element."""
        if element.place is not None:
            return element.place
        chain: list[Element] = []
        at: Element | None = element
        while at is not None and at.place is None:
            chain.append(at)
            at = at.parent
        place = at.place if at is not None else None
        for one in reversed(chain):
            one.tokens = self._tokens_of(one)
            place = one.place = self._inside(one, place)
        assert place is not None
        return place

    def _inside(self, element: Element, around: Place | None) -> Place:
        step = _step(element)
        regions = _regions(element)
        block = element.block()
        container = block if block.has_blocks or block.parent is None else block.parent.block()
        if around is None:
            return Place(step, (element.tag,), _NO_TOKENS, _NO_TOKENS, regions, container.id, (element.id,), element.email_field)
        own, further = element.tokens, element.parent
        for _ in range(_NEAR):
            if further is None:
                break
            if further.tokens:
                own = own | further.tokens if own else further.tokens
            further = further.parent
        remembered = element.level < self._most_steps
        return Place(
            path=_path(around.path, step, element.level, self._most_steps),
            tags=(*around.tags, element.tag) if remembered else around.tags,
            own=own,
            far=around.far if further is None or further.tokens <= around.far else around.far | further.tokens,
            regions=around.regions if regions <= around.regions else around.regions | regions,
            container=container.id,
            ancestors=(*around.ancestors, element.id) if remembered else around.ancestors,
            email_field=around.email_field or element.email_field,
        )

    def _tokens_of(self, element: Element) -> frozenset[str]:
        """The words of an element's names; those of html and body speak of the whole page, not of a part of it."""
        if not element.attributes or element.tag in ("html", "body"):
            return _NO_TOKENS
        names = " ".join([value for name in _NAMING if (value := element.attributes.get(name))])[:_NAMING_CHARS]
        if (known := self._tokens.get(names)) is None:
            tokens = [token.lower() for token in _TOKEN.findall(names) if len(token) > 1]
            known = self._tokens[names] = frozenset(tokens[:_MOST_TOKENS])
        return known


def _path(around: str, step: str, level: int, most_steps: int) -> str:
    if level <= 1:
        return step  # that body stands in html need not be said
    if level < most_steps:
        return f"{around} > {step}"
    return f"{around.partition(' > … > ')[0]} > … > {step}"


def _step(element: Element) -> str:
    """An element as in a style sheet: ``div#main``, ``p.lead``."""
    name, classes = element.attributes.get("id"), element.attributes.get("class")
    if name and not name.isspace():
        return f"{element.tag}#{name.split()[0][:_STEP_CHARS]}"
    if classes and not classes.isspace():
        return f"{element.tag}.{classes.split(None, 1)[0][:_STEP_CHARS]}"
    return element.tag


def _regions(element: Element) -> frozenset[Region]:
    attributes = element.attributes
    found: set[Region] = set()
    if region := _TAG_REGIONS.get(element.tag):
        found.add(region)
    if attributes:
        if (role := attributes.get("role")) and (region := _ROLE_REGIONS.get(role.strip().lower())):
            found.add(region)
        if (item_type := attributes.get("itemtype")) and (region := _ITEM_TYPE_REGIONS.get(item_type.strip().rpartition("/")[2].lower())):
            found.add(region)
        if not _COMMENT_TOKENS.isdisjoint(element.tokens) and _NO_COMMENT_TOKENS.isdisjoint(element.tokens) and element.tag != "main":
            found.add(Region.COMMENTS)
    return frozenset(found) if found else _NO_REGIONS
