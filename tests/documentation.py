"""The README and the pages of docs/, as tests see them: blocks of code by heading, links, and anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))

_FENCE = re.compile(r"```(\w*)")
_HEADING = re.compile(r"(#+) (.+)")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_CODE = re.compile(r"`([^`]+)`")


class Block(NamedTuple):
    """A fenced block: its page, the line of its first line of code, the headings over it, its language and its code."""

    page: str
    line: int
    section: str  # the nearest heading of the second level, and the nearest of any
    heading: str
    language: str
    code: str

    @property
    def where(self) -> str:
        return f"{self.page}:{self.line}"


def blocks() -> tuple[Block, ...]:
    """All blocks of all pages. A fence that says no language is a block whose language is empty."""
    return tuple(block for page in PAGES for block in blocks_of(page.read_text(encoding="utf-8"), page.relative_to(ROOT).as_posix()))


def blocks_of(text: str, page: str) -> Iterator[Block]:
    """The blocks of one page; ValueError for one that is not closed.

    >>> [(block.line, block.heading, block.language, block.code) for block in blocks_of("## Rain\\n```sh\\necho wet\\n```\\n", "x.md")]
    [(3, 'Rain', 'sh', 'echo wet\\n')]
    """
    section = heading = ""
    begun: tuple[int, str] | None = None
    code: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        fence = _FENCE.fullmatch(line)
        if begun is None and fence:
            begun, code = (number + 1, fence[1]), []
        elif begun is not None and line == "```":
            yield Block(page, begun[0], section, heading, begun[1], "".join(code))
            begun = None
        elif begun is not None:
            code.append(line + "\n")
        elif title := _HEADING.fullmatch(line):
            heading = title[2]
            section = heading if len(title[1]) == 2 else section
    if begun is not None:
        raise ValueError(f"{page}:{begun[0]}: the block is not closed")


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def links(page: Path) -> list[str]:
    """Where the links and pictures of a page lead."""
    return _LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """The names that a link can give the headings of a page, as they are made where repositories are read.

    >>> sorted(anchors(README))[:2]
    ['cleaner', 'how-good-it-is']
    """
    titles = (title[2] for line in prose(page).splitlines() if (title := _HEADING.fullmatch(line)))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def places(page: Path) -> list[str]:
    """The files of the repository that a page names in its prose."""
    return [code for code in _CODE.findall(prose(page)) if re.fullmatch(r"(?:cleaner|tests|benchmarks|golden|docs|\.ci)/[\w./\-]*", code)]
