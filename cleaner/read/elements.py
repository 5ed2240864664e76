"""Elements of a page while it is read, and what their tags mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from cleaner.hints import Place

if TYPE_CHECKING:
    from cleaner.read.places import Setting

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


class Listing:
    """An open list: is it numbered, and what is the number of its last item?"""

    __slots__ = ("number", "ordered")

    def __init__(self, ordered: bool, number: int) -> None:
        self.ordered = ordered
        self.number = number


class Item:
    """An open item of a list: its number or 0, its first block as a number of a draft or -1, and how many blocks it has."""

    __slots__ = ("blocks", "first", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        self.first = -1
        self.blocks = 0


class Table:
    """An open table; one may say that it is there for looks."""

    __slots__ = ("for_looks",)

    def __init__(self, for_looks: bool) -> None:
        self.for_looks = for_looks


class Cell:
    """A cell of a row, told from others by its identity."""

    __slots__ = ()


class Row:
    """An open row of a table: its cells, and the number of the draft that it begins with."""

    __slots__ = ("cells", "start", "table")

    def __init__(self, table: Table | None, start: int) -> None:
        self.table = table
        self.start = start
        self.cells: list[Cell] = []


class Around(NamedTuple):
    """What text in an element stands in, by meaning: the innermost of each kind; None or 0 where there is none."""

    heading: int = 0  # its level
    quote: bool = False
    item: Item | None = None
    listing: tuple[Listing, ...] = ()  # the lists around, outermost first
    table: Table | None = None
    row: Row | None = None
    cell: Cell | None = None


class Element:
    """An open element. Mutable: it lives only while a page is read. It points outwards only, so that it goes with the walk."""

    __slots__ = (
        "ancestors", "around", "attributes", "email_field", "has_blocks", "id", "is_block", "outer_block", "parent", "path", "place", "setting", "tag",
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
        self.setting: Setting | None = None
        self.path = ""
        self.ancestors: tuple[int, ...] = ()
        self.place: Place | None = None
        if parent is None:
            self.around = Around()
            self.outer_block: Element | None = None
        else:
            self.around = parent.around
            self.outer_block = parent if parent.is_block else parent.outer_block

    def block(self) -> Element:
        """The nearest block-level element, itself included."""
        return self if self.is_block or self.outer_block is None else self.outer_block


def common(a: Element, b: Element) -> Element:
    """The innermost element that holds both. Elements are numbered in the order they begin, so what holds another comes before it."""
    while a is not b:
        if a.id >= b.id and a.parent is not None:
            a = a.parent
        elif b.parent is not None:
            b = b.parent
        else:
            break
    return a
