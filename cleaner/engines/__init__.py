"""Many machines. A module an engine, each with the same two things:

- what cleans the engine's own table of documents, ``clean_dataset`` or ``clean_dataframe``: ``clean_batch`` over its batches;
- ``everywhere``, which has a function called for each of many things: so ``cleaner batch --engine`` has its parts made, and
  whatever else is counted file by file and added up can be counted in the same way.

An engine is an extra. Its module is imported when it is asked for.
"""

from __future__ import annotations

from importlib import import_module

from cleaner.batch.run import Everywhere

ENGINES = ("ray", "spark")


class EngineError(RuntimeError):
    """An engine that is not there: one line that says what is missing and how to get it."""


def engine_named(name: str) -> Everywhere:
    """The ``everywhere`` of an engine. Raises EngineError where the extra, or what it runs on, is missing."""
    try:
        module = import_module(f"cleaner.engines.{name}")
    except ModuleNotFoundError as error:
        raise EngineError(f"{name}: {error.name} is not installed; pip install 'cleaner[{name}]'") from None
    module.check()
    everywhere: Everywhere = module.everywhere
    return everywhere
