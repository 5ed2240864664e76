"""Templates, and the frame that makes a page keep to itself."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cleaner import __version__
from cleaner.model import Category
from cleaner.report.palette import HUES
from cleaner.report.symbols import visible

_TEMPLATES = Path(__file__).with_name("templates")
# Blanks at which no line breaks: a figure and its sign stay together.
_BLANK, _NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def rendered(template: str, styles: tuple[str, ...], script: str | None = None, **values: Any) -> bytes:
    """A page from a template, whole, in UTF-8. Whatever a value holds shows as text.

    ``styles`` and ``script`` are files beside the templates. They stand in the page itself, and its policy names them by their
    digests: no other style or script in it has any effect, and nothing is fetched.
    """
    environment = _environment()
    style = "".join(environment.get_template(name).render(hues=_hues()) for name in styles)
    code = (_TEMPLATES / script).read_text(encoding="utf-8") if script else ""
    policy = [
        "default-src 'none'",
        f"style-src {_digest(style)}",
        f"script-src {_digest(code) if code else chr(39) + 'none' + chr(39)}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    frame = {"style": Markup(style), "script": Markup(code), "policy": "; ".join(policy), "version": __version__}
    return environment.get_template(template).render(frame, **values).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_shown,  # so that no template can forget it
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: f"{value:,}".replace(",", _NARROW)  # figures in groups, for every country
    environment.filters["percent"] = percent
    environment.filters["words"] = lambda value: value.replace("_", " ")
    return environment


def percent(share: float) -> str:
    """A share as people write it; what is not nothing never shows as nothing.

    >>> [percent(share).replace("\N{NO-BREAK SPACE}", " ") for share in (0, 0.0004, 0.0432, 0.432, 1)]
    ['0 %', '< 0.1 %', '4.3 %', '43 %', '100 %']
    """
    value = share * 100
    if 0 < value < 0.1:
        return f"<{_BLANK}0.1{_BLANK}%"
    return f"{value:.1f}{_BLANK}%" if 0 < value < 10 else f"{value:.0f}{_BLANK}%"


def _shown(value: Any) -> Any:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(value)


def _hues() -> dict[Category, int]:
    return dict(HUES)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
