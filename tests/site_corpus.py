"""Invented hosts whose frames no phrase list knows, and articles of sentences that do not repeat, made anew for each test.

Each page knows which of its lines are frame. What recurs on a host and is content stands among the article's lines.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field


def _phrases(source: str) -> list[str]:
    return [phrase.strip() for phrase in source.split(";")]


_WHO = _phrases("""
the harbour master; two of the lock keepers; her neighbour; the parish clerk; a retired pilot; the ferry's cook; nobody on the quay;
the new surveyor; his cousin; the night watch; the younger Quill; a crew from Wend; the mill owner; the choir; three of the divers;
the schoolteacher; the postman; every second baker
""")
_DID = _phrases("""
had counted; carried home; refused to sign; repaired; measured again; forgot about; sold; painted over; argued about; drew a map of;
buried; waited for; wrote down; bought back; found; lost sight of; took apart; praised
""")
_WHAT = _phrases("""
the brass lamps; eleven crates of herring; the old sluice; a letter from the ministry; the east pier; a rope of forty metres;
the broken bell; the winter timetable; a boat with no name; the only copy of the ledger; six wet sandbags; the tide tables;
a wall of slate; the silver whistle; half of the orchard; the chapel roof
""")
_WHEN = _phrases("""
before the rain set in; on the way to Brackwater; while the others slept; as the council had asked; for the third year running;
without a word to the press; after the long frost; between two tides; with the help of the garrison; in spite of the cold;
at the cost of a month's pay; when the bridge was shut; to the sound of drums; because the road was flooded;
under the eyes of the inspector
""")
_ADJECTIVES = "quiet narrow stubborn crooked northern hollow patient amber frozen tidal restless salted".split()
_NOUNS = "bridge lantern ledger orchard ferry chimney sluice market quarry chapel signal harvest".split()


@dataclass
class Page:
    """One page: its lines in order, and which of them are frame."""

    url: str
    text: list[str] = field(default_factory=list)
    frame: set[int] = field(default_factory=set)

    def add(self, *lines: str) -> Page:
        self.text += lines
        return self

    def around(self, *lines: str) -> Page:
        self.frame |= set(range(len(self.text), len(self.text) + len(lines)))
        self.text += lines
        return self

    @property
    def source(self) -> str:
        return "\n\n".join(self.text)

    @property
    def html(self) -> str:
        """The page as a server sends it, in markup that names nothing."""
        below = max(i for i in range(len(self.text)) if i not in self.frame)
        parts = [f"<{tag}>{line}</{tag}>" for i, line in enumerate(self.text) for tag in ["div" if i in self.frame else "p"]]
        return f"<html><body><div>{''.join(parts[: below + 1])}</div><div>{''.join(parts[below + 1 :])}</div></body></html>"

    def lines(self, frame: bool) -> list[str]:
        return [line for i, line in enumerate(self.text) if (i in self.frame) == frame]


class Writer:
    """Writes sentences that do not repeat."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def sentence(self) -> str:
        who, did, what, when, others, had = (self._random.choice(words) for words in (_WHO, _DID, _WHAT, _WHEN, _WHO, _DID))
        return f"{who[0].upper()}{who[1:]} {did} {what} {when}, {self._random.randint(2, 60)} years after {others} {had} it."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self._random.randint(2, 4)))

    def paragraphs(self, fewest: int, most: int) -> list[str]:
        return [self.paragraph() for _ in range(self._random.randint(fewest, most))]

    def title(self) -> str:
        a, b = self._random.sample(_ADJECTIVES, 2)
        c, d = self._random.sample(_NOUNS, 2)
        return f"{a.title()} {c} and {b} {d} divide {self._random.choice(('Wend', 'Brackwater', 'Port Ellery', 'Sallow Hythe', 'Mossgate'))}"

    def number(self, most: int) -> int:
        return self._random.randint(2, most)

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def some(self, things: list[str], count: int) -> list[str]:
        return self._random.sample(things, count)


def ledger(writer: Writer, number: int) -> Page:
    """A paper with a menu above, a box amid, notices below."""
    page = Page(f"https://www.harbour-ledger.example/{number}")
    page.around("Harbour Ledger", "Tidewater", "Wharf and warehouse", "The Lamp Room", "Old charts", "Weathercock")
    page.add(writer.title())
    first, *rest = writer.paragraphs(4, 8)
    page.add(first).around("The Lantern List", "Seven stories, one lamp, every dusk", "Put my name on it", "We light it at six and blow it out at nine")
    page.add(*rest)
    page.around(f"{writer.number(900)} ledger lines kept", "A word with the harbour desk", "Where the paper is printed")
    return page.around("Our eleven bridges", "Keep the lamp burning")


