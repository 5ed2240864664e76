"""What is known about an article besides its text.

``declared`` reads what a page says of itself; ``merged`` adds what cleaning took out of it, as far as ``place`` finds it to be about the
article. A source is a module that yields claims: ``head``, ``linked_data``, ``microdata``, ``microformats``, ``headline``. ``page`` chooses
among them by what ``names``, ``titles`` and ``dates`` hold to be possible.
"""

from cleaner.metadata.cuts import merged
from cleaner.metadata.model import Metadata
from cleaner.metadata.page import declared
from cleaner.metadata.place import Place

__all__ = ["Metadata", "Place", "declared", "merged"]
