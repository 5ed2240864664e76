"""The collector of garbage is as it was once a document is cleaned."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest

from cleaner import clean
from cleaner.collector import collector_set_aside
from cleaner.model import Result
from cleaner.pipeline import clean_source


@pytest.fixture(autouse=True)
def collector_on() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_is_off_while_a_document_is_cleaned_and_on_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def seeing(*args: Any) -> Result:
        seen.append(gc.isenabled())
        return clean_source(*args)

    monkeypatch.setattr("cleaner.api.clean_source", seeing)
    clean("It rained all day in Port Ellery.")
    assert seen == [False]
    assert gc.isenabled()


def test_it_comes_back_where_cleaning_fails() -> None:
    with pytest.raises(ZeroDivisionError), collector_set_aside():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_off() -> None:
    gc.disable()
    clean("It rained all day in Port Ellery.")
    assert not gc.isenabled()


def test_cleaning_leaves_no_garbage_behind() -> None:
    page = "<nav><a href=/>Home</a><a href=/news>News</a></nav>" + "<p>It rained all day in Port Ellery, and the river rose by two metres.</p>" * 30
    clean(page, kind="html")
    gc.collect()
    gc.disable()
    clean(page, kind="html")
    assert gc.collect() == 0
