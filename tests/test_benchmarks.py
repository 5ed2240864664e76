"""The measures on texts small enough to count by hand, and that every peer still runs."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import peers
import pytest
import speed
from click.testing import CliRunner
from corpus import Labelled, WebPage, in_half, read_labels, read_pages, read_web_pages
from measures import ceiling, count_snippets, f1, judge, mean_shares, shingle_shares, tally, word_shares
from quality import main
from scale import Measured, documents, floors, measure

from cleaner import clean, pipeline

# Words that C4 and jusText take for prose, and lines that nobody does.
PROSE = "The river rose by two metres during the night and the old mill at the end of the valley had to be closed for a week. " * 3
TEXT = f"Share on Facebook\n{PROSE.strip()}\nlorem {{ ipsum }}"
HTML = f"""<html lang="en"><head><title>Rain in the hills</title></head><body><nav><a href="/">Home</a> <a href="/n">News</a></nav>
<article><h1>Rain in the hills</h1>{"".join(f"<p>{PROSE}</p>" for _ in range(6))}</article>
<footer><a href="/terms">Terms of use</a></footer></body></html>"""

ROWS = [
    {"id": f"page{n}", "url": f"https://ellerypost.example/{n}", "truth": PROSE, "form": TEXT, "html": HTML, "with": ["the old mill"], "without": ["Terms of"]}
    for n in range(8)
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in ROWS)
    return path


# --- corpora -----------------------------------------------------------------------------------------------------------


def test_the_halves_share_no_document_and_lose_none() -> None:
    ids = [f"page{n}" for n in range(200)]
    look, check = ({i for i in ids if in_half(i, half)} for half in ("look", "check"))
    assert not look & check
    assert look | check == set(ids) == {i for i in ids if in_half(i, "all")}
    assert min(len(look), len(check)) > 60


def test_a_corpus_is_read_as_text_and_as_pages(corpus: Path) -> None:
    pages, web = list(read_pages(corpus, "all")), list(read_web_pages(corpus, "all"))
    assert [page.id for page in pages] == [page.id for page in web] == [row["id"] for row in ROWS]
    assert pages[0].forms == {"form": TEXT}
    assert web[0] == WebPage("page0", "https://ellerypost.example/0", HTML, PROSE, ("the old mill",), ("Terms of",))


def test_labels_are_read(tmp_path: Path) -> None:
    (tmp_path / "007.txt").write_text("Title\nBy Ines\nIt rained. Share\nRead more", encoding="utf-8")
    (tmp_path / "007.lab").write_text("1 title\n2 byline\n3 partial share :: Share\n4-5 related\nno label\n", encoding="utf-8")
    (found,) = read_labels(f"{tmp_path}:000-010", "all")
    assert (set(found.cut), found.parts) == ({2, 4, 5}, {3: ["Share"]})
    assert list(read_labels(f"{tmp_path}:008-010", "all")) == []


# --- measures ----------------------------------------------------------------------------------------------------------


def test_shingles_are_runs_of_four_words_counted_as_often_as_they_stand() -> None:
    assert shingle_shares("a b c d e", "a b c d") == (0.5, 1.0)
    assert shingle_shares("a b c d a b c d", "a b c d") == (0.2, 1.0)
    assert shingle_shares("d c b a", "a b c d") == (0.0, 0.0)
    assert shingle_shares("a b", "a b") == (1.0, 1.0)
    assert shingle_shares("...", "a b c d") == (None, 0.0)


def test_words_are_counted_whatever_their_order() -> None:
    assert word_shares("d c b a", "A b c d") == (1.0, 1.0, 1.0)
    assert word_shares("a a b", "a c") == (1 / 3, 1 / 2, f1(1 / 3, 1 / 2))
    assert word_shares("", "a") == word_shares("a", "") == (0.0, 0.0, 0.0)


def test_every_page_weighs_alike_and_pages_without_text_have_no_precision() -> None:
    assert mean_shares([(1.0, 1.0), (0.5, 0.0), (None, 0.5)]) == (0.75, 0.5)
    assert mean_shares([(None, None)]) == (0.0, 0.0)


def test_lines_are_judged_by_the_article() -> None:
    assert judge("It rained all day\nShare\n***\nin the hills, wind", "It rained all day in the hills") == [True, False, None, True]
    assert ceiling("Menu\nIt rained all day\nShare", "It rained all day") == "It rained all day"


def test_snippets_are_found_across_line_breaks_and_in_any_case() -> None:
    assert count_snippets("The river\n  ROSE", ["river rose", "fell"], ["the", "share"]) == (2, 1, 2, 1)


def test_a_cut_is_held_against_the_labels() -> None:
    document = Labelled("x", "Title\nBy Ines\nIt rained. Share\nMore", frozenset({2, 4}), {3: ["Share"]})
    gone = bytearray(len(document.text))
    for taken in ("Title", "By Ines", "rained. Share"):
        start = document.text.index(taken)
        gone[start : start + len(taken)] = b"\1" * len(taken)
    found = tally(document, gone)
    assert (found.right, found.wrong, found.missed) == (1, 2, 1)
    # Of "Title" and "It rained. " all but "It " is lost.
    assert (found.content, found.lost) == (16, 13)


# --- tools -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "module"), [("cleaner", "cleaner"), ("jusText", "justext"), ("C4 rules", "datatrove")])
def test_every_tool_cleans_text(name: str, module: str) -> None:
    pytest.importorskip(module)
    found = peers.tools("balanced")[name](TEXT)
    assert PROSE.strip() in found.body
    assert "Share on Facebook" not in found.body
    assert len(found.gone) == len(TEXT)
    assert all(found.gone[: len("Share on Facebook")])
    assert not any(found.gone[TEXT.index("The river") : TEXT.index("The river") + len(PROSE.strip())])


@pytest.mark.parametrize("name", ["trafilatura", "resiliparse", "readability", "jusText"])
def test_every_peer_extracts_pages(name: str) -> None:
    if lacking := peers.missing(name):
        pytest.skip(f"not installed: {', '.join(lacking)}")
    extract = peers.extractors("balanced")[name]
    text = extract(WebPage("x", None, HTML, "", (), ()))
    assert count_snippets(text, ["the old mill at the end of the valley"], ["Terms of use"]) == (1, 1, 1, 0)
    assert not extract(WebPage("x", None, "<html><body></body></html>", "", (), ())).strip()


def test_cleaner_extracts_pages() -> None:
    assert "the old mill" in peers.extractors("balanced")["cleaner"](WebPage("x", None, HTML, "", (), ()))


# --- the program -------------------------------------------------------------------------------------------------------


def test_whole_pages_make_a_table_of_all_tools(corpus: Path) -> None:
    result = CliRunner().invoke(main, ["--html", str(corpus), "--half", "all", "--first", "2", "--workers", "1"])
    assert result.exit_code == 0, result.output
    for name in peers.extractors("balanced"):
        assert name in result.output
    (trafilatura,) = (line for line in result.output.splitlines() if "trafilatura" in line)
    assert [cell.strip() for cell in trafilatura.split("│")][8:10] == ["2/2", "0/2"]


def test_text_makes_a_table_of_all_tools(corpus: Path) -> None:
    pytest.importorskip("justext")
    pytest.importorskip("datatrove")
    result = CliRunner().invoke(main, [str(corpus), "--half", "all", "--first", "2", "--workers", "1"])
    assert result.exit_code == 0, result.output
    assert all(name in result.output for name in peers.tools("balanced"))


def test_there_must_be_something_to_measure() -> None:
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert "nothing to measure" in result.output


# --- scale -------------------------------------------------------------------------------------------------------------


def test_documents_to_scale_with_are_all_different_and_one_in_a_hundred_is_poison() -> None:
    made = list(documents(1000))
    assert len({record["id"] for record in made}) == 1000
    good = [record.get("text") or record.get("html") for number, record in enumerate(made) if number % 100 != 99]
    assert len(set(good)) > 900
    assert [made[99]["text"], made[199]["text"]] == [None, 7]


def test_the_floors_of_scale_can_be_missed() -> None:
    def run(count: int, jobs: int, seconds: float, total: int) -> Measured:
        return Measured(count, jobs, seconds, 1, 1, total, 1.0)

    good = [run(10_000, 2, 70, 500), run(100_000, 1, 1000, 300), run(100_000, 2, 550, 540)]
    assert [holds for _, _, holds in floors(good)] == [True, True]
    assert [holds for _, _, holds in floors([run(10_000, 2, 70, 500), run(100_000, 1, 1000, 300), run(100_000, 2, 600, 560)])] == [False, False]


def test_scale_runs_the_command(tmp_path: Path) -> None:
    found = measure(120, 1, "jsonl", tmp_path)
    assert found.documents == 120
    assert found.parent > 10_000_000
    assert found.total > found.worker > 10_000_000
    assert found.parent_seconds > 0


# --- speed -------------------------------------------------------------------------------------------------------------


def test_every_tool_that_is_timed_runs() -> None:
    for name, on_text in peers.timed_on_text().items():
        if not peers.missing(name):
            on_text(TEXT)
    for name, on_page in peers.timed_on_pages().items():
        if not peers.missing(name):
            assert "the old mill" in on_page(WebPage("x", None, HTML, "", (), ()))


def test_the_c4_rules_are_timed_on_all_lines_and_not_up_to_a_bracket() -> None:
    pytest.importorskip("datatrove")
    from datatrove.data import Document

    document = Document(text=f"lorem ipsum {{ x }}, he said.\nShare\n{PROSE.strip()}", id="")
    assert peers._c4_line_rules().filter(document) is True
    assert document.text.splitlines()[1:] == [PROSE.strip()]


def test_speed_is_the_median_of_the_rounds() -> None:
    timings = speed.Timings([10, 30], [{"a": [1.0, 1.0], "b": [2.0, 4.0]}, {"a": [1.0, 3.0], "b": [2.0, 2.0]}, {"a": [9.0, 9.0], "b": [9.0, 9.0]}])
    assert timings.rate("a", [0, 1], timings.sizes) == 10.0
    assert timings.times_as_fast("a", "b", [0, 1]) == 1.0
    assert timings.times_as_fast("a", "b", [0]) == 2.0


def test_a_step_counts_for_itself_and_not_for_those_that_call_it() -> None:
    clock = speed.StepClock()
    inner = clock.timed("inner", lambda: sum(range(300_000)))
    clock.timed("outer", lambda: [inner() for _ in range(5)])()
    assert clock.seconds["inner"] > 3 * clock.seconds["outer"] > 0


def test_the_steps_of_cleaning_are_timed_and_cleaning_is_left_as_it_was() -> None:
    before = pipeline.STAGES, vars(pipeline)["read"], clean(TEXT)
    found: list[object] = []
    spent = speed.time_steps(lambda page: found.append(clean(page)), [TEXT, HTML])
    assert found == [clean(TEXT), clean(HTML)]
    assert (pipeline.STAGES, vars(pipeline)["read"], clean(TEXT)) == before
    assert {f"stage {stage.name}" for stage in pipeline.STAGES} < set(spent)
    assert all(spent[step] > 0 for step in ("read", "evidence", "evidence: phrases", "stage phrases", "resolve", "render"))
    assert all(milliseconds >= 0 for milliseconds in spent.values())


def test_the_text_forms_of_pages_are_grouped() -> None:
    groups = speed.text_groups(["one", "page_text", "one", "two"], [5, 5_000, 50_000, 5_000])
    assert groups[speed.EXTRACTED] == [0, 2, 3]
    assert [groups[f"… {name}"] for name in ("short", "typical", "long")] == [[0], [3], [2]]
    assert (groups["one"], groups["two"], groups[speed.WHOLE_PAGE]) == ([0, 2], [3], [1])


def test_the_floors_of_speed_can_be_missed() -> None:
    assert [str(speed.Floor("as fast", figure, "×", least=1.5))[:4] for figure in (1.5, 1.49)] == ["ok  ", "MISS"]
    assert [str(speed.Floor("import", figure, "ms", most=150.0))[:4] for figure in (150.0, 151.0)] == ["ok  ", "MISS"]


def test_speed_prints_its_tables_and_judges_the_floors(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datatrove")
    arguments = [str(corpus), "--html", str(corpus), "--half", "all", "--first", "2", "--rounds", "1", "--starts", "1"]
    monkeypatch.setattr(speed, "MOST_TO_IMPORT", 0.001)
    result = CliRunner().invoke(speed.main, arguments)
    assert result.exit_code == 1, result.output
    judged = [line[:4] + line[4:].partition(" (")[0].split(maxsplit=2)[2] for line in result.output.splitlines() if line.startswith(("ok  ", "MISS"))]
    assert [line[4:] for line in judged] == [
        "import cleaner", "the first cleaner FILE", "as fast as C4 rules: text that extractors printed", "as fast as trafilatura: pages",
    ]  # fmt: skip
    assert judged[0] == "MISSimport cleaner"
    assert "stage credits" in result.output
