"""One document as a row: the same columns whatever takes it in or gives it out, a file, a batch or an engine.

A row is plain data. What goes wrong with a document is in its row, in ``status`` and ``problem``; nothing is raised for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from cleaner.api import Cleaner
from cleaner.metadata.cuts import GIVEN_AS
from cleaner.metadata.model import Metadata
from cleaner.model import UNREADABLE, Category, Problem, Removal, Result
from cleaner.read import Kind

Status = Literal["ok", "problem", "failed"]

# What is known of a document, each with one value or with several.
_SEVERAL = ("author", *GIVEN_AS.values())
METADATA_FIELDS: Mapping[str, bool] = {
    **{name: name in _SEVERAL for name in Metadata.__dataclass_fields__ if name != "article_body"},
    **dict.fromkeys(GIVEN_AS.values(), True),
}


class Source(NamedTuple):
    """One document on its way in. ``text`` is text or markdown, ``html`` a page; where both are there, the page is read."""

    id: str
    text: str | bytes | None = None
    html: str | bytes | None = None
    url: str | None = None
    encoding: str | None = None  # what a server said of the bytes


class Row(NamedTuple):
    """One document on its way out.

    ``text`` is the article; ``removed``, in source order, is every cut with offsets into the source (for a page, its visible
    text), so that source = text + cuts. ``removed_share`` is the share of the source's characters that was cut. ``status``
    is ``ok``, ``problem`` (there is an article, and ``problem`` says what was wrong) or ``failed`` (there is none).
    """

    id: str
    url: str | None
    title: str | None
    text: str | None
    language: str | None
    metadata: Mapping[str, Any]
    removed: tuple[Mapping[str, Any], ...]
    removed_share: float
    status: Status
    problem: str | None


def clean_row(source: Source, cleaner: Cleaner) -> Row:
    """Clean one document. Never raises for what the document holds.

    >>> row = clean_row(Source("7", text="It rained all day in Port Ellery.\\n\\nShare on Facebook"), Cleaner())
    >>> row.text, row.status, [(r["category"], r["start"]) for r in row.removed if r["category"] != "blank"]
    ('It rained all day in Port Ellery.', 'ok', [('share', 35)])
    >>> clean_row(Source("8"), Cleaner()).problem
    'no-text: the document is null'
    """
    content = source.html if source.html is not None else source.text
    if content is None:
        return failed(source.id, source.url, Problem("no-text", "the document is null"))
    if not isinstance(content, (str, bytes)):
        return failed(source.id, source.url, Problem("no-text", f"the document is {type(content).__name__}, not text"))
    kind: Kind = "html" if source.html is not None else "auto"
    try:
        result = cleaner.clean(content, kind, source.url, source.encoding)
    except Exception as error:  # a defect of ours must not end a run over millions of documents
        return failed(source.id, source.url, Problem("error", f"{type(error).__name__}: {error}"))
    return _row(source, result)


def digest_of(source: Source) -> str:
    """An id for a document that has none, and whose number nobody knows: a digest of its address and of what it holds.

    The same document has the same on every machine and in every run, and so have its copies.

    >>> digest_of(Source("", text="It rained all day."))
    'c5f08a45d837e76ae249c7690ad908e5'
    """
    kind, content = ("html", source.html) if source.html is not None else ("text", source.text)
    spelled = content if isinstance(content, (str, bytes)) else repr(content)
    data = spelled.encode("utf-8", "surrogatepass") if isinstance(spelled, str) else spelled
    about = f"{source.url or ''}\n{kind}\n".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(about + data, digest_size=16).hexdigest()


def source_of(row: Mapping[str, Any]) -> tuple[str, tuple[Removal, ...]]:
    """What a row was made of, out of its text and its ledger, as readers of an output have them.

    >>> cut = {"start": 5, "end": 11, "category": "share", "rule": "x", "confidence": 1.0, "reason": "", "text": " Share", "path": None}
    >>> source_of({"text": "Rain.", "removed": [cut]})[0]
    'Rain. Share'
    """
    removed = tuple(Removal(**{**cut, "category": Category(cut["category"])}) for cut in row["removed"])
    text = row["text"] or ""
    return Result(text, None, text, "", removed).restore(), removed


def failed(identifier: str, url: str | None, problem: Problem) -> Row:
    """The row of a document of which there is no article."""
    return Row(identifier, url, None, None, None, {}, (), 0.0, "failed", _spelled((problem,)))


def _row(source: Source, result: Result) -> Row:
    lost = any(problem.code in UNREADABLE for problem in result.problems)
    gone = sum(cut.end - cut.start for cut in result.removed if cut.category is not Category.BLANK)
    return Row(
        id=source.id,
        url=source.url,
        title=result.title,
        text=None if lost else result.text,
        language=result.language,
        metadata=dict(result.metadata),
        removed=tuple(_span(cut) for cut in result.removed),
        removed_share=gone / len(result.source) if result.source else 0.0,
        status="failed" if lost else "problem" if result.problems else "ok",
        problem=_spelled(result.problems),
    )


def _span(cut: Removal) -> dict[str, Any]:
    return {**cut._asdict(), "category": cut.category.value}


def _spelled(problems: tuple[Problem, ...]) -> str | None:
    return "; ".join(f"{problem.code}: {problem.message}" for problem in problems) or None
