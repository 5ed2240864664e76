"""The report of a run, by the command that makes it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from cleaner import Cleaner
from cleaner.batch.outputs.read import OutputError, rows_of
from cleaner.batch.sinks import sink_for
from cleaner.report.figures import ALL_PAGES, gather
from cleaner.report.run import refusal, write_report
from cleaner.rows import Source, clean_row
from tests.browsers import Watched, chromium
from tests.reports import ARTICLE, SOURCE
from tests.test_cli import complaint, names, run

NAME = "<svg onload=alert(6)> \u202egnp \x1b[31m \"x"


def records(count: int) -> list[dict[str, str | None]]:
    ending = "ends here, as all stories do in the end."
    stories: list[dict[str, str | None]] = [
        {"id": f"{n}", "text": f"{SOURCE}\nStory number {n} {ending}", "url": f"https://h{n % 3}.example/{n}"} for n in range(count)
    ]
    return [
        *stories,
        {"id": NAME, "text": f"{ARTICLE}\n\nShare on Facebook\n", "url": "javascript:alert(1)"},
        {"id": "lost", "text": None, "url": None},
    ]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("inputs") / "in.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records(4)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def reported(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run and its report."""
    folder = tmp_path_factory.mktemp("run")
    done = run("batch", inputs, "-o", folder / "out.jsonl", "--jobs", "1", "--quiet", "--report", folder / "cuts.html")
    assert "1 of 6 documents have no article" in complaint(done, 1)
    return folder


def addresses(html: str) -> list[str]:
    return [unquote(address) for address in re.findall(r'<a href="([^"#]+)"', html)]


def test_the_command_writes_a_page_and_a_folder(reported: Path) -> None:
    assert names(reported) == {"out.jsonl", "out.jsonl.quarantine.jsonl", "cuts.html", "cuts_files"}
    assert "seconds of work" in (reported / "cuts.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.parquet", "out"])
def test_every_kind_of_output_can_be_shown(tmp_path: Path, name: str) -> None:
    sink = sink_for(tmp_path / name)
    part = (tmp_path / "part").with_suffix(sink.suffix)
    sink.write([(clean_row(Source(record["id"] or "", record["text"], url=record["url"]), Cleaner()), {}) for record in records(4)], part)
    sink.finish([part], tmp_path / name)
    write_report(tmp_path / name, tmp_path / "cut s.html", None)
    html = (tmp_path / "cut s.html").read_text(encoding="utf-8")
    assert "no-text: the document is null" in html
    linked = addresses(html)
    assert len(set(linked)) == 6
    for address in linked:
        page = tmp_path / address
        assert page.parent == tmp_path / "cut s_files"
        assert unquote(re.findall(r'<a href="(\.\./[^"]+)"', page.read_text(encoding="utf-8"))[0]) == "../cut s.html"


