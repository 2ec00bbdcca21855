"""Files of one document_id: copies, versions, and other notices; the same verdicts in whatever order they are given.

Not for: what becomes of their outputs (test_convert_again.py).
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policyparse.batch.identity import Sighting, alike, judge, title_key

PLAN = title_key("关于印发《示范校建设行动计划(2023-2025年)》的通知")
OTHER = title_key("关于召开全市教育工作会议的通知")


def seen(path: str, arrival: int, text: str = "t", title: str = PLAN, day: str | None = "2023-04-05") -> Sighting:
    return Sighting(path.encode(), arrival, text, title, day)


def roles(*files: Sighting) -> dict[str, tuple[str, str | None]]:
    """Path → role and keeper."""
    verdicts = judge(files)
    return {one.path.decode(): (one.role, one.keeper.decode() if one.keeper else None) for one in verdicts}


def test_one_file_is_current() -> None:
    assert roles(seen("a", 1)) == {"a": ("current", None)}


def test_the_same_text_is_a_duplicate_of_the_first() -> None:
    assert roles(seen("a", 1), seen("b", 2), seen("c", 3)) == {
        "a": ("current", None), "b": ("duplicate", "a"), "c": ("duplicate", "a"),
    }  # fmt: skip


def test_of_copies_one_that_is_still_there_stands_for_one_that_is_gone() -> None:
    gone = Sighting(b"a", 1, "v1", PLAN, "2023-04-05", gone=True)
    assert roles(gone, seen("b", 2, "v1")) == {"a": ("duplicate", "b"), "b": ("current", None)}
    assert roles(gone) == {"a": ("current", None)}
    # A renamed copy of an earlier version is no later version.
    assert roles(gone, seen("b", 2, "v2"), seen("c", 3, "v1"))["b"] == ("current", None)


def test_other_text_under_a_like_title_is_a_revision_and_the_later_is_current() -> None:
    assert roles(seen("a", 1, "v1"), seen("b", 2, "v2")) == {"a": ("superseded", "b"), "b": ("current", None)}


def test_the_date_of_signing_goes_before_the_arrival() -> None:
    later, earlier = seen("a", 1, "v2", day="2023-05-01"), seen("b", 2, "v1", day="2023-04-05")
    assert roles(later, earlier) == {"a": ("current", None), "b": ("superseded", "a")}
    assert roles(later, seen("b", 2, "v1", day=None))["a"] == ("current", None)


def test_a_copy_of_an_earlier_version_stays_its_duplicate() -> None:
    assert roles(seen("a", 1, "v1"), seen("b", 2, "v2"), seen("c", 3, "v1")) == {
        "a": ("superseded", "b"), "b": ("current", None), "c": ("duplicate", "a"),
    }  # fmt: skip


def test_another_title_is_another_notice_with_a_suffix() -> None:
    verdicts = judge([seen("a", 1, "v1"), seen("b", 2, "v2", OTHER), seen("c", 3, "v3", OTHER)])
    assert [(one.role, one.delivered_id("doc-1")) for one in verdicts] == [
        ("current", "doc-1"), ("superseded", "doc-1~2"), ("conflict", "doc-1~2"),
    ]  # fmt: skip


def test_a_number_given_out_stays_whatever_comes_later() -> None:
    files = [seen("a", 1, "v1"), seen("b", 2, "v2", OTHER)]
    before = {one.path: one.number for one in judge(files)}
    after = {
        one.path: one.number for one in judge([*files, seen("c", 3, "v3", title_key("关于表彰的决定"), "2001-01-01")])
    }
    assert after == {**before, b"c": 3}


def test_titles_are_alike_but_for_widths_marks_and_words_of_version() -> None:
    assert title_key("关于印发《行动计划（2023—2025年）》的通知（修订稿）") == title_key(
        "关于印发“行动计划(2023-2025年)”的通知"
    )
    assert alike(title_key("关于进一步做好就业工作的通知"), title_key("关于做好就业工作的通知"))


def test_titles_of_other_years_are_not_alike() -> None:
    assert not alike(title_key("2023年教育工作要点"), title_key("2024年教育工作要点"))
    assert not alike("", OTHER)


SIGHTINGS = st.lists(
    st.builds(
        Sighting,
        st.binary(min_size=1, max_size=3),
        st.integers(1, 10_000),
        st.sampled_from("uvw"),
        st.sampled_from([PLAN, OTHER, ""]),
        st.sampled_from([None, "2023-01-01", "2023-04-05"]),
    ),
    min_size=1,
    max_size=8,
    unique_by=(lambda file: file.path, lambda file: file.arrival),
)


@given(SIGHTINGS, st.randoms())
def test_the_order_of_work_changes_nothing(files: list[Sighting], random: object) -> None:
    shuffled = list(files)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judge(shuffled) == judge(files)


@given(SIGHTINGS)
def test_every_file_is_judged_and_each_notice_goes_out_once(files: list[Sighting]) -> None:
    verdicts = judge(files)
    assert {one.path for one in verdicts} == {file.path for file in files}
    out = [one.delivered_id("d") for one in verdicts if one.keeper is None]
    assert len(out) == len(set(out)) == len({one.number for one in verdicts})
    texts = {file.path: file.text for file in files}
    for one in verdicts:
        if one.role == "duplicate" and one.keeper is not None:
            assert texts[one.path] == texts[one.keeper]
