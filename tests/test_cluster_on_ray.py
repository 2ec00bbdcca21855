"""A cluster run on Ray with two workers gives what a folder run gives: the same tables, row for row.

Needs Ray, which is not among the packages of the other tests: ``python3 scripts/test_on_ray.py`` runs these. Not for:
what can be tested without Ray (test_cluster.py).
"""

from __future__ import annotations

import json
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from folder_runs import FACTS

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from doc_blocks import blocks_of

import policyparse
from policyparse.batch.cluster import ClusterRun, convert_cluster
from policyparse.batch.places import Place
from policyparse.batch.run_report import Run
from policyparse.cli import main
from policyparse.delivery.flat_tables import TABLES

ray = pytest.importorskip("ray", reason="Ray is not installed; python3 scripts/test_on_ray.py runs these tests")
RuntimeEnv = pytest.importorskip("ray.runtime_env").RuntimeEnv
fs = pytest.importorskip("pyarrow.fs")
parquet = pytest.importorskip("pyarrow.parquet")

# Ray warns of its own settings.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning:ray")]
ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
NOTICES = (
    "notices/nanchang-chanjiao-ronghe-8623-2023.txt",
    "notices/hohhot-zhengwugongkai-2023.txt",
    "notices/guofa-2018-42-nongye-jixiehua.html",
    "renderings/nanchang-zhijiao-gongzuo-yaodian-2019.docx",
    "renderings/jiangxi-chanjiao-ronghe-shifanqu.chromium.pdf",
    "other/luqiao-weisheng-2011-76-pifu.ofd",
)
FEATURED = {
    "first.txt": FACTS,
    "later/revised.txt": FACTS.replace("30所", "40所"),
    "later/copy.txt": FACTS,
    "later/other.txt": FACTS.replace("关于建设示范校的通知", "关于召开全市教育工作会议的通知"),
    "later/empty.txt": " \n",
    "later/cut-off.pdf": "%PDF-1.7\n1 0 obj",
}


@pytest.fixture(scope="module", autouse=True)
def two_workers() -> Iterator[None]:
    """Ray on this machine with two cores; it asks nobody and shows no pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
        yield
        ray.shutdown()


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Notices of every kind, several of one document_id, and files that are none."""
    folder = tmp_path_factory.mktemp("cluster") / "in"
    (folder / "later").mkdir(parents=True)
    for path in NOTICES:
        shutil.copy(CORPUS / path, folder)
    for path, text in FEATURED.items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder_run(inbox: Path) -> Run:
    """What there is to equal, in ``inbox/../folder``."""
    return policyparse.convert(inbox, inbox.parent / "folder", workers=2, to=["parquet"])


@pytest.fixture(scope="module")
def cluster_run(inbox: Path) -> ClusterRun:
    """The cluster's, in ``inbox/../cluster``."""
    return convert_cluster(inbox, inbox.parent / "cluster", workers=2, quiet=True)


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_table_is_that_of_a_folder_run_row_for_row(
    table: str, inbox: Path, folder_run: Run, cluster_run: ClusterRun
) -> None:
    of_folder = parquet.read_table(inbox.parent / "folder" / "parquet" / f"{table}.parquet")
    of_cluster = parquet.read_table(inbox.parent / "cluster" / table)
    assert of_cluster.schema.equals(of_folder.schema)
    columns = [(column, "ascending") for column in of_folder.column_names]
    assert of_cluster.sort_by(columns).to_pylist() == of_folder.sort_by(columns).to_pylist() != []


def test_every_file_is_told_as_a_folder_run_tells_it(inbox: Path, folder_run: Run, cluster_run: ClusterRun) -> None:
    done = {row.path: (row.document_id, row.role, row.of) for row in folder_run.rows if row.state == "done"}
    files = parquet.read_table(inbox.parent / "cluster" / "files").to_pylist()
    assert {row["path"]: (row["document_id"], row["role"], row["keeper"]) for row in files} == done
    failed = {(row.path, row.code, row.message) for row in folder_run.rows if row.state == "failed"}
    failures = parquet.read_table(inbox.parent / "cluster" / "failures").to_pylist()
    assert {(row["path"], row["code"], row["message"]) for row in failures} == failed
    assert {path for path, _, _ in failed} == {"later/empty.txt", "later/cut-off.pdf"}


def test_the_report_counts_what_came_of_all_files(inbox: Path, cluster_run: ClusterRun) -> None:
    assert cluster_run == ClusterRun(read=10, failed=2, skipped=0, documents=8, duplicates=1, superseded=1)
    report = json.loads((inbox.parent / "cluster" / "run-report.json").read_text(encoding="utf-8"))
    assert (report["read"], report["documents"], report["policyparse"]) == (10, 8, policyparse.__version__)


def test_the_command_takes_urls_and_an_inbox_without_notices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_text(" ")
    out = tmp_path / "out"
    assert main(["convert", (tmp_path / "in").as_uri(), out.as_uri(), "--cluster", "--workers", "2"]) == 1
    assert "0 read, 1 failed, 0 skipped, 0 documents" in capsys.readouterr().err
    assert all(parquet.read_table(out / table.name).num_rows == 0 for table in TABLES)


# The samples of the page.


SAMPLES = [
    block for block in blocks_of((ROOT / "docs/cluster.md").read_text(encoding="utf-8"))
    if block.mark == "elsewhere: tests/test_cluster_on_ray.py"
]  # fmt: skip


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for a storage: by pyarrow's interface and not by the system, under any URL."""
    (tmp_path / "notices" / "2023").mkdir(parents=True)
    (tmp_path / "notices" / "2023" / "a.txt").write_text(FACTS, encoding="utf-8")
    stored = fs.SubTreeFileSystem(str(tmp_path), fs.LocalFileSystem())

    class Named(fs.S3FileSystem):  # type: ignore[misc, name-defined]
        def __new__(cls, **options: object) -> object:  # type: ignore[misc]
            super().__new__(cls).__init__(region="cn-hangzhou", **options)  # there are such; nothing is asked of it
            return stored

    def found(where: object) -> object:
        return where if isinstance(where, Place) else Place(stored, str(where).removeprefix("s3://"))

    monkeypatch.setattr("policyparse.batch.cluster.place_of", found)
    monkeypatch.setattr("pyarrow.fs.S3FileSystem", Named)
    # Ray runs already; what the sample brings along must be a wish that Ray knows.
    monkeypatch.setattr("ray.init", lambda where, runtime_env: RuntimeEnv(**runtime_env))
    return tmp_path


@pytest.mark.parametrize("number", [number for number, block in enumerate(SAMPLES) if block.language == "python"])
def test_a_sample_of_the_page_runs(number: int, bucket: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(SAMPLES[number].body, "docs/cluster.md", "exec"), {})
    assert parquet.read_table(bucket / "facts" / "2023" / "tasks").num_rows > 0
    if "print" in SAMPLES[number].body:
        assert "1 documents, 0 files failed" in capsys.readouterr().out


def test_the_commands_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (commands,) = [block.body.splitlines() for block in SAMPLES if block.language == "sh"]
    install, convert = map(shlex.split, commands)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert install == ["pip", "install", "policyparse[ray]"]  # this environment holds what it names
    assert any(one.startswith("ray") for one in extras["ray"])
    (tmp_path / "INBOX").mkdir()
    (tmp_path / "INBOX" / "a.txt").write_text(FACTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(convert[1:]) == 0
    assert parquet.read_table(tmp_path / "OUT" / "tasks").num_rows > 0
