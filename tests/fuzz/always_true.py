"""What must hold for every document whatever, checked on one: shared by the fuzz target and the tests of what it found."""

from __future__ import annotations

from itertools import pairwise

from cleaner import Category, Result, clean
from cleaner.read import Kind, read


def check_text(data: bytes) -> None:
    """Read and clean bytes as text or markdown. Raises AssertionError for a broken promise."""
    source = data.decode("utf-8", "surrogatepass" if _is_wobbly(data) else "replace")
    result = clean(source, "text")
    assert result.source == source
    _check_ledger(result)
    again = clean(result.text, "text").text
    assert again == result.text, f"cleaning again cuts more: {result.text!r} -> {again!r}"
    _check_ledger(clean(data))  # … and as whatever kind and encoding they seem to have


def check_html(data: bytes) -> None:
    """Read and clean bytes as a page. Raises AssertionError for a broken promise."""
    result = clean(data, "html", url="https://ellerypost.example/a/b")
    _check_ledger(result)
    assert result.markdown is not None
    assert clean(data, "html", url="https://ellerypost.example/a/b") == result
    _check_blocks(data, "html")


def _is_wobbly(data: bytes) -> bool:
    """Is this UTF-8 but for lone surrogates?"""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _check_ledger(result: Result) -> None:
    """Kept and removed tile the source; nothing is moved or made up."""
    assert result.restore() == result.source
    at = 0
    kept: list[str] = []
    for cut in result.removed:
        assert at <= cut.start < cut.end <= len(result.source)
        assert result.source[cut.start : cut.end] == cut.text
        assert cut.category is not Category.BLANK or cut.text.isspace()
        kept.append(result.source[at : cut.start])
        at = cut.end
    assert "".join((*kept, result.source[at:])) == result.text
    assert all(problem.message for problem in result.problems)


def _check_blocks(data: bytes, kind: Kind) -> None:
    document = read(data, kind).document
    assert all(0 <= block.start < block.end <= len(document.text) for block in document.blocks)
    assert all(a.end <= b.start for a, b in pairwise(document.blocks))
