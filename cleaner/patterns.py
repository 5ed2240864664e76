"""Regular expressions that are compiled when they are first used. To compile all of them takes half of ``import cleaner``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any, AnyStr, TypeVar, cast

Pattern = TypeVar("Pattern")


def later(compile_: Callable[[AnyStr, int], Pattern], source: AnyStr, flags: int = 0) -> Pattern:
    """What ``re.compile`` or ``regex.compile`` makes of an expression, made when one of its methods is first asked for.

    >>> import re
    >>> rain = later(re.compile, r"rain(s|ed)?", re.I)
    >>> rain.fullmatch("Rained")[1]
    'ed'
    """
    return cast(Pattern, _Uncompiled(cache(partial(compile_, source, flags))))


class _Method:
    """A method of the compiled pattern. Once asked for it is the instance's own, and is found there from then on."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: _Uncompiled, owner: type) -> Any:
        method = instance.__dict__[self._name] = getattr(instance.compiled(), self._name)
        return method


class _Uncompiled:
    """Stands for a pattern that is compiled later."""

    def __init__(self, compiled: Callable[[], Any]) -> None:
        self.compiled = compiled

    findall = _Method()
    finditer = _Method()
    fullmatch = _Method()
    match = _Method()
    search = _Method()
    split = _Method()
    sub = _Method()
