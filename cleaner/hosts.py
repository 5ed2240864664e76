"""The host of an address: what pages are counted by."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str | None) -> str:
    """The host of an address, without a leading ``www.``; a dash where there is none.

    >>> host_of("https://www.harbour-post.example/news/1"), host_of(None)
    ('harbour-post.example', '-')
    """
    try:
        host = urlsplit(url or "").hostname or "-"
    except ValueError:
        return "-"
    return host.removeprefix("www.")
