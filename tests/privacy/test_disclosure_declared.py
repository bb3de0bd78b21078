"""Every published table says what of it may tell of a small group, or shows nothing."""

import inspect
import re
from collections.abc import Iterator

import polars as pl
import pytest

from dashboard.disclosure.level import sees_small_counts
from dashboard.disclosure.reader import disclosing
from dashboard.disclosure.tables import disclosed
from dashboard.queries import care, population, quality
from dashboard.role import Role
from tests.support.dashboard_home import dashboard_home
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader
from warehouse.schema import COLUMNS, PUBLISHED, ColumnType
from warehouse.schema.disclosure import DISCLOSURES

NUMBERS = (ColumnType.INTEGER, ColumnType.NUMBER)
# Counts of rows and files, exact on the screens of quality (domain.md §10), and lists of cases,
# which the role opens or not.
OF_ROWS = (
    "quality.last_run", "quality.files", "quality.feeds", "quality.rejections",
    "quality.rejected_rows", "quality.feed_nights", "quality.findings",
    "care.worklist", "care.answers_delivered", "population.incomplete_feeds",
)  # fmt: skip


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_every_number_of_a_published_table_is_declared(name: str) -> None:
    table, declared = PUBLISHED[name], DISCLOSURES[name]
    numbers = {column for column in table.columns if COLUMNS[column].type in NUMBERS}
    assert numbers - set(table.key) <= declared.told, "an undeclared number would be shown exact"
    assert declared.told <= set(table.columns)


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_everything_whose_name_counts_is_a_count_or_dropped(name: str) -> None:
    declared = DISCLOSURES[name]
    counting = {
        column
        for column in PUBLISHED[name].columns
        if column.endswith("_count") and COLUMNS[column].type is ColumnType.INTEGER
    }
    assert counting <= {*declared.counts, *declared.dropped}


def test_only_clinicians_see_small_counts() -> None:
    assert [role for role in (*Role, None) if sees_small_counts(role)] == [Role.CLINICIAN]


@pytest.mark.parametrize("module", [population, care, quality])
def test_every_question_reads_published_tables_or_counts_rows(module: object) -> None:
    assert inspect.ismodule(module)
    for name, question in inspect.getmembers(module, inspect.isfunction):
        if question.__module__ != module.__name__:
            continue
        read = set(
            re.findall(r"\b(canonical|derived|ops|landing)\.\w+", inspect.getsource(question))
        )
        named = f"{module.__name__.removeprefix('dashboard.queries.')}.{name}"
        assert not read or named in OF_ROWS, f"{named} reads past the disclosure: {read}"


def test_the_findings_count_no_patient() -> None:
    assert "patient_id" not in inspect.getsource(quality.findings)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return dashboard_home(tmp_path_factory.mktemp("disclosed") / "home")


@pytest.fixture(scope="module")
def reader(home: Home) -> Iterator[Reader]:
    opened = disclosing(open_reader(current_path(home)))
    yield opened
    opened.close()


def test_no_published_table_of_a_whole_version_holds_a_small_count(reader: Reader) -> None:
    shown = 0
    for name, declared in DISCLOSURES.items():
        rows = reader.frame(f"FROM published.{name}")
        for column in declared.counts:
            counts = rows[column].drop_nulls().to_list()
            shown += len(counts)
            assert all(count % 5 == 0 and count not in (5, 10) for count in counts), (name, column)
    assert shown > 100


def test_questions_join_and_sort_disclosed_tables(reader: Reader) -> None:
    by_kind = population.events_by_kind(reader, "SRE4")
    assert by_kind["patient_count"].null_count() and not by_kind.is_empty()
    assert "withheld_in_benchmark_beside" in population.benchmarks(reader).columns
    assert (
        "withheld_in_bone_metastasis_by_mutation_adjusted" in population.mutations(reader).columns
    )


def test_the_ledger_of_the_night_holds_no_small_number(reader: Reader) -> None:
    counted = pl.col("change_measure") != "incidence"
    told = reader.frame("FROM ops.change").filter(counted)
    assert not told.is_empty()
    for column in ("difference", "changed_count"):
        assert all(abs(value) >= 11 or value == 0 for value in told[column].drop_nulls())


def test_a_table_of_another_shape_shows_nothing() -> None:
    older = pl.DataFrame({"stratum": ["all"], "patient_count": [3]})
    assert disclosed({"pain_at_index": older})["pain_at_index"].is_empty()
