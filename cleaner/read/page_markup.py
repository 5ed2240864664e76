"""The markup of a page that was read, for those who want another look at it, at all of it or at a part."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from selectolax.lexbor import LexborHTMLParser


def parsed(html: str) -> LexborHTMLParser:
    """A page as a browser that runs scripts parses it."""
    return LexborHTMLParser(html, scripting=True)


class PageMarkup:
    """The markup of a page, and which node of its tree each of its elements is; elements go by their ids, as in ``Place``."""

    __slots__ = ("_nodes", "_tree", "html")

    def __init__(self, html: str, tree: LexborHTMLParser, nodes: Sequence[int]) -> None:
        self.html = html
        self._tree = tree
        self._nodes = nodes  # by the element's id: where the node is in memory

    def without(self, elements: Collection[int]) -> str:
        """The markup without some elements and all that is in them; the outermost one stays, whatever is asked.

        >>> from cleaner.read.html import read_html
        >>> page = read_html("<nav><a href=/>Home</a></nav><p>It rained.").document
        >>> nav = page.blocks[0].hints.place.ancestors[-2]
        >>> page.markup.without([nav])
        '<html><head></head><body><p>It rained.</p></body></html>'
        """
        unwanted = {self._nodes[element] for element in elements if element}
        # The tree is others' too, so the elements are cut out of a second one; it has the same nodes in the same order.
        rest = parsed(self.html)
        gone = [copy for node, copy in zip(self._tree.css("*"), rest.css("*"), strict=True) if node.mem_id in unwanted]
        for copy in reversed(gone):  # what is in an element goes before it
            copy.decompose()
        return rest.html or ""
