"""The host of an address: what pages are counted by."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str | None) -> str:
    """The host of an address, as ``host_in`` gives it; a dash where there is none.

    >>> host_of("https://www.harbour-post.example/news/1"), host_of(None)
    ('harbour-post.example', '-')
    """
    return host_in(url) or "-"


def host_in(url: str | None) -> str:
    """The host of an address, without a leading ``www.``; empty where there is none.

    >>> host_in("https://www.harbour-post.example/news/1"), host_in("no address"), host_in("http://[")
    ('harbour-post.example', '', '')
    """
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