def test_a_finished_run_can_be_asked_for_its_report(inputs: Path, reported: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(reported, folder)
    before = (folder / "cuts.html").read_bytes()
    call = ("batch", inputs, "-o", folder / "out.jsonl", "--jobs", "1", "--quiet", "--resume", "--report", folder / "cuts.html")
    run(*call)
    assert (folder / "cuts.html").read_bytes() == before  # what it knew of the time is kept
    (folder / "cuts_files" / "summary.json").unlink()
    run(*call)
    late = (folder / "cuts.html").read_text(encoding="utf-8")
    assert "finished before it was asked" in late
    assert addresses(late)


def test_a_hostile_run_is_inert(reported: Path) -> None:
    html = (reported / "cuts.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;svg onload=alert(6)&gt; ⟦RLO⟧gnp ⟦ESC⟧[31m &#34;x" in html
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", html)
    assert all(re.fullmatch(r"cuts_files/\d{9}\.html", address) for address in addresses(html))


def test_figures_add_up() -> None:
    cut = {"start": 5, "end": 15, "category": "share", "rule": "x", "reason": "", "text": "Share this"}
    rows = [{"id": f"{n}", "url": None, "text": "a" * 10, "removed": [cut] * (n % 2), "status": "ok", "problem": None} for n in range(1_000)]
    figures = gather(rows, [(9.0, "7")])
    assert (figures.total.documents, figures.total.characters, figures.total.removed) == (1_000, 15_000, 5_000)
    assert [bar.documents for bar in figures.bars if bar.documents] == [500, 500]
    assert [seen.number for _, seen in figures.slow] == [7]
    assert figures.all == []
    assert 0 < len(figures.linked()) < ALL_PAGES


def test_a_report_goes_nowhere_where_it_would_do_harm(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    assert refusal(tmp_path / "r.html", output) is None
    assert "is a folder" in (refusal(tmp_path, output) or "")
    assert "no folder" in (refusal(tmp_path / "nowhere" / "r.html", output) or "")
    assert "itself" in (refusal(output, output) or "")
    assert "in it" in (refusal(tmp_path / "r.html", tmp_path) or "")
    (tmp_path / "r_files").mkdir()
    assert refusal(tmp_path / "r.html", output) is None
    (tmp_path / "r_files" / "mine.txt").write_text("")
    assert "nothing that a report wrote" in (refusal(tmp_path / "r.html", output) or "")


def test_what_is_no_output_is_refused(tmp_path: Path) -> None:
    for name, data in (("a.jsonl", b'{"id": 1}\n'), ("b.jsonl", b"{"), ("c.parquet", b"PAR1"), ("d.jsonl", b"[]\n")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(OutputError):
            write_report(tmp_path / name, tmp_path / "r.html", None)
    with pytest.raises(OutputError):
        list(rows_of(tmp_path / "nowhere.jsonl"))
    assert names(tmp_path) == {"a.jsonl", "b.jsonl", "c.parquet", "d.jsonl"}


def test_the_pages_of_a_run_in_a_browser(reported: Path) -> None:
    with chromium() as browser, Watched(browser, viewport={"width": 360, "height": 740}) as tab:
        tab.page.goto((reported / "cuts.html").as_uri())
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= 360
        assert tab.page.locator("svg.histogram rect").count() == 20
        tab.page.locator("details.rule summary").first.click()
        tab.page.locator("details.rule a").first.click()
        tab.page.locator(".back a").click()
        assert tab.page.locator("h1").inner_text() == "What a run cut"
        assert tab.complaints == []
        assert all(address.startswith(reported.as_uri()) for address in tab.requests)


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desk"])
def test_the_pictures_of_a_run_can_be_read(reported: Path, width: int) -> None:
    with chromium() as browser, Watched(browser, viewport={"width": width, "height": 740}) as tab:
        tab.page.goto((reported / "cuts.html").as_uri())
        labels = tab.page.evaluate(
            """() => {
              const frame = document.querySelector("svg.histogram").getBoundingClientRect();
              return [...document.querySelectorAll("svg.histogram text")].map(label => [label.textContent, label.getBoundingClientRect()])
                .filter(([_, box]) => box.width)
                .map(([text, box]) => [text, box.left >= frame.left && box.right <= frame.right, box.height]);
            }"""
        )
        assert {"0\u00a0%", "100\u00a0%"} <= {text.replace(" ", "\u00a0") for text, _, _ in labels}
        assert [text for text, inside, _ in labels if not inside] == [], "cut off at the edge"
        assert [text for text, _, height in labels if height < 10] == [], "too small to be read"
        heads = tab.page.evaluate("[...document.querySelectorAll('thead th')].map(head => head.scope)")
        assert heads
        assert set(heads) == {"col"}


def test_one_is_no_plural(reported: Path) -> None:
    with chromium() as browser, Watched(browser, viewport={"width": 360, "height": 740}) as tab:
        tab.page.goto((reported / "cuts.html").as_uri())
        counts = tab.page.evaluate("[...document.querySelectorAll('[data-of]')].map(cell => [cell.textContent, cell.dataset.of])")
        assert {what for count, what in counts if count == "1"} <= {"document", "cut"}
        assert {what for count, what in counts if count != "1"} <= {"documents", "cuts"}
        assert ["1", "document"] in counts
