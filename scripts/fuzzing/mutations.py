"""New inputs out of old ones: by the words of a format, where a change of single bytes would only break its shell.

For: the loop of the fuzzer. A text changes by words of notices, a container by the XML in one of its members, a PDF and
a page by their tokens; every second time bytes change as libFuzzer has it. Not for: what is run on them.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

Change = Callable[[bytes, int], bytes]

SIGNS = (
    "0123456789一二三四五六七八九十百千万亿两半〇年月日天周个名所家%％‰.,，、。；;：:()（）[]【】《》“”〔〕"
    " \u3000\t\n\r\v-—~～至到前后内底末起每均各市县区局厅委办会部处科为把被的和与及由负责牵头配合"
    "\x00\ufeff\u200b\u202e\ud7ff\U0001f600⼾"
)
PHRASES = (
    "不少于|不超过|以上|以下|左右|增长|提高|百分之|分之|工作日|十四五|期间|印发之日起|每年|每季度|长期|翻一番|责任单位：|完成时限：|（一）|（1）"
    "|第一条|附件：1.|关于印发|的通知|市政府|教育局|各有关部门|各县（市、区）|2025年底前|国发〔2023〕8号|到2025年|2023-2025年|3/4|20:1|1,000"
    "|99999999999999999999|0.000001|1e9|\n# Page 2:\n|人力资源社会保障局"
)
WORDS = [*SIGNS, *PHRASES.split("|")]
NUMBERS = [*b"0 -1 1 3 65536 4294967296 1e9 -0.0001 999999999999 nan 00".split(), b"2 0 R"]
MARKUP = (
    b"<p> </p> <table> <tr> <td\trowspan=9> </table> <!-- --> &amp; &#0; &#xD800; <script> <div\tstyle='display:none'>"
    b" <br> <a\thref='x.doc'> <![CDATA[ <!DOCTYPE\tx>"
).split(b" ")
TOKEN = re.compile(rb"<[^<>]*>|[A-Za-z_]+|-?\d+(?:\.\d+)?|\s+|[^\sA-Za-z_\d<>]+|[<>]")
MOST_TOKENS = 6000


def change_text(data: bytes, chosen: random.Random, most: int) -> bytes:
    """A text with words put in, taken out, doubled or exchanged."""
    text = list(data.decode("utf-8", "replace"))
    for _ in range(chosen.choice((1, 1, 2, 4))):
        at = chosen.randrange(len(text) + 1)
        length = chosen.choice((1, 2, 5, 20))
        kind = chosen.randrange(5)
        if kind == 0:
            del text[at : at + length]
        elif kind == 1:
            text[at:at] = list(chosen.choice(WORDS) * chosen.choice((1, 1, 1, 2, 30)))
        elif kind == 2:
            text[at:at] = text[at : at + length] * chosen.choice((1, 1, 10))
        elif kind == 3:
            text[at : at + length] = list(chosen.choice(WORDS))
        else:
            other = chosen.randrange(len(text) + 1)
            text[at:at] = text[other : other + length]
    return "".join(text).encode("utf-8", "replace")[:most]


def change_tokens(data: bytes, chosen: random.Random, most: int) -> bytes:
    """Markup or a PDF with tokens exchanged, doubled, dropped, or numbers become others."""
    tokens = TOKEN.findall(data[: 16 * MOST_TOKENS])
    if not tokens:
        return data
    for _ in range(chosen.choice((1, 1, 2, 4))):
        at, other = chosen.randrange(len(tokens)), chosen.randrange(len(tokens))
        kind = chosen.randrange(6)
        if kind == 0:
            tokens[at] = tokens[other]
        elif kind == 1:
            tokens[at:at] = tokens[other : other + chosen.choice((1, 3, 30))] * chosen.choice((1, 1, 8))
        elif kind == 2:
            del tokens[at : at + chosen.choice((1, 2, 10))]
            if not tokens:
                return b""
        elif kind == 3:
            numbers = [place for place, token in enumerate(tokens) if token[-1:].isdigit()]
            tokens[chosen.choice(numbers) if numbers else at] = chosen.choice(NUMBERS)
        elif kind == 4:
            tokens.insert(at, chosen.choice(MARKUP))
        else:
            tokens[at] = change_text(tokens[at], chosen, 200)
    return b"".join(tokens)[:most]


def change_container(data: bytes, chosen: random.Random, most: int) -> bytes:
    """A ZIP container of which one member's XML is changed; it comes out unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            members = {name: old.read(name) for name in old.namelist() if old.getinfo(name).file_size < most}
    except Exception:  # whatever is wrong with it, it is no container any more
        return change_tokens(data, chosen, most)
    if not members:
        return data
    deepest = sorted(members, key=lambda one: one.count("/"))[-6:]
    name = chosen.choice(deepest if chosen.randrange(3) else list(members))
    members[name] = change_tokens(members[name], chosen, most // 2)
    if not chosen.randrange(30):
        members.pop(chosen.choice(list(members)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for member, content in members.items():
            new.writestr(member, content)
    return made.getvalue() if made.tell() <= most else data


def change_by_kind(data: bytes, chosen: random.Random, most: int) -> bytes:
    """What the beginning of the bytes says they are, changed in its way."""
    if data.startswith(b"PK"):
        return change_container(data, chosen, most)
    if b"%PDF" in data[:20] or b"<" in data[:40]:
        return change_tokens(data, chosen, most)
    return change_text(data, chosen, most)


def mutator(by_bytes: Change) -> Callable[[bytes, int, int], bytes]:
    """A custom mutator for atheris: by the format, or ``by_bytes`` (data, most) as libFuzzer would."""

    def change(data: bytes, most: int, seed: int) -> bytes:
        chosen = random.Random(seed)
        # A container under a change of bytes fails its checksums; that is worth trying, but rarely.
        rarely = 12 if data.startswith(b"PK") else 2
        if not data or not chosen.randrange(rarely):
            return by_bytes(data, most)
        return change_by_kind(data, chosen, most)

    return change
