"""What a text says of somebody's life: the words with which a bio tells who wrote an article, and stories do not speak of people."""

from __future__ import annotations

from cleaner.quotations import quotations
from cleaner.stage_words import Patterns

# Words of a life count one, those that hardly anything else holds count two. So much it takes where a full name opens the
# paragraph, a single one or who speaks; and where the name is the byline's or stands above, so much.
_CAREER, _LIFE = 2, 1
FULL_NAME_TAKES, ONE_WORD_TAKES, INTRODUCED_TAKES = 3, 4, 2
# Of trades no more count than these, and long paragraphs hold any word: one in so many words is needed, fewer where it takes little.
_MOST_JOBS = 2
_WORDS_A_SIGN, _WORDS_A_SIGN_INTRODUCED = 25, 45
# A quotation of so many characters is a source's.
_QUOTED_CHARS = 40


def _is_news(plain: str, words: Patterns) -> bool:
    return words.news.search(plain) is not None or bool(quotations(plain, _QUOTED_CHARS))


def signs_of(plain: str, words: Patterns) -> int:
    """How much in a paragraph speaks of a life.

    >>> from cleaner.phrasebook import load
    >>> from cleaner.stage_words import patterns_of
    >>> english = patterns_of(load(("en",)).stage_words)
    >>> signs_of("Ada Roe is a staff writer and lives in Port Ellery.", english), signs_of("Ada Roe opened the gate.", english)
    (4, 0)
    """
    careers = [m.span() for m in words.career.finditer(plain)]
    life = sum(1 for m in words.life.finditer(plain) if not any(a < m.end() and m.start() < b for a, b in careers))
    jobs = sum(1 for _ in words.job.finditer(plain))
    return len(careers) * _CAREER + life * _LIFE + min(jobs, _MOST_JOBS)


def speaks_of_somebody(plain: str, words: Patterns) -> bool:
    """Is the paragraph about a person, and does anything in it speak of a life?"""
    return any(of.search(plain) for of in (words.person, words.job, words.i)) and signs_of(plain, words) > 0


def is_life(plain: str, words: Patterns, takes: int) -> bool:
    """Does enough of the paragraph speak of a life, and nothing of news?"""
    if _is_news(plain, words):
        return False
    signs = signs_of(plain, words)
    every = _WORDS_A_SIGN_INTRODUCED if takes == INTRODUCED_TAKES else _WORDS_A_SIGN
    return signs >= takes and signs * every >= len(plain.split())


def goes_on(plain: str, words: Patterns) -> bool:
    """May this still be about somebody who was named above?"""
    return any(of.search(plain) for of in (words.person, words.i, words.career))
