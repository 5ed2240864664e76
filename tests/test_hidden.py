"""An article that the page holds but does not show stands in for it, and only then."""

from __future__ import annotations

import json

import pytest

from cleaner import clean

ENGLISH = "The tide gauge at Larkmouth was read by hand until last spring, and somebody had to walk out to it twice a day. " * 12
CHINESE = "雨从星期一开始下，一直下到星期四的早上，河边的小路都被水淹没了，孩子们只好绕远路去上学。" * 12


def page(shown: str, held: str) -> str:
    data = json.dumps({"@type": "NewsArticle", "articleBody": held}, ensure_ascii=False)
    return f'<html><head><script type="application/ld+json">{data}</script></head><body><div class="app">{shown}</div></body></html>'


@pytest.mark.parametrize("article", [ENGLISH, CHINESE], ids=["words", "characters"])
def test_an_article_that_is_not_shown_is_found(article: str) -> None:
    result = clean(page("<p>…</p>", article), kind="html")
    assert [problem.code for problem in result.problems] == ["hidden"]
    assert result.text.strip() == article.strip()


@pytest.mark.parametrize("article", [ENGLISH, CHINESE], ids=["words", "characters"])
def test_an_article_that_is_shown_is_not_replaced(article: str) -> None:
    held = " ".join([*article] if article is CHINESE else [article, article])
    result = clean(page(f"<p>{article}</p>", held), kind="html")
    assert not result.problems
    assert result.source.startswith(article.strip())
