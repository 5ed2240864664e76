"""Dates and bylines in the languages that have a phrase file."""

from __future__ import annotations

import pytest

from cleaner.languages import known_languages
from cleaner.phrase_files import parse_file, read_groups
from cleaner.phrase_language import PhraseError
from cleaner.phrasebook import load
from cleaner.stages.byline_forms import is_by_line
from cleaner.stages.date_forms import is_stamp, stamp_at_end

# What pages of the language write above an article.
STAMPS = {
    "ar": ["الثلاثاء 2 آذار/مارس 2021 - 10:30 بتوقيت غرينتش", "آخر تحديث: ٢ مارس ٢٠٢١", "منذ 3 ساعات"],
    "bg": ["3 март 2021 г., 14:05 ч.", "Обновена: сряда, 3 март 2021, 14:05", "преди 3 часа"],
    "ca": ["Dimecres, 3 de març de 2021", "Actualitzat el 03/03/2021 a les 14:05", "fa 3 hores"],
    "cs": ["3. března 2021 14:05", "Aktualizováno: středa 3. 3. 2021 v 14:05", "před 3 hodinami"],
    "da": ["Opdateret d. 3. marts 2021 kl. 14.05", "onsdag 3. mar. 2021", "for 3 timer siden"],
    "de": ["Aktualisiert am Mittwoch, 3. März 2021, 14.05 Uhr", "Stand: 03.03.2021 | Lesezeit: ca. 4 Min.", "vor 3 Stunden"],
    "el": ["Τετάρτη, 3 Μαρτίου 2021, 14:05", "Τελευταία ενημέρωση: 03/03/2021 στις 14:05", "πριν 3 ώρες"],
    "en": ["Published: March 3, 2021 | 4 min read", "Wed 3 Mar 2021 14:05 GMT", "3 hours ago"],
    "es": ["Miércoles, 3 de marzo de 2021", "Actualizado el 03/03/2021 a las 14:05 hs", "hace 3 horas", "Act. 03/09 - 08:05"],
    "fa": ["چهارشنبه ۱۳ اسفند ۱۳۹۹ - ۱۴:۰۵", "تاریخ انتشار: ۱۳ اسفند ۱۳۹۹", "۳ ساعت پیش"],
    "fi": ["Julkaistu 3.3.2021 klo 14.05", "keskiviikkona 3. maaliskuuta 2021", "3 tuntia sitten"],
    "fr": ["Publié le mercredi 3 mars 2021 à 14h05", "Mis à jour il y a 3 heures · 4 min de lecture"],
    "he": ["יום רביעי, 3 במרץ 2021, 14:05", "עודכן: 03.03.2021 בשעה 14:05", "לפני 3 שעות"],
    "hi": ["बुधवार, 3 मार्च 2021", "अपडेटेड 3 मार्च 2021, 14:05", "3 घंटे पहले"],
    "hr": ["3. ožujka 2021. u 14:05", "Objavljeno: srijeda, 3.3.2021. 14:05", "prije 3 sata"],
    "hu": ["2021. március 3. szerda, 14:05", "Utolsó frissítés: 2021. 03. 03. 14:05", "3 órája"],
    "id": ["Rabu, 3 Maret 2021 14:05 WIB", "Diperbarui: 03/03/2021, 14:05 WIB", "3 jam yang lalu"],
    "it": ["Pubblicato il 3 marzo 2021 alle ore 14:05", "mercoledì 3 marzo 2021", "3 ore fa"],
    "ja": ["2021年3月3日（水） 10時30分", "更新日：2021/03/03 14:05", "3/3(水) 18:05配信", "3時間前"],
    "ko": ["입력 2021.03.03. 오전 10:30 | 수정 2021.03.03. 오후 2:10", "2021년 3월 3일 수요일", "3시간 전"],
    "lt": ["2021 m. kovo 3 d. 14:05", "Atnaujinta: 2021-03-03 14:05", "prieš 3 val."],
    "nl": ["Gepubliceerd op woensdag 3 maart 2021 om 14.05 uur", "Laatst bijgewerkt: 03-03-2021", "3 uur geleden"],
    "no": ["Publisert onsdag 3. mars 2021 kl. 14.05", "Sist oppdatert: 03.03.2021", "for 3 timer siden"],
    "pl": ["Środa, 3 marca 2021 r., godz. 14:05", "Aktualizacja: 03.03.2021 14:05", "3 godziny temu"],
    "pt": ["Quarta-feira, 3 de março de 2021 às 14h05", "Atualizado em 03/03/2021 14:05", "há 3 horas"],
    "ro": ["Miercuri, 3 martie 2021, ora 14:05", "Actualizat la 03.03.2021, 14:05", "acum 3 ore"],
    "ru": ["3 марта 2021 г., 14:05 (мск)", "Вчера, 14:05 | 3 мин. на чтение", "3 часа назад", "3 марта, 14:05   👁 3 418"],
    "sk": ["3. marca 2021 o 14:05 hod.", "Aktualizované: streda 3. 3. 2021, 14:05", "pred 3 hodinami"],
    "sl": ["3. marec 2021 ob 14.05", "Objavljeno: sreda, 3. marca 2021, 14:05", "pred 3 urami"],
    "sv": ["Publicerad onsdag 3 mars 2021 kl. 14.05", "Uppdaterad: 2021-03-03 14:05", "för 3 timmar sedan"],
    "tr": ["3 Mart 2021 Çarşamba, 14:05", "Yayınlanma: 03.03.2021 - 14:05 Güncelleme: 03.03.2021 - 15:10", "3 saat önce"],
    "et": ["3. märts 2021 14:05", "Uuendatud: 03.03.2021, 14:05", "3 tundi tagasi"],
    "lv": ["2021. gada 3. marts, 14:05", "Atjaunots: 03.03.2021 14:05", "pirms 3 stundām"],
    "sr": ["3. март 2021. 14:05", "Ажурирано: 03.03.2021. у 14:05", "пре 3 сата"],
    "th": ["3 มีนาคม 2564 14:05 น.", "เผยแพร่เมื่อ 3 มีนาคม 2564", "3 ชั่วโมงที่แล้ว"],
    "uk": ["3 березня 2021 року, 14:05", "Оновлено: середа, 3 березня 2021, о 14:05", "3 години тому"],
    "vi": ["Thứ tư, ngày 3 tháng 3 năm 2021, 14:05 (GMT+7)", "Cập nhật: 03/03/2021 lúc 14:05", "3 giờ trước"],
    "zh": ["发布时间：2021年3月3日 10:30", "2021-03-03 星期三 14:05", "3小时前"],
}
# What an article says.
SENTENCES = {
    "de": ["Am 3. März 2021 brach der Damm", "3. März 2021: Der Damm bricht", "14 Uhr am Deich"],
    "en": ["On March 3, 2021 the dam broke", "March of 300 miles", "Marathon 5"],
    "es": ["El 3 de marzo de 2021 se rompió la presa", "Hace 3 horas que llueve"],
    "fr": ["Le 3 mars 2021, la digue a cédé", "Il y a 3 heures de route"],
    "ja": ["2021年3月3日、堤防が切れた", "3時間前に出た船"],
    "ru": ["3 марта 2021 года прорвало плотину", "3 часа назад пути не было"],
    "zh": ["2021年3月3日，大坝决口", "3小时前他还在船上"],
}


