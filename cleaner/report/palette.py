"""A hue for each category. Hues tell neighbours apart; which category it is, a label says in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cleaner.model import Category

# Degrees on the colour wheel; categories that often stand side by side are far apart.
HUES: Mapping[Category, int] = MappingProxyType(
    {
        Category.NEWSLETTER: 262,
        Category.COURSE_AD: 24,
        Category.AD: 44,
        Category.SUBSCRIPTION: 330,
        Category.IMAGE_CAPTION: 172,
        Category.IMAGE_CREDIT: 142,
        Category.MEDIA_PLAYER: 98,
        Category.COMMENTS: 290,
        Category.SHARE: 206,
        Category.RELATED: 352,
        Category.NAVIGATION: 226,
        Category.BYLINE: 66,
        Category.AUTHOR_BIO: 310,
        Category.WIRE_CREDIT: 188,
        Category.ABOUT: 120,
        Category.LEGAL: 8,
        Category.DUPLICATE: 244,
        Category.TECHNICAL: 276,
    }
)
