"""The addresses of a page's links and pictures."""

from __future__ import annotations

from urllib.parse import urljoin


class Links:
    """Addresses of a page's links, resolved as far as can be."""

    def __init__(self, url: str | None, base: str) -> None:
        self._page = url or ""
        self._base = self._joined(self._page, base.strip()) if base else self._page
        scheme, separator, rest = self._base.partition("://")
        self._origin = f"{scheme}{separator}{rest.partition('/')[0]}" if separator else ""

    def target(self, href: str) -> str:
        """A link's address; one within the page keeps its ``#…``."""
        href = href.strip()
        if not self._base or href.startswith(("#", "http://", "https://", "mailto:", "javascript:")):
            return href.removeprefix(self._page) if self._page and href.startswith(f"{self._page}#") else href
        if href.startswith("/") and self._origin and not href.startswith("//") and "/." not in href:
            return self._origin + href
        return self._joined(self._base, href)

    @staticmethod
    def _joined(base: str, href: str) -> str:
        try:
            return urljoin(base, href)
        except ValueError:
            return href
