"""The caption of the picture that a page declares, where the page shows the picture."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from cleaner.metadata.elements import address_of, text_of
from cleaner.patterns import later

# So many figures are looked at for the picture that the page declares.
_MOST_FIGURES = 60
_SIZE = later(re.compile, r"(?i)-?(?:\d{2,4}x\d{2,4}|scaled)(?=\.\w{3,4}\Z)")


def caption_of(tree: LexborHTMLParser, image: str) -> str | None:
    """What stands under the picture where the page shows it, in any of its sizes."""
    name = _file_name(image)
    for figure in tree.css("figure")[:_MOST_FIGURES]:
        caption = figure.css_first("figcaption")
        if caption and name and any(name == _file_name(address_of(picture)) for picture in figure.css("img")[:3]):
            return text_of(caption) or None
    return None


def _file_name(address: str) -> str:
    """The name of the file, whatever its size and host; none if it is too short to tell one picture from another."""
    name = _SIZE.sub("", address.partition("?")[0].rpartition("/")[2]).lower()
    return name if len(name) > len("image.jpg") else ""
