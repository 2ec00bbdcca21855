"""The spaCy component: facts as spans at the right characters, the document beside them, whatever spaCy does with a Doc.

Not for: what is found in a notice. Needs spaCy, which is an extra; skipped without it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from installed import environment

import policyparse
from policyparse import PolicyDocument, PolicyParseError
from policyparse.api import parse_in_place
from policyparse.delivery.fact_spans import LABELS, fact_spans
from policyparse.layout.source_pieces import LONGEST_MARK

ROOT = Path(__file__).resolve().parents[1]
NOTICES = sorted((ROOT / "corpus" / "notices").glob("*.txt"))
FOOTNOTED = ROOT / "corpus" / "notices" / "nanchang-chanjiao-ronghe-8623-2023.txt"
SCRAMBLED = ROOT / "corpus" / "notices" / "jiangxi-chanjiao-ronghe-shifanqu.txt"
NOTICE = """南昌市教育局关于建设示范校的通知

各县区教体局：
一、重点任务
（一）新建学校。到2025年，全市建成示范校
30所以上，每校补助不超过200万元。（市教体局、市财政局负责，2024年6月底前完成）
根据《职业学校兼职教师管理办法》执行。

南昌市教育局
2023年4月5日
"""

try:
    import spacy
    from spacy import displacy
    from spacy.tokens import Doc, DocBin

    from policyparse.spacy_component import make_doc
except ImportError:
    pytest.skip("spaCy is not installed", allow_module_level=True)


@pytest.fixture(scope="module")
def nlp() -> Any:
    """A blank Chinese pipeline with the component."""
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("policyparse")
    return pipeline


def marked(doc: Any, label: str) -> list[str]:
    return [span.text for span in doc.spans["policyparse"] if span.label_ == label]


# What stands in the Doc.


def test_facts_are_spans_with_their_ids(nlp: Any) -> None:
    doc = nlp(NOTICE)
    document = doc._.policy
    assert document == policyparse.parse_text(NOTICE)
    assert marked(doc, "TARGET") == ["全市建成示范校\n30所以上"]  # the wrap is the text's own
    assert marked(doc, "QUANTITY") == ["30所以上", "不超过200万元"]
    assert marked(doc, "UNIT") == ["市教体局", "市财政局"]
    assert marked(doc, "DEADLINE") == ["到2025年", "2024年6月底前"]
    assert marked(doc, "THRESHOLD") == ["每校补助不超过200万元"]
    assert marked(doc, "CITATION") == ["《职业学校兼职教师管理办法》"]
    (target,) = [span for span in doc.spans["policyparse"] if span.label_ == "TARGET"]
    assert target.id_ == target.kb_id_ == document.targets[0].id
    units = [span.id_ for span in doc.spans["policyparse"] if span.label_ == "UNIT"]
    assert units == [unit.id for unit in document.units]
    assert doc.spans["policyparse"].attrs["expanded"] == 0


def test_a_text_without_characters_has_no_document(nlp: Any) -> None:
    for blank in ("", " \n\u3000"):
        doc = nlp(blank)
        assert doc._.policy is None and len(doc.spans["policyparse"]) == 0
    assert spacy.blank("zh")("通知")._.policy is None


def test_a_text_that_is_no_notice_has_a_document_without_facts(nlp: Any) -> None:
    doc = nlp("今天天气很好。")
    assert len(doc.spans["policyparse"]) == 0
    assert [one.code for one in doc._.policy.diagnostics] == ["no_notice"]


def test_a_byte_order_mark_and_line_ends_of_windows_shift_nothing(nlp: Any) -> None:
    text = "\ufeff" + NOTICE.replace("\n", "\r\n")
    doc = nlp(text)
    assert marked(doc, "TARGET") == ["全市建成示范校\r\n30所以上"]
    assert doc._.policy == policyparse.parse_text(text)


def test_markup_is_plain_text_here(nlp: Any) -> None:
    doc = nlp(f"<html><body>\n{NOTICE}</body></html>")
    assert marked(doc, "QUANTITY") == ["30所以上", "不超过200万元"]
    assert doc._.policy.source.media_type == "text/plain"


# The right characters, by the source map.


def test_a_footnote_in_the_middle_of_a_fact_is_not_marked(nlp: Any) -> None:
    doc = nlp(FOOTNOTED.read_text(encoding="utf-8"))
    parted = [span.text for span in doc.spans["policyparse"] if span.text.startswith(("建设 2 个职业", "教育示范性"))]
    assert parted == ["建设 2 个职业", "教育示范性虚拟仿真实训基地（中心）"]


def test_a_row_out_of_order_is_marked_piece_by_piece(nlp: Any) -> None:
    doc = nlp(SCRAMBLED.read_text(encoding="utf-8"))
    (target,) = [one for one in doc._.policy.targets if one.evidence.quote.startswith("协调支持10所左右")]
    pieces = [span.text for span in doc.spans["policyparse"] if span.id_ == target.id and span.label_ == "TARGET"]
    assert {"协调支持", "10", "所左右长三角"} <= set(pieces)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_every_fact_of_the_corpus_stands_where_its_words_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document, pieces = parse_in_place(text)
    assert document == policyparse.parse_text(text)
    for fact in fact_spans(document):
        said = "".join(document.text[fact.start : fact.end].split()).replace("》", "")
        found = pieces.of(fact.start, fact.end)
        shown = "".join("".join(text[low:high] for low, high in found).split()).replace("》", "")
        # Marks of a page's edge may stand inside a piece; but for them the words are the same, in the same order.
        assert shown == said or _without_marks(shown, said), fact
        assert all(low < high for low, high in found)
        assert not any(one[0] < other[1] and other[0] < one[1] for one, other in pairwise(found))


def _without_marks(shown: str, said: str) -> bool:
    marks = f"[^\u4e00-\u9fff]{{0,{LONGEST_MARK}}}?"
    return re.fullmatch(marks.join(map(re.escape, said)), shown) is not None


def test_tokens_of_words_are_taken_whole_and_counted() -> None:
    class TwoByTwo:
        """A tokenizer that cuts a text into pairs of characters, wherever words begin."""

        def __init__(self, vocab: Any) -> None:
            self.vocab = vocab

        def __call__(self, text: str) -> Any:
            words = [text[at : at + 2] for at in range(0, len(text), 2)]
            return Doc(self.vocab, words=words, spaces=[False] * len(words))

    pipeline = spacy.blank("zh")
    pipeline.tokenizer = TwoByTwo(pipeline.vocab)
    pipeline.add_pipe("policyparse")
    doc = pipeline(NOTICE)
    assert doc._.policy == policyparse.parse_text(NOTICE)
    exact = {fact.id for fact in fact_spans(doc._.policy)}
    assert {span.id_ for span in doc.spans["policyparse"]} == exact
    assert 0 < doc.spans["policyparse"].attrs["expanded"] <= len(doc.spans["policyparse"])
    assert all("市教体局" in words and len(words) <= 6 for words in marked(doc, "UNIT")[:1])


# Pipelines.


def test_a_pipe_gives_each_text_its_own(nlp: Any) -> None:
    texts = [NOTICE, "今天天气很好。", NOTICE.replace("30所", "40所")]
    docs = list(nlp.pipe(texts))
    assert [doc._.policy for doc in docs] == [policyparse.parse_text(text) for text in texts]


@pytest.mark.slow
def test_a_pipe_of_two_processes_gives_the_same(nlp: Any) -> None:
    texts = [path.read_text(encoding="utf-8") for path in NOTICES[:3]]
    one, two = list(nlp.pipe(texts)), list(nlp.pipe(texts, n_process=2, batch_size=1))
    for alone, other in zip(one, two, strict=True):
        assert other._.policy == alone._.policy
        assert _spans(other) == _spans(alone)


def _spans(doc: Any) -> list[tuple[Any, ...]]:
    return [(one.start, one.end, one.label_, one.id_, one.kb_id_) for one in doc.spans["policyparse"]]


def test_a_doc_goes_through_docbin(nlp: Any) -> None:
    doc = nlp(NOTICE)
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    assert back._.policy == doc._.policy == policyparse.parse_text(NOTICE)
    assert _spans(back) == _spans(doc)
    (bare,) = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(spacy.blank("zh").vocab)
    assert bare._.policy is None  # user data were not asked for


def test_a_doc_goes_through_bytes_and_pickle(nlp: Any) -> None:
    doc = nlp(NOTICE)
    back = Doc(spacy.blank("zh").vocab).from_bytes(doc.to_bytes())
    assert back._.policy == doc._.policy and _spans(back) == _spans(doc)


def test_what_goes_wrong_goes_to_the_pipelines_error_handler() -> None:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("policyparse", config={"timeout": 1e-9})
    with pytest.raises(PolicyParseError, match="timeout"):
        pipeline(NOTICE)
    failed: list[str] = []
    pipeline.set_error_handler(lambda name, component, docs, error: failed.append(f"{name}: {error.code}"))
    assert list(pipeline.pipe([NOTICE, NOTICE])) == [] and failed == ["policyparse: timeout"] * 2


def test_options_of_the_component() -> None:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("policyparse", config={"min_confidence": 1.0, "spans_key": "sc"})
    doc = pipeline(NOTICE)
    assert doc._.policy == policyparse.parse_text(NOTICE).sure(1.0)
    assert list(doc.spans) == ["sc"]


def test_a_pipeline_is_saved_and_loaded(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert spacy.load(tmp_path / "pipeline")(NOTICE)._.policy == policyparse.parse_text(NOTICE)


# Own words.


def test_own_words_and_patterns_of_tokens(tmp_path: Path) -> None:
    (tmp_path / "units.tsv").write_text("word\n标台\n", encoding="utf-8")
    lines = (
        '{"label": "ORG", "pattern": "星海专员组委"}\n'
        '{"label": "UNIT", "pattern": [{"TEXT": "云"}, {"TEXT": {"IN": ["东", "西"]}}, {"TEXT": "专"}, {"TEXT": "班"}]}\n'
        '{"label": "UNIT_OF_MEASURE", "pattern": [{"TEXT": "绿"}, {"TEXT": "证"}], "id": "张绿证"}\n'
    )
    (tmp_path / "patterns.jsonl").write_text(lines, encoding="utf-8")
    text = (
        "南昌市教育局关于工作的通知\n一、任务\n（一）新增公交。到2025年，公交车达到5000标台，交易量达到300绿证。"
        "（星海专员组委、云东专班负责）\n"
    )
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("policyparse", config={"lexicon": str(tmp_path)})
    doc = pipeline(text)
    assert marked(doc, "UNIT") == ["星海专员组委", "云东专班"]
    assert [one.quantity.unit for one in doc._.policy.targets] == ["标台", "张绿证"]
    assert marked(pipeline(text.replace("云东", "云南")), "UNIT") != marked(doc, "UNIT")
    (first, second) = pipeline.pipe([text, text.replace("绿证", "绿条")])
    assert len(first._.policy.targets) == 2 and len(second._.policy.targets) == 1  # a Doc's words stay with it


def test_a_pattern_of_tokens_that_spacy_refuses_is_named_with_its_line(tmp_path: Path) -> None:
    place = tmp_path / "own.jsonl"
    place.write_text('\n{"label": "ORG", "pattern": [{"TXET": "甲"}]}\n', encoding="utf-8")
    with pytest.raises(PolicyParseError) as caught:
        spacy.blank("zh").add_pipe("policyparse", config={"lexicon": str(place)})
    assert (caught.value.code, caught.value.name) == ("corrupt", "own.jsonl")
    assert caught.value.message.startswith("line 2: ")


# From a document.


def test_a_document_becomes_a_doc() -> None:
    document = policyparse.parse(FOOTNOTED)
    doc = document.to_spacy()
    assert doc.text == document.text and doc._.policy == document
    # By characters: the document's own text needs no way back.
    assert [(s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans["policyparse"]] == fact_spans(document)
    assert {span.label_ for span in doc.spans["policyparse"]} == set(LABELS)


def test_a_document_of_pages_becomes_a_doc() -> None:
    path = sorted((ROOT / "corpus" / "pdf").glob("*.pdf"))[0]
    document = policyparse.parse(path)
    assert document.to_spacy().text == document.text


def test_a_users_pipeline_tokenises_and_does_nothing_else(nlp: Any) -> None:
    document = policyparse.parse(FOOTNOTED)
    doc = document.to_spacy(nlp)
    assert doc.vocab is nlp.vocab and doc._.policy == document  # parsed as text it would be called "text"


def test_long_texts_are_tokenised_in_pieces(nlp: Any) -> None:
    long = (NOTICE * 30 + "无标点" * 2000 + "有。" * 3000 + "\n \n\n　尾 a b  c\t。") * 2
    assert make_doc(nlp, long).text == long
    assert make_doc(nlp, "").text == "" and make_doc(nlp, "短。").text == "短。"
    short = spacy.blank("zh")
    short.max_length = 3000
    with pytest.raises(ValueError, match=r"max_length|E088"):
        short(long)
    short.add_pipe("policyparse")
    doc = short(make_doc(short, long))
    assert doc.text == long and len(doc.spans["policyparse"]) > 100


# displaCy, the entry point, and what loads when.


def test_displacy_draws_and_escapes(nlp: Any) -> None:
    html = displacy.render(
        nlp(NOTICE.replace("示范校\n30所", "<script>alert(1)</script>校\n30所")),
        style="span",
        options={"spans_key": "policyparse"},
        jupyter=False,
    )
    assert "TARGET" in html and "<script" not in html


@pytest.mark.slow
def test_the_example_writes_its_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ran = run([str(ROOT / "examples" / "spacy_displacy.py"), str(FOOTNOTED), str(page)], tmp_path)
    assert "QUANTITY\tgbcd5bdaa06\t8000人" in ran
    html = page.read_text(encoding="utf-8")
    assert "DEADLINE" in html and not re.search(r"(?:src|href)\s*=\s*['\"]?[^'\"#\s]", html)


@pytest.mark.slow
def test_spacy_finds_the_component_by_its_entry_point(tmp_path: Path) -> None:
    code = (
        "import sys, spacy; before = 'policyparse' in sys.modules; nlp = spacy.blank('zh'); nlp.add_pipe('policyparse');"
        "print(before, {'pypdfium2', 'pdfplumber', 'lxml', 'pyarrow'} & set(sys.modules));"
        f"print(nlp({NOTICE!r})._.policy.targets[0].quantity.raw)"
    )
    assert run(["-c", code], tmp_path).splitlines() == ["False set()", "30所以上"]


@pytest.mark.slow
def test_parsing_and_its_modules_load_no_spacy() -> None:
    code = "import sys, policyparse, policyparse.delivery.spacy_doc; policyparse.parse_text('通知'); print('spacy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def run(command: list[str], folder: Path) -> str:
    """What Python prints with the package as if it were installed."""
    line = [sys.executable, *command]
    ran = subprocess.run(line, cwd=ROOT, env=environment(folder), capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    document: PolicyDocument = policyparse.parse_text(NOTICE)
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(
        PolicyParseError, match=r"missing_extra: spacy is not installed; pip install policyparse\[spacy\]"
    ):
        document.to_spacy()
