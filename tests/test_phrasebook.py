"""The language of phrases, the checks on phrase files, and what each shape of phrase matches."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import cleaner
from cleaner.folding import core, fold, fold_all
from cleaner.model import Category
from cleaner.phrase_files import RuleFile, read_groups
from cleaner.phrase_index import ALL_ZONES, Group, Shape, index_of
from cleaner.phrase_language import PhraseError, parse
from cleaner.phrasebook import Hit, Matcher, PhraseBook, load

PHRASES = Path(cleaner.__file__).parent / "phrases"
LANGUAGES = sorted(p.stem for p in PHRASES.glob("*.toml") if p.stem != "names")
MOST = 48


def group(shape: Shape = "whole", rule: str = "r", confidence: float = 0.9) -> Group:
    return Group(Category.AD, rule, shape, "line", 30, ALL_ZONES, confidence, False, "en")


def hits(shape: Shape, phrase: str, line: str) -> list[Hit]:
    return PhraseBook([Matcher(index_of([(group(shape), [phrase])]))]).find([line])[0]


def found(shape: Shape, phrase: str, line: str) -> str | None:
    got = hits(shape, phrase, line)
    return line[got[0].start : got[0].end] if got else None


# ---------------------------------------------------------------- the language


@pytest.mark.parametrize(
    ("phrase", "variants"),
    [
        ("tide table", ["tide table"]),
        ("(high|low) tide", ["high tide", "low tide"]),
        ("(the )?tide", ["the tide", "tide"]),
        ("tide( table)?", ["tide table", "tide"]),
        ("(a|b( c)?) d", ["a d", "b c d", "b d"]),
        ("tide (now|) in", ["tide now in", "tide in"]),
        (r"tide \(low\)", ["tide (low)"]),
        (r"tide \| time", ["tide | time"]),
        (r"high tide\?", ["high tide?"]),
        ("  tide   table ", ["tide table"]),
    ],
)
def test_alternatives_and_options_multiply_out(phrase: str, variants: list[str]) -> None:
    assert parse(phrase).variants(MOST) == variants


def test_too_many_variants_are_not_multiplied_out() -> None:
    assert parse("(a|b)(c|d)(e|f)").variants(7) is None


def test_a_phrase_with_a_placeholder_has_no_variants() -> None:
    assert parse("tide in <n> hours").variants(MOST) is None


@pytest.mark.parametrize(
    ("phrase", "complaint"),
    [
        ("tide (low", r"unbalanced '\('"),
        ("tide low)", r"unbalanced '\)'"),
        ("(tide (low)", r"unbalanced '\('"),
        ("tide <moon>", "unknown placeholder <moon>"),
        ("(high |low )*tide", "nothing can repeat"),
        ("tides? today", r"a stray '\?'"),
        ("high tide?", r"a stray '\?'"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str, complaint: str) -> None:
    with pytest.raises(PhraseError, match=complaint):
        parse(phrase)


def test_a_stray_placeholder_bracket_is_refused() -> None:
    with pytest.raises(PhraseError):
        parse("tide < table")


# Languages that neither join words nor put endings on any word: there a letter right behind <words> is a blank that was forgotten.
APART = ("ar", "bg", "cs", "el", "en", "es", "fr", "hi", "it", "pl", "pt", "ro", "ru", "sk", "tr", "uk", "vi")


@pytest.mark.parametrize("language", APART)
def test_no_phrase_goes_on_inside_a_word_that_a_placeholder_took(language: str) -> None:
    file = tomllib.loads((Path(cleaner.__file__).parent / "phrases" / f"{language}.toml").read_text(encoding="utf-8"))
    groups = [g for value in file.values() if isinstance(value, list) for g in value if isinstance(g, dict)]
    glued = [p for g in groups for p in g["phrases"] if re.search(r"<words>\(*\w|\w\)*<words>", p)]
    assert groups
    assert not glued


def test_a_phrase_of_placeholders_alone_is_refused() -> None:
    with pytest.raises(PhraseError, match="no words that every match must hold"):
        PhraseBook([Matcher(index_of([(group("start"), ["<n> <name>"])]))])


@pytest.mark.parametrize("phrase", ["ad", "(ad|advert)"])
def test_a_phrase_that_matches_by_too_little_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError, match="too short"):
        PhraseBook([Matcher(index_of([(group("anywhere"), [phrase])]))])


def test_a_short_phrase_may_be_a_whole_line() -> None:
    assert found("whole", "ad", "Ad") == "Ad"


@pytest.mark.parametrize(("phrase", "line"), [("timetable(s)? for <name>", "Timetables for Oxmere"), ("(sea|shore)?fishing <n>", "Shorefishing 12")])
def test_a_word_may_go_on_where_its_ending_is_optional(phrase: str, line: str) -> None:
    assert found("start", phrase, line) == line


def test_a_word_goes_on_nowhere_else() -> None:
    assert found("start", "timetable(s)? for <name>", "Timetabled for Oxmere") is None
    assert found("anywhere", "timetable(s)? for <name>", "Subtimetables for Oxmere") is None


def test_phrases_stand_without_marks_where_their_file_says_so() -> None:
    group_of_one = '[[ad]]\nrule = "r"\nshape = "whole"\ntakes = "line"\nconfidence = 0.9\nphrases = ["orarul mareelor târzii"]\n'
    text = f'language = "xx"\nalso_without_marks = {{}}\n{group_of_one}'
    for says, known in (("true", True), ("false", False)):
        book = load((), (RuleFile("xx.toml", "xx", text.format(says)),))
        assert [bool(hits) for hits in book.find(["Orarul mareelor târzii", "Orarul mareelor tarzii"])] == [True, known]
    with pytest.raises(PhraseError, match=r"xx\.toml: also_without_marks must be true or false, not 3"):
        load((), (RuleFile("xx.toml", "xx", text.format("3")),))


# ---------------------------------------------------------------- shapes


@pytest.mark.parametrize("phrase", ["tides today", "tides (today|<date>)"])
class TestShapes:
    """Plain phrases and phrases with placeholders take different ways; both must agree."""

    @pytest.mark.parametrize("line", ["Tides today", "TIDES TODAY", "» Tides today «", "**Tides today:**", "Tides today!"])
    def test_whole_is_the_line_without_punctuation_around(self, phrase: str, line: str) -> None:
        assert hits("whole", phrase, line)

    @pytest.mark.parametrize("line", ["Tides today and tomorrow", "See tides today", "Tides", "Low tides today"])
    def test_whole_is_no_part_of_a_line(self, phrase: str, line: str) -> None:
        assert not hits("whole", phrase, line)

    @pytest.mark.parametrize("line", ["Tides today are low.", "» Tides today", "“Tides today” is a column."])
    def test_start_begins_the_line(self, phrase: str, line: str) -> None:
        assert hits("start", phrase, line)

    @pytest.mark.parametrize("line", ["See tides today", "The tides today are low."])
    def test_start_is_nowhere_else(self, phrase: str, line: str) -> None:
        assert not hits("start", phrase, line)

    @pytest.mark.parametrize("line", ["See our tides today", "See our tides today.", "Read: “tides today”"])
    def test_end_ends_the_line(self, phrase: str, line: str) -> None:
        assert hits("end", phrase, line)

    def test_end_is_nowhere_else(self, phrase: str) -> None:
        assert not hits("end", phrase, "Tides today are low.")

    @pytest.mark.parametrize("line", ["Tides today", "See the tides today at the pier.", "(tides today)"])
    def test_anywhere_is_anywhere(self, phrase: str, line: str) -> None:
        assert hits("anywhere", phrase, line)

    @pytest.mark.parametrize("shape", ["whole", "start", "end", "anywhere"])
    @pytest.mark.parametrize("line", ["Riptides today", "Tides todays"])
    def test_words_are_whole_words(self, phrase: str, shape: Shape, line: str) -> None:
        assert not hits(shape, phrase, line)

    def test_the_span_is_the_phrase(self, phrase: str) -> None:
        assert found("anywhere", phrase, "See the tides today, friends.") == "tides today"

    def test_the_span_counts_characters_after_wide_ones(self, phrase: str) -> None:
        assert found("anywhere", phrase, "🌊🌊 Žižkov: tides today.") == "tides today"


def test_end_finds_the_last_of_two() -> None:
    assert found("end", "tides (today|<date>)", "Tides today are not tides today") == "tides today"


def test_long_lines_do_not_hide_a_placeholder_phrase() -> None:
    line = "The boats lay idle. " * 200 + "Tides in 6 hours. " + "The boats lay idle. " * 200
    assert found("anywhere", "tides in <n> hours", line) == "Tides in 6 hours"


# ---------------------------------------------------------------- placeholders, quotes, letters


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("join <n> readers", "Join 12,000+ readers"),
        ("join <n> readers", "Join 40k readers"),
        ("edited by <name>", "Edited by Ines van der Moor"),
        ("edited by <name>", "Edited by Łucja O’Shea"),
        ("posted on <date>", "Posted on March 3, 2021"),
        ("posted on <date>", "Posted on 3rd March 2021"),
        ("posted on <date>", "Posted on 2021-03-03"),
        ("doors open <time>", "Doors open 7:30 pm"),
        ("doors open <time>", "Doors open 7pm"),
        ("write to <mail>", "Write to tide.desk@example.org"),
        ("more at <url>", "More at https://example.org/tides?x=1"),
        ("more at <url>", "More at example.org"),
        ("get <words> by post", "Get the big tide table by post"),
        ("the post <title> is here", "The post Why Do Tides Come Twice a Day? Ask St. Bride’s Moon, and the 7.30 Ferry to Orrin is here"),
    ],
)
def test_placeholders_stand_for(phrase: str, line: str) -> None:
    assert hits("whole", phrase, line)


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("join <n> readers", "Join many readers"),
        ("edited by <name>", "Edited by whoever was there"),
        ("posted on <date>", "Posted on a whim"),
        ("doors open <time>", "Doors open slowly"),
        ("write to <mail>", "Write to the tide desk"),
        ("get <words> by post", "Get one. Two. Three by post"),
        ("the post <title> is here", "The post about the tide is here"),
        ("get <words> by post", "Get one two three four five six seven eight nine by post"),
    ],
)
def test_placeholders_do_not_stand_for(phrase: str, line: str) -> None:
    assert not hits("whole", phrase, line)


@pytest.mark.parametrize("phrase", ["don't miss the tide", "don't miss (the tide|<n> tides)"])
@pytest.mark.parametrize("quote", ["'", "’", "‘", "`", "´"])
def test_every_apostrophe_is_one(phrase: str, quote: str) -> None:
    assert hits("whole", phrase, f"Don{quote}t miss the tide")


@pytest.mark.parametrize("phrase", ["e-tide table", "e-tide (table|<n>)"])
@pytest.mark.parametrize("dash", ["-", "‑", "–"])
def test_every_hyphen_is_one(phrase: str, dash: str) -> None:
    assert hits("whole", phrase, f"E{dash}tide table")


@pytest.mark.parametrize("text", ["Don’t “Miss” — ‘It’", "İzmir İİ", "STRASSE ẞ", "ΣΊΣΥΦΟΣ", "\ud800 A"])
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_the_core_of_a_line_has_no_punctuation_around() -> None:
    assert core("▶ “tides – today” …") == "tides – today"


def test_of_two_rules_for_one_line_the_surer_speaks() -> None:
    weak, sure, late = (group(rule=rule, confidence=confidence) for rule, confidence in (("weak", 0.5), ("sure", 0.9), ("late", 0.6)))
    one_file = PhraseBook([Matcher(index_of([(weak, ["tides"]), (sure, ["tides"]), (late, ["tides"])]))])
    three_files = PhraseBook([Matcher(index_of([(each, ["tides"])])) for each in (weak, sure, late)])
    for book in (one_file, three_files):
        assert [h.group.rule for h in book.find(["Tides"])[0]] == ["sure"]


def test_hits_stand_with_their_block() -> None:
    book = PhraseBook([Matcher(index_of([(group("anywhere"), ["tides today", "low water"])]))])
    assert [len(h) for h in book.find(["", "low water, tides today", "nothing", "tides today", ""])] == [0, 2, 0, 1, 0]


@pytest.mark.parametrize(
    ("shape", "line", "found_it"),
    [
        ("whole", "42 low tides today", True),
        ("whole", "1,234,567,890 low tides today …………", True),  # as much before and after it as there can be
        ("whole", "The harbour master counted 42 low tides today", False),
        ("whole", "42 low tides today and none tomorrow", False),
        ("start", ">>> 42 low tides today and none tomorrow", True),
        ("start", "The harbour master counted 42 low tides today", False),
        ("end", "The harbour master counted 42 low tides today ………………………………………", True),
        ("end", "42 low tides today and none tomorrow", False),
        ("anywhere", "The harbour master counted 42 low tides today and none since", True),
        ("anywhere", "The harbour master counted 42 low tides todays", False),
    ],
)
def test_an_expression_is_found_where_its_shape_lets_it_stand(shape: Shape, line: str, found_it: bool) -> None:
    assert bool(hits(shape, "<n> (high|low) tides today", line)) is found_it


def test_an_expression_is_looked_for_by_its_rarest_stretch() -> None:
    stretch = parse("<n> (more|other) (stories|reports) (about|on) <words>").rarest_stretch("")
    assert set(stretch.literals) == {"more stories", "more reports", "other stories", "other reports"}


def test_lines_are_folded_together_as_they_are_alone() -> None:
    lines = ["Don’t “Miss”", "", "ΣΊΣΥΦΟΣ", "İzmir", "two\nlines", "`code`"]
    assert fold_all(lines) == [fold(line) for line in lines]


def test_a_phrase_does_not_span_two_blocks() -> None:
    assert PhraseBook([Matcher(index_of([(group("anywhere"), ["tides today"])]))]).find(["tides", "today"]) == [[], []]


@pytest.mark.parametrize("plains", [[], [""], ["Tides"]])
def test_a_book_without_phrases_finds_nothing(plains: list[str]) -> None:
    assert PhraseBook([]).find(plains) == [[] for _ in plains]


def test_lone_surrogates_are_searched_like_any_other_character() -> None:
    assert found("anywhere", "tides today", "\ud800 tides today \udfff") == "tides today"


# ---------------------------------------------------------------- phrase files

GOOD: dict[str, Any] = {"rule": "pitch", "shape": "whole", "takes": "line", "confidence": 0.9, "phrases": ["tides today"]}


def check(section: str = "ad", **changes: Any) -> list[tuple[Group, Sequence[str]]]:
    entry = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    return list(read_groups({"language": "en", section: [entry]}, "xx.toml"))


def test_a_group_is_read_with_its_defaults() -> None:
    ((read, phrases),) = check()
    assert read == Group(Category.AD, "pitch", "whole", "line", 30, ALL_ZONES, 0.9, False, "en")
    assert list(phrases) == ["tides today"]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"shap": "whole"}, "unknown key 'shap'"),
        ({"shape": None}, "'shape' is missing"),
        ({"confidence": None}, "'confidence' is missing"),
        ({"phrases": None}, "'phrases' is missing"),
        ({"shape": "middle"}, "shape must be one of whole, start"),
        ({"takes": "all"}, "takes must be one of line"),
        ({"zones": ["attic"]}, "zones must be a list of head"),
        ({"confidence": 0}, "confidence must be a number above 0"),
        ({"confidence": 1.5}, "confidence must be a number above 0"),
        ({"confidence": True}, "confidence must be a number above 0"),
        ({"phrases": "tides today"}, "phrases must be a list of strings"),
        ({"phrases": []}, "phrases must be a list of strings, at least one"),
        ({"longest": 0}, "longest must be a number of words"),
        ({"heads": 1}, "heads must be true or false"),
    ],
)
def test_errors_name_file_category_and_rule(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(PhraseError, match=complaint) as error:
        check(**changes)
    assert str(error.value).startswith("xx.toml: ad.pitch:")


def test_a_rule_is_named_in_small_letters() -> None:
    with pytest.raises(PhraseError, match=r"xx\.toml: ad\.Tide Pitch: rule must be small letters"):
        check(rule="Tide Pitch")


def test_a_missing_rule_is_named_by_file_and_category() -> None:
    with pytest.raises(PhraseError, match=r"xx\.toml: ad\.\?: 'rule' is missing"):
        check(rule=None)


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(PhraseError, match=r"xx\.toml: \[weather\] is no category"):
        check("weather")


def test_blank_is_no_category_for_phrases() -> None:
    with pytest.raises(PhraseError, match=r"\[blank\] is no category"):
        check("blank")


def test_a_rule_that_stands_twice_is_refused() -> None:
    with pytest.raises(PhraseError, match=r"xx\.toml: ad\.pitch: the rule stands twice"):
        list(read_groups({"ad": [GOOD, GOOD]}, "xx.toml"))


def test_the_same_rule_may_stand_in_two_categories() -> None:
    assert len(list(read_groups({"ad": [GOOD], "legal": [GOOD]}, "xx.toml"))) == 2


# ---------------------------------------------------------------- the shipped files


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shipped_file_loads(language: str) -> None:
    assert {g.language for g in load((language,)).groups} == {language}


def test_the_same_languages_are_compiled_once() -> None:
    assert load(("en",)) is load(("en",))


def test_the_shipped_names_are_known() -> None:
    book = load(("en",))
    assert "Reuters" in book.agencies
    assert "facebook" in book.networks


@pytest.mark.parametrize("name", ["names", *LANGUAGES, "../metadata/words"])
def test_a_shipped_file_has_no_doubles_in_a_list(name: str) -> None:
    data = tomllib.loads((PHRASES / f"{name}.toml").read_text(encoding="utf-8"))
    values = [v for v in data.values() if isinstance(v, list)]
    lists = [v for v in values if v and isinstance(v[0], str)]
    lists += [entry["phrases"] for v in values for entry in v if isinstance(entry, dict)]
    assert [item for one in lists for item in set(one) if one.count(item) > 1] == []


def shipped_groups() -> Iterator[tuple[str, Group, Sequence[str]]]:
    for language in LANGUAGES:
        name = f"{language}.toml"
        for read, phrases in read_groups(tomllib.loads((PHRASES / name).read_text(encoding="utf-8")), name):
            yield f"{language}:{read.category.value}.{read.rule}", read, phrases


SHIPPED = list(shipped_groups())


@pytest.mark.parametrize(("read", "phrases"), [(g, p) for _, g, p in SHIPPED], ids=[name for name, _, _ in SHIPPED])
def test_every_variant_of_a_shipped_phrase_is_matched_by_its_own_group(read: Group, phrases: Sequence[str]) -> None:
    variants = [v for phrase in phrases for v in parse(phrase).variants(MOST) or []]
    hits_by_line = PhraseBook([Matcher(index_of([(read, phrases)]))]).find([v.capitalize() for v in variants])
    assert [v for v, got in zip(variants, hits_by_line, strict=True) if not got] == []


@pytest.mark.parametrize(("read", "phrases"), [(g, p) for _, g, p in SHIPPED if g.shape == "whole"])
def test_no_variant_of_a_shipped_whole_line_is_empty(read: Group, phrases: Sequence[str]) -> None:
    assert [p for p in phrases if "" in (core(v) for v in parse(p).variants(MOST) or [])] == [], read.rule


def test_no_open_ended_phrase_takes_words_that_it_does_not_need() -> None:
    # They would take what a sentence goes on with, by which sentences are told from notices; the line goes without them, too.
    assert [(name, p) for name, g, phrases in SHIPPED if g.shape in ("start", "anywhere") for p in phrases if p.endswith("( <words>)?")] == []
