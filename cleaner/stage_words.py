"""Words that stages look for inside short lines, where a phrase would say too much: data of each language's phrase file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from cleaner.arrows import BEHIND_WORDS
from cleaner.kept_expressions import compiled
from cleaner.patterns import later


@dataclass(frozen=True, slots=True, eq=False)
class StageWords:
    """The words of the languages of a text, as alternatives of a regular expression. Like ``StampWords``: made once a book."""

    thread_words: str = "(?!)"  # in the lines between readers' comments: “reply”, “says:”
    more_words: str = "(?!)"  # behind a teaser, to the rest of it: “read more”
    callout_words: str = "(?!)"  # a sentence begins with that calls upon readers to write: “send us your”
    greeting_words: str = "(?!)"  # a comment begins with that turns to who wrote before: “hi”, “thanks for”
    role_words: str = "(?!)"  # what people of a newsroom are: “reporter”
    # What organisations say of themselves.
    self_words: str = "(?!)"  # behind the name: “is a”, “helps”
    praise_words: str = "(?!)"  # in what follows: “trusted by”, “our mission”
    # What bios are made of.
    job_words: str = "(?!)"  # what people who write are by trade: “editor”, “founder”
    career_words: str = "(?!)"  # what hardly anything but a bio says of somebody: “her work has appeared in”
    life_words: str = "(?!)"  # what bios say among others: “lives in”
    news_words: str = "(?!)"  # what stories say of people and bios do not: “said”, “died”
    person_words: str = "(?!)"  # for somebody who was named: “she”, “his”
    i_words: str = "(?!)"  # for who speaks: “I”, “my”
    # What calls to the reader are made of.
    need_words: str = "(?!)"  # a sentence about what he may want begins with: “ready to”
    bidding_words: str = "(?!)"  # one that bids him do something: “book your”
    offer_words: str = "(?!)"  # what is on offer: “free trial”
    haste_words: str = "(?!)"  # “today”
    ours_words: str = "(?!)"  # the site says of itself: “our”
    advice_words: str = "(?!)"  # who is not the site: “call your doctor”
    # What a line says that leads in to a film or a recording.
    film_words: str = "(?!)"  # “video”
    look_words: str = "(?!)"  # “watch”, “below”
    picture_buttons: str = "(?!)"  # above a picture's caption: “toggle caption”
    figure_words: str = "(?!)"  # before the number of a picture, with which its caption begins: “figure”
    telling_words: str = "(?!)"  # a page hardly says of itself or to its readers: “said”, “was”
    # What a sentence ends with, in languages that have the verb there.
    telling_ends: str = "(?!)"  # it tells, and asks nothing of the reader: “…た”
    told_ends: str = "(?!)"  # it tells, or the page says what it did: “…ました”
    # What lines of boxes begin with.
    price_words: str = "(?!)"  # with a colon or without, before a price: “fee”
    price_leads: str = "(?!)"  # “only”
    contact_words: str = "(?!)"  # before a number or an address: “phone”
    about_words: str = "(?!)"  # before the name of an organisation that describes itself: “about the”


NO_STAGE_WORDS = StageWords()


class Patterns(NamedTuple):
    """The patterns made of some words; what a stage wants around them is its own affair."""

    thread: regex.Pattern[str]
    more: regex.Pattern[str]
    callout: regex.Pattern[str]
    greeting: regex.Pattern[str]
    role: regex.Pattern[str]
    self: regex.Pattern[str]
    praise: regex.Pattern[str]
    job: regex.Pattern[str]
    career: regex.Pattern[str]
    life: regex.Pattern[str]
    news: regex.Pattern[str]
    person: regex.Pattern[str]
    i: regex.Pattern[str]
    film: regex.Pattern[str]
    look: regex.Pattern[str]
    picture_buttons: regex.Pattern[str]
    tells: regex.Pattern[str]
    telling: regex.Pattern[str]
    told: regex.Pattern[str]


class CallPatterns(NamedTuple):
    """The patterns for calls to the reader; ``need`` and ``bidding`` open a sentence, behind a bracket or an inverted mark perhaps."""

    need: regex.Pattern[str]
    bidding: regex.Pattern[str]
    bidding_clause: regex.Pattern[str]  # the same at the beginning of a clause: a pattern for both takes twice the time of these two
    offer: regex.Pattern[str]
    haste: regex.Pattern[str]
    ours: regex.Pattern[str]
    advice: regex.Pattern[str]

    def bids(self, sentence: str) -> bool:
        """Does the sentence, or a clause of it, bid the reader do something?"""
        return self.bidding.match(sentence) is not None or self.bidding_clause.search(sentence) is not None


@lru_cache(maxsize=64)
def patterns_of(words: StageWords) -> Patterns:
    """The patterns for these words; made once.

    >>> from cleaner.phrasebook import load
    >>> german = patterns_of(load(("de",)).stage_words)
    >>> bool(german.thread.search("Ada Roe sagt:")), bool(german.role.search("Redakteurin im Ressort Klima"))
    (True, True)
    """
    return Patterns(
        thread=_whole_words(words.thread_words),
        more=later(compiled, rf"(?<!\w)(?:{words.more_words})\s?[{BEHIND_WORDS}]?\Z", regex.I),
        callout=later(compiled, rf"[^\w]{{0,3}}(?:{words.callout_words})(?!\w)", regex.I),
        greeting=later(compiled, rf"[^\w]{{0,3}}(?:{words.greeting_words})(?![\w-])", regex.I),
        role=_whole_words(words.role_words),
        self=later(compiled, rf"(?:\s\([^()]{{1,40}}\))?,?\s(?:{words.self_words})(?!\w)", regex.I),
        praise=_whole_words(words.praise_words),
        job=_whole_words(words.job_words),
        career=_whole_words(words.career_words),
        life=_whole_words(words.life_words),
        news=_whole_words(words.news_words),
        person=_whole_words(words.person_words),
        i=_whole_words(words.i_words),
        film=_whole_words(words.film_words),
        look=_whole_words(words.look_words),
        picture_buttons=_whole_words(words.picture_buttons),
        tells=_whole_words(words.telling_words),
        telling=_at_the_end(words.telling_ends),
        told=_at_the_end(words.told_ends),
    )


@lru_cache(maxsize=64)
def calls_of(words: StageWords) -> CallPatterns:
    """The patterns of calls for these words; made once.

    >>> from cleaner.phrasebook import load
    >>> english = calls_of(load(("en",)).stage_words)
    >>> english.bids("To learn more, book a tour."), english.bids("“Book a tour!”"), english.bids("They book a tour.")
    (True, True, False)
    """
    return CallPatterns(
        need=later(compiled, rf"\W{{0,4}}(?:{words.need_words})(?!\w)"),
        bidding=later(compiled, rf"\W{{0,4}}(?:{words.bidding_words})(?!\w)"),
        bidding_clause=later(compiled, rf"[,;:–—-]\s(?:{words.bidding_words})(?!\w)"),
        offer=_whole_words(words.offer_words),
        haste=_whole_words(words.haste_words),
        ours=later(compiled, rf"(?<!\w)(?:{words.ours_words})(?!\w)"),
        advice=_whole_words(words.advice_words),
    )


def _at_the_end(alternatives: str) -> regex.Pattern[str]:
    return later(compiled, rf"(?:{alternatives})[.。]\Z")


def _whole_words(alternatives: str) -> regex.Pattern[str]:
    return later(compiled, rf"(?<!\w)(?:{alternatives})(?!\w)", regex.I)
