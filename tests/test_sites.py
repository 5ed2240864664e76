"""What repeats on a host: what is learnt, how tables add up, what is cut by them and what never is."""

from __future__ import annotations

import json
import pickle
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner import Cleaner, Config
from cleaner.config import PROFILES
from cleaner.rows import Source
from cleaner.sites.learn import counted, learn, merge
from cleaner.sites.lines import LINES, Line, batches_of, lines_of
from cleaner.sites.model import normalised
from cleaner.sites.table import SCHEMA, Sites, SitesError, write_table
from tests.site_corpus import HOSTS, Page, Writer, ledger, pages, syndicated
from tests.test_cli import complaint, run

SEEN_BEFORE = Writer(3)
TITLE = SEEN_BEFORE.title()
FIRST, SECOND, THIRD = (SEEN_BEFORE.paragraph() for _ in range(3))


def write(path: Path, documents: Iterable[Page], html: bool = False, **more: Any) -> str:
    rows = ({"url": page.url, "html" if html else "text": page.html if html else page.source, **more} for page in documents)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def table_of(folder: Path, pages_: int, lines: Mapping[str, tuple[int, float]], host: str = "post.example") -> Sites:
    """A table of one host: on how many of its pages each line stands, and where."""
    rows = [{"host": host, "line": normalised(line), "documents": n, "pages": pages_, "position": at} for line, (n, at) in lines.items()]
    rows.append({"host": host, "line": "", "documents": pages_, "pages": pages_, "position": 0.0})
    path = folder / f"{host}.parquet"
    write_table([pa.RecordBatch.from_pylist(sorted(rows, key=lambda row: str(row["line"])), schema=SCHEMA)], path)
    return Sites.load(path)


def rows_of(path: Path) -> list[dict[str, Any]]:
    return pq.read_table(path).to_pylist()


def kept(source: Sequence[str], sites: Sites, profile: Any = "balanced", url: str = "https://post.example/1") -> list[str]:
    text = Cleaner(Config(profile=profile), sites).clean("\n\n".join(source), url=url).text
    return text.split("\n\n") if text else []


# ---------------------------------------------------------------- what it is worth


class Score(Counter[str]):
    """Lines of frames in all and found, lines of articles that are lost."""

    @property
    def recall(self) -> float:
        return self["found"] / self["frame"]


def score(cleaner: Cleaner, documents: Iterable[Page], html: bool = False) -> Score:
    out = Score()
    for page in documents:
        text = cleaner.clean(page.html if html else page.source, url=page.url).text
        left = Counter(line for line in text.split("\n") if line)
        for line in page.lines(frame=False):
            out["lost"] += not left[line]
            left[line] -= 1
        for line in page.lines(frame=True):
            out["frame"] += 1
            out["found"] += left[line] <= 0
            left[line] -= 1
    return out


@pytest.fixture(scope="module")
def documents() -> list[Page]:
    return [*pages(60), *syndicated(8)]


@pytest.fixture(scope="module")
def sites(documents: list[Page], tmp_path_factory: pytest.TempPathFactory) -> Sites:
    folder = tmp_path_factory.mktemp("sites")
    learn([write(folder / "in.jsonl", documents)], folder / "sites.parquet")
    return Sites.load(folder / "sites.parquet")


def test_frames_that_no_phrase_knows(documents: list[Page], sites: Sites) -> None:
    without, with_sites = (score(Cleaner(sites=table), documents[::3]) for table in (None, sites))
    assert without.recall < 0.6
    assert with_sites.recall > 0.98
    assert with_sites["lost"] == without["lost"] == 0


@pytest.mark.parametrize("profile", PROFILES)
def test_no_line_of_an_article_is_lost(documents: list[Page], sites: Sites, profile: Any) -> None:
    assert score(Cleaner(Config(profile=profile), sites), documents[1::3])["lost"] == 0


def test_frames_of_pages(documents: list[Page], tmp_path: Path) -> None:
    learn([write(tmp_path / "in.jsonl", documents, html=True)], tmp_path / "sites.parquet")
    without, with_sites = (score(Cleaner(sites=table), documents[::4], html=True) for table in (None, Sites.load(tmp_path / "sites.parquet")))
    assert without.recall < 0.8
    assert with_sites.recall > 0.9
    assert with_sites["lost"] == 0


def test_pages_that_were_not_learnt_from(sites: Sites) -> None:
    new = score(Cleaner(sites=sites), pages(6, seed=99))
    assert new.recall > 0.98
    assert new["lost"] == 0


