"""What takes long to work out of a data file of the package is worked out once and kept, where Python keeps compiled modules.

Like those it is only kept where that can be written and ``sys.dont_write_bytecode`` is not set. It says of which content it was
made, and by which code: where either is another by now, or what is kept is damaged, it is worked out anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from importlib.util import cache_from_source, source_hash
from pathlib import Path
from typing import Any


def kept(source: Path, make: Callable[[bytes], Any], code: Sequence[str]) -> Any:
    """What ``make`` makes of the content of a file; it must be what JSON can hold. ``code`` names the files of the modules that ``make`` uses.

    Raises OSError where one of these files cannot be read, and whatever ``make`` raises.
    """
    content, *others = (Path(file).read_bytes() for file in (str(source), *code))
    digest = " ".join(source_hash(part).hex() for part in (content, *others))
    place = Path(cache_from_source(str(source))).with_suffix(".json")
    try:
        about, _, made = place.read_text(encoding="ascii").partition("\n")
        if about == digest:
            return json.loads(made)
    except (OSError, ValueError):
        pass
    fresh = make(content)
    if not sys.dont_write_bytecode:
        _keep(place, f"{digest}\n{json.dumps(fresh)}")
    return fresh


def _keep(place: Path, text: str) -> None:
    from cleaner.whole import write_whole  # needed once for each source

    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, text.encode("ascii"))
    except OSError:
        pass  # nobody may write there: the next process works it out again