def mossgate(writer: Writer, number: int) -> Page:
    """A magazine with much frame of words in no dictionary, and a section's own notice on a part of its pages."""
    page = Page(f"https://mossgate.example/essays/{number}")
    page.around("Mossgate", "Velun", "Tarriso", "Okkela dun", "Printh")
    page.add(writer.title(), *writer.paragraphs(3, 7))
    if writer.chance(0.5):
        page.around("Velun ar tarriso", "Velun dun", "Printh ar velun")
    page.around("Okkela", "Tarriso ven mossgate", "Dun velun tarriso okkela", "Sar printh")
    return page


def wire(writer: Writer, number: int) -> Page:
    """News in short: datelines and notes to readers recur, and are the article's."""
    page = Page(f"https://wend-wire.example/{number}")
    page.around("Wend Wire", "Ports", "Inland", "Signals")
    page.add(writer.title())
    if writer.chance(0.5):
        page.add(f"PORT ELLERY, May {writer.number(28)} –")
    page.add(*writer.paragraphs(2, 4))
    if writer.chance(0.3):
        page.add("This is a developing story and will be rewritten as the tide turns.")
    page.around("Signals by pigeon", "Wire room rules", "Ports we serve")
    return page


def stars(writer: Writer, number: int) -> Page:
    """A series: the same section heads in each of its articles, with facts that have other numbers each time."""
    page = Page(f"https://almanac.example/week/{number}")
    page.around("The Almanac", "Moon room", "Star cellar")
    page.add(f"What week {number} holds for everyone born under a roof", writer.paragraph())
    for sign, weeks in (("The Heron", "Weeks 1 to 9"), ("The Otter", "Weeks 10 to 19"), ("The Mole", "Weeks 20 to 31"), ("The Pike", "Weeks 32 to 52")):
        page.add(sign, weeks, writer.paragraph(), f"Lucky hour: {writer.number(24)}")
    page.around("Ask the star cellar", "Moon room hours", "Roofs of the almanac")
    return page


def kitchen(writer: Writer, number: int) -> Page:
    """Recipes: things to cook with recur, and no prose follows them."""
    page = Page(f"https://salt-kitchen.example/{number}")
    page.around("Salt Kitchen", "Stoves", "Cellars", "Long tables")
    page.add(writer.title(), *writer.paragraphs(2, 3), "For the pot")
    pantry = ["A pinch of salt", "Black pepper", "Two onions", "Butter", "A cup of cream", "Stale bread", "Cider"]
    page.add(f"{writer.number(900)} g of {writer.title().lower()}", *writer.some(pantry, 4), f"One jar of {writer.title().lower()}")
    page.around("Borrow a pan", "Stoves we broke", "Long table rules")
    return page


HOSTS: dict[str, Callable[[Writer, int], Page]] = {
    "harbour-ledger.example": ledger,
    "mossgate.example": mossgate,
    "wend-wire.example": wire,
    "almanac.example": stars,
    "salt-kitchen.example": kitchen,
}


def pages(count: int, seed: int = 7) -> list[Page]:
    """So many pages of each host."""
    writer = Writer(seed)
    return [make(writer, number) for make in HOSTS.values() for number in range(1, count + 1)]


def syndicated(count: int, seed: int = 11) -> list[Page]:
    """One story on so many pages of two hosts, in the frame of each, a paragraph of it other each time."""
    writer = Writer(seed)
    story = writer.paragraphs(7, 7)
    out = []
    for number in range(1, count + 1):
        for make in (ledger, wire):
            page = make(writer, 10_000 + number)
            own = [i for i in range(len(page.text)) if i not in page.frame]
            version = [writer.title(), *story[:3], writer.paragraph(), *story[4:]]
            out.append(_with_article(page, own, version))
    return out


def _with_article(page: Page, own: list[int], version: list[str]) -> Page:
    """The page with another article in its frame; what stood in two places stands in the first."""
    new = Page(page.url)
    for index, line in enumerate(page.text):
        if index in page.frame:
            new.around(line)
        elif index == own[0]:
            new.add(*version)
    return new