def test_cleaning_what_was_cleaned_changes_nothing(documents: list[Page], sites: Sites) -> None:
    cleaner = Cleaner(sites=sites)
    for page in documents[::7]:
        result = cleaner.clean(page.source, url=page.url)
        assert result.restore() == page.source
        assert cleaner.clean(result.text, url=page.url).text == result.text


# ---------------------------------------------------------------- what is never cut


MENU = ["Velun", "Okkela dun", "Tarriso"]
FOOT = ["Printh", "Sar velun", "Dun okkela"]
FRAME = dict.fromkeys(MENU, (60, 0.02)) | dict.fromkeys(FOOT, (60, 0.98))
ARTICLE = [TITLE, FIRST, SECOND, THIRD]


@pytest.fixture
def frame(tmp_path: Path) -> Sites:
    return table_of(tmp_path, 60, FRAME)


def test_a_frame_is_cut_with_its_reason(frame: Sites, tmp_path: Path) -> None:
    assert kept([*MENU, *ARTICLE, *FOOT], frame) == ARTICLE
    result = Cleaner(sites=table_of(tmp_path, 60, FRAME | {"Printh": (41, 0.97)}, "other.example")).clean(
        "\n\n".join([*ARTICLE, *FOOT]), url="https://www.other.example/a"
    )
    reasons = {cut.text: (cut.rule, cut.reason) for cut in result.removed}
    assert reasons["Printh"] == ("recurs-on-host", "on 41 of 60 pages of this host")


def test_only_on_its_own_host(frame: Sites) -> None:
    source = [*ARTICLE, *FOOT]
    assert kept(source, frame, url="https://else.example/1") == source
    assert Cleaner(sites=frame).clean("\n\n".join(source)).text.endswith(FOOT[-1])


def test_a_page_that_names_its_address(frame: Sites) -> None:
    page = "<html><head>{}</head><body><article>" + "".join(f"<p>{line}</p>" for line in [*ARTICLE, *FOOT]) + "</article></body></html>"

    def rules(source: str) -> set[str]:
        result = Cleaner(sites=frame).clean(source)
        return {cut.rule for cut in result.removed} | {mark.rule for mark in result.spared}

    assert "recurs-on-host" in rules(page.format("<link rel=canonical href='https://post.example/rain'>"))
    assert "recurs-on-host" not in rules(page.format(""))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_long_prose_is_never_cut_on_this_evidence_alone(tmp_path: Path, place: int, profile: Any) -> None:
    recurring = SEEN_BEFORE.paragraph()
    sites = table_of(tmp_path, 1000, {recurring: (1000, place / 4)} | {line: (1000, at) for line, (_, at) in FRAME.items()})
    article = [*ARTICLE[:place], recurring, *ARTICLE[place:]]
    assert recurring in kept([*MENU, *article, *FOOT], sites, profile)


@pytest.mark.parametrize(
    ("pages_", "cut"),
    [(3, False), (4, False), (6, False), (12, True), (60, True)],
)
def test_few_pages_are_a_weak_sign(tmp_path: Path, pages_: int, cut: bool) -> None:
    sites = table_of(tmp_path, pages_, {line: (pages_, at) for line, (_, at) in FRAME.items()})
    assert (FOOT[0] not in kept([*ARTICLE, *FOOT], sites)) == cut


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("The herons", 0.5),  # a section's head in each article of a series
        ("Dear Marta,", 0.2),  # letters
        ("PORT ELLERY, May 4 –", 0.1),
        ("This is a developing story and will be rewritten as the tide turns.", 0.9),
        ("Lucky hour: 4", 0.6),  # a fact, with another number each time
        ("Home side 2, visitors 1", 0.4),
    ],
)
def test_what_recurs_alone_stays(tmp_path: Path, line: str, at: float, profile: Any) -> None:
    sites = table_of(tmp_path, 60, FRAME | {line: (55, at)})
    for place in (1, 2, 3):
        article = [*ARTICLE[:place], line, *ARTICLE[place:]]
        assert line in kept([*MENU, *article, *FOOT], sites, profile), place


def test_a_note_to_readers_stays_beside_the_foot(tmp_path: Path) -> None:
    note = "This is a developing story and will be rewritten as the tide turns."
    sites = table_of(tmp_path, 60, FRAME | {note: (20, 0.9)})
    assert kept([*MENU, *ARTICLE, note, *FOOT], sites) == [*ARTICLE, note]


def test_a_headline_that_recurs_stays(tmp_path: Path) -> None:
    headline = "Tide tables for 4 May"
    sites = table_of(tmp_path, 60, FRAME | {headline: (60, 0.1)})
    assert headline in kept([*MENU, headline, FIRST, SECOND, *FOOT], sites)


