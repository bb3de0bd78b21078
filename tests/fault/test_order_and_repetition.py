"""Small histories delivered in any order, again, in one night or in many: one warehouse."""

import random
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.tiny_hospital import PATIENTS, TinyHospital, laboratory

Deliveries = Mapping[str, str]
DAYS = range(2, 6)
_KEYS = ("1", "2", "3")
_STANDS, _WITHDRAWN = "F", "A"
_HEADER = "IPP,ID,KIND,ON,CODE\n"


def _result(key: str, value: int, standing: str) -> str:
    return f"P{1 + int(key) % 2};{key};T{key};CA;{value // 10},{value % 10};mmol/L;" + (
        f"01/03/2026 08:0{key};{standing}"
    )


def _laboratory_files() -> st.SearchStrategy[str]:
    """Results that are new, corrected, withdrawn, back again or delivered once more."""
    result = st.builds(
        _result, st.sampled_from(_KEYS), st.integers(20, 36), st.sampled_from("FFFA")
    )
    return st.lists(result, max_size=4, unique_by=lambda line: line.split(";")[1]).map(
        lambda lines: laboratory(*lines)
    )


def _diagnosis_lists() -> st.SearchStrategy[str]:
    """Full lists: what one of them lacks is withdrawn, what a later one holds is back."""
    return st.sets(st.sampled_from(("D1", "D2", "D3")), min_size=1).map(
        lambda keys: (
            _HEADER + "".join(f"P1,{key},primary,2025-01-10,C34.1\n" for key in sorted(keys))
        )
    )


@st.composite
def histories(draw: st.DrawFn) -> Deliveries:
    """The files of a few days."""
    files = {"PAT_20260301.csv": PATIENTS}
    for day in draw(st.sets(st.sampled_from(DAYS), min_size=2, max_size=3)):
        files[f"LAB_2026030{day}.csv"] = draw(_laboratory_files())
        if draw(st.booleans()):
            files[f"DIAG_2026030{day}.csv"] = draw(_diagnosis_lists())
    return files


@st.composite
def histories_and_nights(draw: st.DrawFn) -> tuple[Deliveries, list[list[str]]]:
    """A history, and nights that bring each of its files at least once, in any order."""
    files = draw(histories())
    names = draw(st.permutations(sorted(files)))
    again = draw(st.lists(st.sampled_from(names), max_size=2))
    arrivals = [*names, *again]
    cuts = sorted(draw(st.sets(st.integers(1, len(arrivals) - 1), max_size=2)))
    return files, [
        list(arrivals[start:end])
        for start, end in zip([0, *cuts], [*cuts, len(arrivals)], strict=True)
    ]


def _after(root: Path, files: Deliveries, nights: Sequence[Sequence[str]]) -> dict[str, str]:
    hospital = TinyHospital(root)
    for names in nights:
        for name in names:
            hospital.drop(name, files[name])
        hospital.night()
        assert hospital.unbalanced_files() == []
    return hospital.digest()


def _require_one_warehouse(files: Deliveries, nights: list[list[str]]) -> None:
    """In one night and in these, with every table computed."""
    root = Path(tempfile.mkdtemp(prefix="history-"))
    try:
        at_once = _after(root / "at_once", files, [sorted(files)])
        assert _after(root / "nights", files, nights) == at_once
    finally:
        shutil.rmtree(root)


def test_a_history_shuffled_repeated_and_split_ends_in_one_warehouse() -> None:
    """One that is drawn always the same: corrections that come first, lists out of their order."""
    files = {
        "PAT_20260301.csv": PATIENTS,
        "LAB_20260302.csv": laboratory(_result("1", 30, _STANDS), _result("2", 24, _STANDS)),
        "LAB_20260303.csv": laboratory(_result("1", 23, _STANDS), _result("2", 24, _WITHDRAWN)),
        "LAB_20260304.csv": laboratory(_result("1", 30, _STANDS), _result("2", 25, _STANDS)),
        "DIAG_20260302.csv": _HEADER + "P1,D1,primary,2025-01-10,C34.1\n",
        "DIAG_20260303.csv": _HEADER + "P1,D2,primary,2025-01-10,C34.1\n",
        "DIAG_20260304.csv": _HEADER + "P1,D1,primary,2025-01-10,C34.1\n",
    }
    names = sorted(files)
    random.Random(20260304).shuffle(names)
    _require_one_warehouse(files, [names[:3], [*names[:1], *names[3:]]])


@pytest.mark.long
@settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(histories_and_nights())
def test_histories_shuffled_repeated_split_and_merged_end_in_one_warehouse(
    history: tuple[Deliveries, list[list[str]]],
) -> None:
    _require_one_warehouse(*history)
