"""Articles that a page holds but does not show: in its JSON-LD, or where only a script would bring them out."""

from __future__ import annotations

from cleaner.model import Block, Document
from cleaner.opinion import quick_opinion
from cleaner.shapes import count_words

# A block of so many words, few of them in links, is what a page shows of an article.
_PROSE_WORDS = 18
_LINK_SHARE = 0.5
# What is hidden must be an article, and so many times as long as what is shown.
_ARTICLE_WORDS = 80
_TIMES = 3
# Of a page that shows no more words than this it is worth while to ask for more.
_HARDLY_ANY = 40


def hidden_article(page: Document, article_body: str | None) -> str | None:
    """The text of the article, if the page shows none of it or a stub and holds it elsewhere.

    ``article_body`` is what the page's JSON-LD gives. Without it trafilatura is asked, but only for pages that show hardly
    any prose: it knows where some frameworks hide it.

    >>> hidden_article(Document("Menu", ()), "It rained in Port Ellery. " * 40) is not None
    True
    """
    shown = 0
    for block in page.blocks:
        shown += _words_of_prose(block)
        if shown > _HARDLY_ANY and article_body is None:
            return None
    if article_body is None and page.markup:
        article_body = quick_opinion(page.markup.html)
    words = count_words(article_body or "")
    return article_body if words >= max(_ARTICLE_WORDS, shown * _TIMES) else None


def _words_of_prose(block: Block) -> int:
    if block.link_chars >= len(block.plain) * _LINK_SHARE or len(block.plain) < 2 * _PROSE_WORDS - 1:  # not even words of one letter
        return 0
    words = count_words(block.plain)
    return words if words >= _PROSE_WORDS else 0
