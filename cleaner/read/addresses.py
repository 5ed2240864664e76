"""The addresses of a page's links and pictures."""

from __future__ import annotations

from urllib.parse import urljoin


class Links:
    """Addresses of a page's links, resolved as far as can be."""

    def __init__(self, url: str | None, base: str, canonical: str = "") -> None:
        page = url or ""
        self._base = self._joined(page, base.strip()) if base else page
        self._page = frozenset(_without_scheme(address) for address in (page, canonical.strip()) if address)
        scheme, separator, rest = self._base.partition("://")
        self._origin = f"{scheme}{separator}{rest.partition('/')[0]}" if separator else ""

    def target(self, href: str) -> str:
        """A link's address; one within the page is its ``#…`` alone, also where it was written in full.

        >>> links = Links("https://bay.example.org/songs/tide?v=2", "", "https://bay.example.org/songs/tide")
        >>> links.target("#note-1"), links.target("//bay.example.org/songs/tide#note-2"), links.target("/songs#top")
        ('#note-1', '#note-2', 'https://bay.example.org/songs#top')
        """
        address = self._resolved(href.strip())
        page, mark, place = address.partition("#")
        return mark + place if mark and _without_scheme(page) in self._page else address

    def _resolved(self, href: str) -> str:
        if not self._base or href.startswith(("#", "http://", "https://", "mailto:", "javascript:")):
            return href
        if href.startswith("/") and self._origin and not href.startswith("//") and "/." not in href:
            return self._origin + href
        return self._joined(self._base, href)

    @staticmethod
    def _joined(base: str, href: str) -> str:
        try:
            return urljoin(base, href)
        except ValueError:
            return href


def _without_scheme(address: str) -> str:
    """“//host/path” of “https://host/path”: pages and links to them are not always of one scheme."""
    return address[address.find("//") :] if "//" in address else address
