"""Which columns of a table hold the documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold what. A name that is not given is looked for by its usual name, and may be missing;
    one that is given must be there. Raises ValueError where neither text nor HTML is found, or a given name is missing.
    """

    text: str | None = None
    html: str | None = None
    id: str | None = None
    url: str | None = None

    def found_in(self, names: Sequence[str]) -> Columns:
        """These columns, as a table with such column names has them."""
        found = {}
        for role in ("text", "html", "id", "url"):
            given = getattr(self, role)
            if given is not None and given not in names:
                raise ValueError(f"there is no column {given!r}; there are {', '.join(map(repr, names)) or 'none'}")
            found[role] = given if given is not None else role if role in names else None
        if self.text is not None and self.html is None:
            found["html"] = None  # told to read the text, not a page that is there too
        if found["text"] is None and found["html"] is None:
            there = ", ".join(map(repr, names)) or "none"
            raise ValueError(f"there is no column 'text' or 'html'; there are {there}; say which with --text-column or --html-column")
        return Columns(**found)

    def or_usual(self) -> Columns:
        """These columns where every record may have others: by their given or their usual names.

        >>> Columns(text="body").or_usual()
        Columns(text='body', html=None, id='id', url='url')
        """
        html = self.html or (None if self.text else "html")
        return Columns(self.text or "text", html, self.id or "id", self.url or "url")
