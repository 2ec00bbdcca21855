"""The library's functions: what may be given, what comes back, and that failures are PolicyParseError only.

Not for: what is found in a notice, nor the command line.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import policyparse
from policyparse import Limits, PolicyDocument, PolicyParseError
from policyparse.errors import ErrorCode

ROOT = Path(__file__).resolve().parents[1]
NOTICE = "关于建设示范校的通知\n\n各县教育局：\n到2025年，建成示范校30所以上。\n\n南昌市教育局\n2023年4月5日\n"


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A small notice in a file."""
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_path_bytes_and_open_file_give_the_same_document(notice: Path) -> None:
    document = policyparse.parse(notice)
    assert document.source.name == "通知.txt"
    assert policyparse.parse(str(notice)) == document
    assert policyparse.parse(NOTICE.encode(), name="通知.txt") == document
    assert policyparse.parse(bytearray(NOTICE.encode()), name="some/folder/通知.txt") == document  # type: ignore[arg-type]
    with notice.open("rb") as file:
        assert policyparse.parse(file) == document
    assert policyparse.parse(io.BytesIO(NOTICE.encode()), name="C:\\folder\\通知.txt") == document
    assert policyparse.parse(notice, reader="text") == document
    assert policyparse.parse(notice, password="secret") == document


def test_text_is_a_file_called_text() -> None:
    document = policyparse.parse_text(NOTICE)
    assert document == policyparse.parse(NOTICE.encode(), name="text")
    assert document.source.size_bytes == len(NOTICE.encode())


def test_bytes_without_a_name_are_called_data() -> None:
    assert policyparse.parse(NOTICE.encode()).source.name == "data"


@pytest.mark.parametrize("text", ["通知\ud800内容", "\ud83d\ude00通知", "\udfff", "通知\ud83d"])
def test_lone_surrogates_do_not_get_in(text: str) -> None:
    document = policyparse.parse_text(text)
    document.text.encode("utf-8")
    assert policyparse.load(document.to_json()) == document


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no such names")
def test_names_of_odd_bytes_are_spelled_out(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("公告.txt".encode("gb18030"))  # as old archives unpack
    path.write_text(NOTICE, encoding="utf-8")
    document = policyparse.parse(path)
    assert document.source.name == "\\xb9\\xab\\xb8\\xe6.txt"
    assert policyparse.load(document.to_json()) == document
    with pytest.raises(PolicyParseError) as caught:
        policyparse.parse(path.with_name(os.fsdecode(b"\xcd")))
    assert str(caught.value).startswith("\\xcd: not_found")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        ("\u3000 \n\t\r\n\ufeff\u200b".encode(), "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (bytes(range(256)) * 40, "unreadable"),
        (b"\x8f\xff\x81\x30\xff" * 50, "unreadable"),
        ("通知".encode("utf-16") + b"\x00", "corrupt"),
        (b"7z\xbc\xaf\x27\x1c", "unsupported"),
        (b"PK\x03\x04", "corrupt"),
    ],
)
def test_bad_bytes_have_their_code(data: bytes, code: ErrorCode) -> None:
    with pytest.raises(PolicyParseError) as caught:
        policyparse.parse(data, name="a.txt")
    assert caught.value.code == code
    assert str(caught.value).startswith(f"a.txt: {code}")


def test_files_that_cannot_be_opened_have_their_code(tmp_path: Path) -> None:
    def code_of(source: Any) -> str:
        with pytest.raises(PolicyParseError) as caught:
            policyparse.parse(source)
        return caught.value.code

    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert code_of(tmp_path / "nosuch.txt") == "not_found"
    assert code_of(tmp_path / "file" / "below.txt") == "not_found"
    assert code_of(tmp_path) == "not_a_file"
    assert code_of("") == "not_a_file"
    assert code_of("nul\0byte") == "unreadable"
    assert code_of("x" * 5000) == "unreadable"
    assert code_of(None) == "unsupported"
    assert code_of(3.5) == "unsupported"
    assert code_of(io.StringIO("text")) == "unreadable"
    closed = io.BytesIO(b"x")
    closed.close()
    assert code_of(closed) == "unreadable"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert code_of(tmp_path / "pipe") == "not_a_file"


def test_an_unknown_reader_is_unsupported(notice: Path) -> None:
    with pytest.raises(PolicyParseError, match="unsupported: no reader 'sdf'"):
        policyparse.parse(notice, reader="sdf")


def test_a_reader_by_name_refuses_what_another_one_reads(notice: Path) -> None:
    with pytest.raises(PolicyParseError, match=r"通知\.txt: unsupported: a file for the reader 'text', not 'web page'"):
        policyparse.parse(notice, reader="web page")


def test_size_is_checked_before_reading(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(50 * 1024 * 1024)  # sparse: takes no room
    with pytest.raises(PolicyParseError, match=r"^big\.txt: too_large"):
        policyparse.parse(big)


def test_every_way_in_keeps_the_limit(notice: Path) -> None:
    limits = Limits(file_bytes=10)
    for source in (notice, NOTICE.encode(), io.BytesIO(NOTICE.encode())):
        with pytest.raises(PolicyParseError) as caught:
            policyparse.parse(source, limits=limits)
        assert caught.value.code == "too_large"


def test_what_nobody_expected_is_an_internal_error_with_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(reading: object, **how: object) -> PolicyDocument:
        raise RuntimeError("something\nwent wrong")

    monkeypatch.setattr("policyparse.pipeline.parse_bytes", broken)
    with pytest.raises(PolicyParseError) as caught:
        policyparse.parse(b"x", name="a.txt")
    assert str(caught.value) == "a.txt: internal: RuntimeError: something went wrong"
    assert isinstance(caught.value.__cause__, RuntimeError)


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_many_files_give_documents_and_errors(notice: Path, tmp_path: Path, workers: int) -> None:
    paths: list[Path | str] = [notice, tmp_path / "nosuch.txt", str(notice)]
    results = list(policyparse.parse_many(paths, workers=workers))
    assert sorted(map(str, (result.path for result in results))) == sorted(map(str, paths))
    for result in results:
        if "nosuch" in str(result.path):
            assert result.document is None
            assert result.error is not None
            assert result.error.code == "not_found"
        else:
            assert result.document == policyparse.parse(notice)
            assert result.error is None


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_many_files_come_one_by_one_and_few_are_held(notice: Path, workers: int) -> None:
    taken = 0

    def endless() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield notice

    results = policyparse.parse_many(endless(), workers=workers)
    assert next(results).document == next(results).document
    assert taken <= 10 * workers


def test_no_workers_are_refused() -> None:
    with pytest.raises(ValueError, match="workers"):
        policyparse.parse_many([], workers=0)


def test_errors_and_documents_travel_between_processes(notice: Path) -> None:
    document = policyparse.parse(notice)
    assert pickle.loads(pickle.dumps(document)) == document


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, policyparse; before = set(sys.modules);"
        "dir(policyparse); policyparse.PolicyParseError; policyparse.Limits; policyparse.language; policyparse.parse;"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'pydantic', 'rich', 'jieba', 'spacy', 'pdfplumber', 'regex', 'json'}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_public_names_are_there() -> None:
    for name in policyparse.__all__:
        assert getattr(policyparse, name) is not None
        assert name in dir(policyparse)
    with pytest.raises(AttributeError, match="no attribute 'nosuch'"):
        policyparse.nosuch  # noqa: B018
