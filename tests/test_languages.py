"""Which phrase files a text gets."""

from __future__ import annotations

import pytest

from cleaner import Cleaner, Config, clean
from cleaner.languages import known_languages, spoken_in

SENTENCES = {
    "en": "The ferry was late again, and the people on the quay did not seem to mind that it had begun to rain.",
    "de": "Die Fähre kam wieder zu spät, und die Leute auf dem Kai störten sich nicht daran, dass es zu regnen begann.",
    "fr": "Le bac était encore en retard, et les gens sur le quai ne semblaient pas gênés par la pluie qui tombait.",
    "es": "El transbordador llegó tarde otra vez, y a la gente del muelle no le importó que empezara a llover.",
    "sr": "Скела је опет каснила, али људима на кеју као да није сметало што је у међувремену почела киша.",
    "lv": "Prāmis atkal kavējās, bet cilvēkiem krastmalā, šķiet, netraucēja, ka pa to laiku bija sācis līt.",
    "et": "Praam hilines jälle, aga inimesi kail ei paistnud häirivat, et vahepeal oli hakanud sadama.",
    "th": "เรือข้ามฟากมาสายอีกแล้ว แต่ผู้คนบนท่าเรือดูเหมือนจะไม่ถือสาที่ฝนเริ่มตก",
    "bg": "Корабчето пак закъсня, а хората на кея сякаш не се разсърдиха, че е започнало да вали.",
    "sk": "Kompa opäť meškala, no ľuďom na nábreží akoby neprekážalo, že sa medzitým rozpršalo.",
    "hr": "Trajekt je opet kasnio, a ljudi na rivi nisu marili što je počela kiša; novac će stići do kraja tjedna.",
    "ca": "El transbordador va arribar tard una altra vegada, però a la gent que s'esperava al moll no li va importar que comencés a ploure.",
    "lt": "Keltas vėl vėlavo, o žmonėms krantinėje, regis, visai nerūpėjo, kad pradėjo lyti.",
    "sl": "Trajekt je spet zamujal, ljudi na pomolu pa očitno ni motilo, da je začelo deževati.",
    "zh": "渡轮又晚点了，码头上的人们似乎并不介意天已经开始下雨。",
    "ja": "フェリーはまた遅れたが、岸壁の人々は雨が降り始めたことを気にしていないようだった。",
}


@pytest.mark.parametrize("language", list(SENTENCES))
def test_a_sentence_gives_its_language_away(language: str) -> None:
    assert spoken_in(SENTENCES[language]).main == language


@pytest.mark.parametrize("language", list(SENTENCES))
def test_english_is_always_among_them(language: str) -> None:
    assert "en" in spoken_in(SENTENCES[language]).phrases


def test_a_text_without_letters_is_left_to_english() -> None:
    assert spoken_in("12:30 — 4/5 …") == (None, ("en",))


def test_a_text_in_two_languages_gets_the_phrases_of_both() -> None:
    assert {"de", "fr", "en"} == set(spoken_in(f"{SENTENCES['de']}\n\n{SENTENCES['fr']}").phrases)


@pytest.mark.parametrize("sign", ["\x00", "\x85", "\ufffe", "\ud800", "\U000e0001"])
def test_what_the_detector_refuses_does_not_hide_the_language(sign: str) -> None:
    assert spoken_in(f"{sign}{SENTENCES['fr']}{sign}").main == "fr"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sr", "Gradonačelnik je rekao da će novac stići do kraja meseca. Juče je održana sednica vlade u Beogradu."),
        ("bs", "Vijeće ministara Bosne i Hercegovine jučer je u Sarajevu usvojilo odluku o finansiranju, kazao je načelnik općine."),
    ],
)
def test_what_is_worded_like_another_language_gets_its_phrases_and_keeps_its_name(language: str, text: str) -> None:
    assert spoken_in(text) == (language, ("hr", "en"))


def test_a_language_without_a_file_loses_nothing() -> None:
    text = "მდინარე ორი მეტრით ადიდდა და წისქვილი ერთი კვირით დაიკეტა. ეს არავის გაკვირვებია."
    result = clean(text)
    assert result.language == "ka"
    assert result.text == text


def test_the_result_names_the_language() -> None:
    assert clean(SENTENCES["de"]).language == "de"


def test_only_the_phrases_of_the_chosen_languages_count() -> None:
    page = f"{SENTENCES['de']}\n\nAnzeige\n\n{SENTENCES['de']} Niemand wunderte sich."
    assert "Anzeige" not in clean(page).text
    assert "Anzeige" in Cleaner(Config(languages=("en",))).clean(page).text


def test_no_language_at_all_is_a_wrong_call() -> None:
    with pytest.raises(ValueError, match="at least one"):
        clean("It rained.", languages=[])


def test_every_file_but_the_names_is_a_language() -> None:
    assert "names" not in known_languages()
    assert {"de", "en", "es", "fr"} <= set(known_languages())