def _lines(by_language: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, line) for language, lines in by_language.items() for line in lines]


def test_every_language_says_when() -> None:
    assert set(STAMPS) == set(known_languages())


@pytest.mark.parametrize(("language", "line"), _lines(STAMPS))
def test_a_stamp_is_known_in_its_language(language: str, line: str) -> None:
    assert is_stamp(line, load((language, "en")).stamp_words)


@pytest.mark.parametrize(("language", "line"), _lines(SENTENCES))
def test_a_line_that_says_what_happened_is_no_stamp(language: str, line: str) -> None:
    assert not is_stamp(line, load((language, "en")).stamp_words)


def test_the_words_of_another_language_do_not_count() -> None:
    assert not is_stamp("vor 3 Stunden", load(("en",)).stamp_words)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Von Jana Wolters und Tim Behrens"),
        ("de", "Autor: Jana Wolters | 3. März 2021"),
        ("fr", "Par Jeanne Aubrac, le 3 mars 2021"),
        ("ar", "بقلم سلمى حداد"),
    ],
)
def test_a_byline_is_known_in_its_language(language: str, line: str) -> None:
    assert is_by_line(line, load((language, "en")).stamp_words)


@pytest.mark.parametrize(("language", "line"), [("de", "Von Neumann"), ("it", "Di Maio"), ("it", "Da Vinci"), ("de", "Text: Der Regen")])
def test_a_name_is_no_byline(language: str, line: str) -> None:
    assert not is_by_line(line, load((language, "en")).stamp_words)


def test_a_listed_title_ends_with_its_date() -> None:
    words = load(("fr", "en")).stamp_words
    assert stamp_at_end("Le pont de la Douve interdit – 6 décembre 2019", words)
    assert not stamp_at_end("Le pont a été fermé le 6 décembre 2019", words)


@pytest.mark.parametrize(("source", "message"), [("months = 3", "months must be a list"), ('stamps = ["(<n> ago"]', "stamps: unbalanced")])
def test_a_file_that_lists_them_wrongly_says_so(source: str, message: str) -> None:
    with pytest.raises(PhraseError, match=message):
        list(read_groups(parse_file(source, "own.toml"), "own.toml"))


@pytest.mark.parametrize("line", ["$15.90", "12.40 €", "0.43", "23.11 (4.93)", "12.75", "11.20%"])
def test_a_price_or_a_value_is_no_time(line: str) -> None:
    assert not is_stamp(line, load(("en",)).stamp_words)