def test_items_of_a_list_stay_with_the_others(tmp_path: Path) -> None:
    items = ["- 300 g of crooked plaice", "- Black pepper", "- A pinch of salt", "- Stale bread", "- One hollow quince"]
    sites = table_of(tmp_path, 60, FRAME | {item[2:]: (58, 0.8) for item in items[1:4]})
    text = Cleaner(sites=sites).clean("\n\n".join([*ARTICLE, "\n".join(items)]), url="https://post.example/1").text
    assert all(item in text for item in items)


# ---------------------------------------------------------------- what is learnt


def test_lines_are_counted_by_documents(tmp_path: Path) -> None:
    writer = Writer(5)
    documents = [Page("https://www.post.example/1").add("Read 12 letters", writer.paragraph(), "Read 7 letters", f"Kept {i}") for i in range(4)]
    seen = learn([write(tmp_path / "in.jsonl", documents)], tmp_path / "t.parquet")
    table = {row["line"]: row for row in rows_of(tmp_path / "t.parquet")}
    assert (seen.documents, seen.rows, list(table)) == (4, 3, ["", "kept #", "read # letters"])
    assert (table["read # letters"]["documents"], table["read # letters"]["pages"]) == (4, 4)
    assert 0.4 < table["read # letters"]["position"] < 0.6 < table["kept #"]["position"] <= 1


def test_dates_seen(tmp_path: Path) -> None:
    writer = Writer(5)
    days = ["2024-05-04", "2023-01-31T10:00:00Z", "soon", "2024-02-29"]
    inputs = [write(tmp_path / f"{i}.jsonl", [Page("https://post.example/").add("Velun", writer.paragraph())], day=day) for i, day in enumerate(days)]
    learn(inputs, tmp_path / "t.parquet", date_column="day")
    assert {(row["line"], row["first"], row["last"]) for row in rows_of(tmp_path / "t.parquet")} == {
        (line, date(2023, 1, 31), date(2024, 5, 4)) for line in ("", "velun")
    }


def test_a_syndicated_story_is_no_template(sites: Sites) -> None:
    story = {normalised(line) for page in syndicated(8) for line in page.lines(frame=False)}
    for host in HOSTS:
        site = sites.of(host)
        assert site is not None
        assert not story & site.lines.keys() or host == "wend-wire.example"
        assert site.pages == 61 if host in ("harbour-ledger.example", "wend-wire.example") else 60


def test_versions_of_a_story_are_one_on_a_host_of_few_pages(tmp_path: Path) -> None:
    learn([write(tmp_path / "in.jsonl", [*pages(6), *syndicated(8)])], tmp_path / "t.parquet")
    site = Sites.load(tmp_path / "t.parquet").of("harbour-ledger.example")
    assert site is not None
    assert site.pages == 7
    assert not {line for line in site.lines if len(line) > 80}


def test_pages_with_the_same_long_foot_are_not_one(tmp_path: Path) -> None:
    writer = Writer(8)
    foot = writer.paragraphs(6, 6)
    learn([write(tmp_path / "in.jsonl", [Page("https://post.example/").add(*writer.paragraphs(2, 2), *foot) for _ in range(30)])], tmp_path / "t.parquet")
    site = Sites.load(tmp_path / "t.parquet").of("post.example")
    assert site is not None
    assert site.pages == 30


