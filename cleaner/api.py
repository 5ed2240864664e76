"""The public face: ``clean`` for one document, ``Cleaner`` to set things once and clean many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.collector import collector_set_aside
from cleaner.config import Config, Languages, ProfileName
from cleaner.model import Result
from cleaner.pipeline import clean_source
from cleaner.read import KINDS, Kind

if TYPE_CHECKING:
    from cleaner.sites.table import Sites  # which needs pyarrow, and a single document mostly does not


@dataclass(frozen=True, slots=True)
class Cleaner:
    """A configured cleaner: frozen, picklable, safe to share.

    ``sites``, made by ``Sites.load`` of ``cleaner.sites.table``, tells what repeats on hosts; it is asked about documents whose
    address is known, by ``url`` or by what a page says of itself.

    >>> Cleaner(Config(keep=("share",))).clean("It rained all day.\\n\\nShare on Facebook").text
    'It rained all day.\\n\\nShare on Facebook'
    """

    config: Config = field(default_factory=Config)
    sites: Sites | None = None

    def clean(
        self,
        source: str | bytes,
        kind: Kind = "auto",
        url: str | None = None,
        encoding: str | None = None,
    ) -> Result:
        """Clean one document; see :func:`clean`."""
        if not isinstance(source, (str, bytes)):
            raise TypeError(f"source must be str or bytes, not {type(source).__name__}")
        if kind not in KINDS:
            raise ValueError(f"unknown kind {kind!r}: choose one of {', '.join(KINDS)}")
        with collector_set_aside():
            return clean_source(source, kind, self.config, url, encoding, self.sites)


def clean(
    source: str | bytes,
    kind: Kind = "auto",
    url: str | None = None,
    languages: str | Iterable[str] = "auto",
    keep: Iterable[str] = (),
    profile: ProfileName = "balanced",
    encoding: str | None = None,
) -> Result:
    """Give back the article an editor would keep, and a ledger of every cut.

    ``source`` is the HTML of a page, or plain text or markdown as a scraper printed it, or the bytes of either; ``kind``
    says which, where the content does not. Offsets in the result are code-point offsets into ``result.source``, which for
    HTML is the visible text of the page. ``url`` is the page's address, by which its links are resolved, and ``encoding``
    what the server said of its bytes. ``keep`` names categories that are never cut. What is wrong with a document is in
    ``result.problems``; TypeError and ValueError are raised only for a wrong call.

    >>> r = clean("It rained all day in Port Ellery.\\n\\nShare on Facebook")
    >>> r.text
    'It rained all day in Port Ellery.'
    >>> [(c.category.value, c.text) for c in r.removed if c.category != "blank"]
    [('share', 'Share on Facebook')]
    """
    chosen: Languages = "auto" if languages == "auto" else ((languages,) if isinstance(languages, str) else tuple(languages))
    return Cleaner(Config(profile=profile, languages=chosen, keep=tuple(keep))).clean(source, kind, url, encoding)
