"""``docs/licences.md`` names all that cleaner needs, with the licences that are declared by what is installed."""

from __future__ import annotations

from email.message import Message
from importlib.metadata import Distribution

import pytest

from tests.licences import direct, installed, licence_of, listed


def declaring(**fields: str) -> Distribution:
    """A distribution whose metadata say this."""
    told = Message()
    for name, value in fields.items():
        told[name.replace("_", "-")] = value

    class Declaring(Distribution):
        metadata = told  # type: ignore[assignment]

        def read_text(self, filename: str) -> None: ...  # pragma: no cover

        def locate_file(self, path: object) -> None: ...  # type: ignore[override]  # pragma: no cover

    return Declaring()


def test_a_licence_is_told_by_the_surest_of_what_declares_it() -> None:
    classifier = "License :: OSI Approved :: BSD License"
    assert licence_of(declaring(License_Expression="MIT", License="Apache 2.0")) == "MIT"
    assert licence_of(declaring(License="Apache 2.0", Classifier=classifier)) == "Apache-2.0"
    assert licence_of(declaring(License="Copyright …\nall the text", Classifier=classifier)) == "BSD"
    assert licence_of(declaring(Classifier="License :: OSI Approved")) == "not declared"


def test_all_that_is_asked_for_is_listed() -> None:
    assert {name: needed_for for name, (_, needed_for) in listed().items() if name in direct()} == direct()


@pytest.mark.parametrize("name", sorted(listed()))
def test_the_list_says_what_is_declared(name: str) -> None:
    """Or less: of what is listed as BSD a newer version may declare BSD-3-Clause."""
    here = installed(name)
    if here is None:
        pytest.skip("not installed")
    assert f"{licence_of(here)}-".startswith(f"{listed()[name][0]}-"), "python -m tests.licences writes the list anew"


def test_no_licence_is_unknown() -> None:
    assert [name for name, (licence, _) in listed().items() if "not declared" in licence or "unknown" in licence.lower()] == []
