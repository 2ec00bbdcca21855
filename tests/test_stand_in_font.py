"""A machine without Chinese fonts reads a PDF that embeds none like any other machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pypdfium2.raw as raw
import pytest

from policyparse.reading import stand_in_font

# pdfium keeps its fonts for a whole process: one whose machine offers none, and what it reads.
WITHOUT_FONTS = """
import ctypes, sys
sys.path.insert(0, {tests!r})
import pypdfium2.raw as raw
types = dict(raw.FPDF_SYSFONTINFO._fields_)
calls = [types["MapFont"](lambda *_: None), types["GetFontData"](lambda *_: 0), types["GetFaceName"](lambda *_: 0)]
bare = raw.FPDF_SYSFONTINFO(version=1)
bare.MapFont, bare.GetFontData, bare.GetFaceName = calls
raw.FPDF_GetDefaultSystemFontInfo = lambda: ctypes.pointer(bare)
if {patched}:
    import policyparse.reading.pdf as reading
    reading.install_stand_in = lambda: raw.FPDF_SetSystemFontInfo(ctypes.byref(bare))
from pdf_files import Paper, pdf
import policyparse
paper = Paper().words(100, 72, "序", 12).words(100, 88, "号", 12).words(100, 700, "重点任务分工表", matrix="0 1 -1 0")
print(policyparse.parse(pdf(paper.words(300, 72, "到2025年")), name="t.pdf").text.split())
"""


def read_without_fonts(patched: bool) -> str:
    code = WITHOUT_FONTS.format(tests=str(Path(__file__).parent), patched=patched)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


def test_single_characters_and_turned_lines_are_read() -> None:
    found = read_without_fonts(patched=False)
    assert set("序号重点任务分工表到年") <= set(found)


def test_without_the_stand_in_they_would_be_lost() -> None:
    found = read_without_fonts(patched=True)
    assert "到2025年" in found
    assert "序" not in found


@pytest.mark.parametrize(
    ("charset", "own", "answer"),
    [
        (raw.FXFONT_GB2312_CHARSET, 7, 7),
        (raw.FXFONT_GB2312_CHARSET, None, stand_in_font.HANDLE),
        (raw.FXFONT_CHINESEBIG5_CHARSET, None, stand_in_font.HANDLE),
        (raw.FXFONT_ANSI_CHARSET, None, None),
    ],
)
def test_the_machine_s_own_fonts_go_first(charset: int, own: int | None, answer: int | None) -> None:
    machine = SimpleNamespace(MapFont=lambda *_: own)
    assert stand_in_font._Calls(machine, None)._map(None, 400, 0, charset, 16, None, None) == answer


def test_its_file_is_a_truetype_font_of_some_hundred_bytes() -> None:
    file = stand_in_font.font_file()
    assert file[:4] == b"\0\1\0\0"
    assert len(file) < 1000
    assert [file[12 + 16 * n : 16 + 16 * n] for n in range(7)] == [
        b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"
    ]  # fmt: skip