def test_neither_the_order_nor_the_files_matter(documents: list[Page], tmp_path: Path) -> None:
    shuffled = random.Random(4).sample(documents, len(documents))
    learn([write(tmp_path / "a.jsonl", documents)], tmp_path / "a.parquet")
    learn([write(tmp_path / "b.jsonl", shuffled[:100]), write(tmp_path / "c.jsonl", shuffled[100:])], tmp_path / "b.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_tables_add_up_to_that_of_all_documents(tmp_path: Path) -> None:
    parts = [pages(9, seed=1), pages(5, seed=2)[:17], pages(7, seed=3)]
    for number, part in enumerate(parts):
        learn([write(tmp_path / f"{number}.jsonl", part)], tmp_path / f"{number}.parquet", least=1)
    learn([str(tmp_path / f"{number}.jsonl") for number in range(3)], tmp_path / "all.parquet", least=1)
    merge([tmp_path / f"{number}.parquet" for number in range(3)], tmp_path / "sum.parquet")
    assert rows_of(tmp_path / "sum.parquet") == rows_of(tmp_path / "all.parquet")
    merge([tmp_path / "sum.parquet"], tmp_path / "least.parquet", least=2)
    learn([str(tmp_path / f"{number}.jsonl") for number in range(3)], tmp_path / "two.parquet", least=2)
    assert (tmp_path / "least.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_hosts_can_be_spread_over_machines(tmp_path: Path) -> None:
    lines = [line for page in [*pages(6), *syndicated(4)] for line in lines_of(Source("", text=page.source, url=page.url))]

    def table(part: str, chosen: list[Line]) -> list[dict[str, Any]]:
        (tmp_path / part).mkdir()
        return [row for batch in counted(batches_of(iter(chosen), 1000), tmp_path / part) for row in batch.to_pylist()]

    spread = [row for host in sorted(HOSTS) for row in table(host, [line for line in lines if line.host == host])]
    assert spread == table("all", lines)


def test_memory_stays_within_its_limit(tmp_path: Path) -> None:
    """Rows of 130 MB, a table and a sort of as much, under a limit of 100 MB, by the peak of a process of its own."""
    program = f"""
import resource, sys
from pathlib import Path
import pyarrow as pa
from cleaner.sites.learn import Engine, counted
from cleaner.sites.lines import LINES
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
def batches():
    for number in range(25):
        keys = range(number * 20_000, (number + 1) * 20_000)
        yield pa.RecordBatch.from_pydict(dict(host=[f"h{{key % 7}}" for key in keys], document=[key // 20 for key in keys], key=list(keys),
            line=[f"{{key * 2654435761 % 1000003}} " * 30 for key in keys], place=[1] * 20_000, day=[None] * 20_000, long=[False] * 20_000), schema=LINES)
rows = sum(batch.num_rows for batch in counted(batches(), Path({str(tmp_path)!r}), 1, Engine(int(sys.argv[1]), 1)))
print(rows, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", program, "100000000"], capture_output=True, text=True, check=True)
    rows, grown = map(int, done.stdout.split())
    assert rows == 500_007
    assert grown < 300  # without the limit 460


# ---------------------------------------------------------------- tables and their faults


def test_a_table_is_picklable_and_equal(sites: Sites) -> None:
    again = pickle.loads(pickle.dumps(Cleaner(sites=sites)))
    assert again == Cleaner(sites=sites)
    assert again.sites.of("mossgate.example") == sites.of("mossgate.example")
    assert sites.of("nobody.example") is None


def test_hosts_across_row_groups(tmp_path: Path) -> None:
    """More rows a host than a row group holds, so that hosts begin and end within groups."""
    rows = [
        {"host": f"h{host}.example", "line": f"line {n:05}" if n else "", "documents": 9, "pages": 9, "position": 0.5}
        for host in range(4)
        for n in range(5_000)
    ]
    write_table([pa.RecordBatch.from_pylist(rows, schema=SCHEMA)], tmp_path / "t.parquet")
    assert pq.ParquetFile(tmp_path / "t.parquet").metadata.num_row_groups > 2
    table = Sites.load(tmp_path / "t.parquet")
    assert [len(site.lines) for host in range(4) if (site := table.of(f"h{host}.example"))] == [4_999] * 4


def _spoilt(path: Path, kind: str) -> Path:
    empty = SCHEMA.empty_table()
    if kind == "no Parquet":
        path.write_text("host,line\n")
    elif kind == "other table":
        pq.write_table(pa.table({"text": ["It rained."]}), path)
    elif kind == "no column":
        pq.write_table(empty.drop_columns(["pages"]), path)
    elif kind == "type":
        pq.write_table(pa.table(empty.set_column(2, "documents", pa.array([], pa.string()))).replace_schema_metadata(SCHEMA.metadata), path)
    elif kind == "version":
        pq.write_table(empty.replace_schema_metadata({b"cleaner.sites": b"99"}), path)
    elif kind == "unsorted":
        row = {"line": "", "documents": 1, "pages": 1, "position": 0.0}
        with pq.ParquetWriter(path, SCHEMA) as writer:
            for host in ("b.example", "a.example"):
                writer.write_table(pa.Table.from_pylist([row | {"host": host}], schema=SCHEMA))
    return path


FAULTS = {
    "missing": "cannot be read: no such file or directory",
    "no Parquet": "is no table of sites",
    "other table": "`cleaner sites learn` makes one",
    "no column": "the column 'pages' is missing",
    "type": "the column 'documents' holds string, not int64",
    "version": "version 99; this is for version 1",
    "unsorted": "not sorted by host",
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_table_that_cannot_be_used(tmp_path: Path, kind: str) -> None:
    path = _spoilt(tmp_path / "t.parquet", kind)
    with pytest.raises(SitesError, match=FAULTS[kind]):
        Sites.load(path)
    with pytest.raises(SitesError, match=FAULTS[kind]):
        merge([path], tmp_path / "sum.parquet")
    assert not (tmp_path / "sum.parquet").exists()


def test_lines_as_engines_see_them() -> None:
    batch = next(batches_of(iter(lines_of(Source("1", text="Velun \ud800 dun\n\nVelun \ud800 dun", url="https://post.example/"))), 10))
    assert batch.schema == LINES
    assert [row["line"] for row in batch.to_pylist()] == ["velun \ufffd dun"]


# ---------------------------------------------------------------- the command


def test_from_documents_to_clean_ones(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", pages(20), day="2024-05-04")
    done = run("sites", "learn", source, "-o", tmp_path / "sites.parquet", "--date-column", "day", "--memory", "200")
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    assert b"from 100 documents" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "sites.parquet"]

    page = ledger(Writer(21), 1)
    (tmp_path / "page.txt").write_text(page.source)
    told = run(tmp_path / "page.txt", "--url", page.url, "--sites", tmp_path / "sites.parquet", "--format", "json")
    assert json.loads(told.stdout)["text"].split("\n\n") == page.lines(frame=False)

    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / "cleaner.toml").write_text('sites = "sites.parquet"\n')
    assert f'sites = "{tmp_path}/sites.parquet"  # {tmp_path}/cleaner.toml' in run("--show-config", cwd=below).stdout.decode()
    assert run("../page.txt", "--url", page.url, "--format", "json", cwd=below).stdout == told.stdout
    (tmp_path / "cleaner.toml").unlink()

    for jobs in ("1", "2"):
        assert run("batch", source, "-o", tmp_path / f"{jobs}.jsonl", "--jobs", jobs, "--sites", tmp_path / "sites.parquet").returncode == 0
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    assert b"recurs-on-host" in (tmp_path / "1.jsonl").read_bytes()

    assert run("sites", "merge", tmp_path / "sites.parquet", "-o", tmp_path / "sum.parquet").returncode == 0
    assert rows_of(tmp_path / "sum.parquet") == rows_of(tmp_path / "sites.parquet")


@pytest.mark.parametrize("kind", ["missing", "other table"])
def test_a_table_that_cannot_be_used_is_one_line(tmp_path: Path, kind: str) -> None:
    source = write(tmp_path / "in.jsonl", pages(1))
    path = _spoilt(tmp_path / "t.parquet", kind)
    assert FAULTS[kind] in complaint(run(source, "--sites", path), 2)
    assert FAULTS[kind] in complaint(run("batch", source, "-o", tmp_path / "out.jsonl", "--sites", path), 2)
    assert FAULTS[kind] in complaint(run("sites", "merge", path, "-o", tmp_path / "sum.parquet"), 2)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["in.jsonl", "-o", "t.csv"], 2, "a table of sites is a .parquet file"),
        (["in.jsonl", "-o", "there.parquet"], 2, "is there already; --overwrite replaces it"),
        (["nobody.jsonl", "-o", "t.parquet"], 2, "no such file"),
        (["in.jsonl", "-o", "nowhere/t.parquet"], 2, "there is no folder"),
        (["in.jsonl", "-o", "t.parquet", "--text-column", "body"], 2, "there is no column 'body'"),
        (["in.jsonl", "-o", "t.parquet", "--date-column", "seen"], 2, "there is no column 'seen'"),
        (["homeless.jsonl", "-o", "t.parquet"], 1, "1 have no address"),
    ],
)
def test_wrong_calls_are_one_line(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    write(tmp_path / "in.jsonl", pages(1))
    (tmp_path / "there.parquet").write_bytes(b"")
    (tmp_path / "homeless.jsonl").write_text('{"text": "It rained."}\n')
    assert said in complaint(run("sites", "learn", *arguments, cwd=tmp_path), code)
    assert not (tmp_path / "t.parquet").exists()
    assert (tmp_path / "there.parquet").read_bytes() == b""


def test_documents_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    source = Path(write(tmp_path / "in.jsonl", pages(2)))
    source.write_text(source.read_text() + '{"text": null}\nno JSON\n')
    done = run("sites", "learn", source, "-o", tmp_path / "t.parquet")
    assert done.returncode == 1
    assert b"2 of 12 documents could not be read" in done.stderr
    assert rows_of(tmp_path / "t.parquet")
