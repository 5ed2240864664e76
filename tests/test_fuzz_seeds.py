"""The fuzz target's checks hold for its seeds, which hold what it once broke on, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.always_true import check_html, check_text

SEEDS = sorted((Path(__file__).parent / "fuzz" / "seeds").glob("*/*"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_seed_breaks_nothing(seed: Path) -> None:
    check_text(seed.read_bytes())
    check_html(seed.read_bytes())
