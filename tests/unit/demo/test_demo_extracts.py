"""The files of the simulated hospital: the habits of each system, and what mappings make of it."""

import gzip
import itertools
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from flows.demo.cohort import Cohort, ImpossibleSimulation, simulate_cohort
from flows.demo.delivery.faults import FAULTS
from flows.demo.delivery.lab_export import COLUMNS
from flows.demo.delivery.truth import TRUTH_SCHEMA, Truth, read_truth
from flows.demo.extracts import mapping_files, write_hospital
from transforms.sources import Source, UnreadableFile, parse_mapping, read_extract
from transforms.sources.pseudonym import pseudonyms_of
from transforms.sources.without_identity import IDENTIFIERS
from warehouse.schema import CANONICAL

NIGHTS, FIRST = 5, date(2026, 2, 25)
SILENT = date(2026, 2, 28)
HISTORY = f"{FIRST:%Y%m%d}"


@pytest.fixture(scope="module")
def hospital(small_cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hospital")
    write_hospital(folder, small_cohort, nights=NIGHTS, first_night=FIRST, seed=11)
    return folder


@pytest.fixture(scope="module")
def truth(hospital: Path) -> Truth:
    return read_truth(hospital / "truth")


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return [parse_mapping(path.read_text("utf-8"), path.name) for path in mapping_files()]


def delivered(hospital: Path, pattern: str) -> list[Path]:
    return sorted(hospital.glob(f"deliveries/*/{pattern}"))


def laboratory(hospital: Path) -> pl.DataFrame:
    """Every row of the history of the laboratory, as text."""
    [path] = delivered(hospital, f"LABO_{HISTORY}.csv")
    text = path.read_bytes().decode("cp1252")
    return (
        pl.read_csv(text.encode(), separator=";", infer_schema=False, eol_char="\n")
        .rename(lambda name: name.strip("\r"))
        .with_columns(pl.all().str.strip_chars("\r"))
    )


def test_every_canonical_table_has_one_mapping(sources: list[Source]) -> None:
    told_by_a_hospital = set(CANONICAL) - {"worklist_answer"}
    assert sorted(source.table for source in sources) == sorted(told_by_a_hospital)
    assert len({source.feed for source in sources}) == len(sources)
    nightly = {source.feed for source in sources if source.cadence == "nightly"}
    assert nightly == {"laboratory", "imaging_exam", "patient"}


def test_every_file_is_expected_by_one_mapping(hospital: Path, sources: list[Source]) -> None:
    files = delivered(hospital, "*")
    assert len(files) > 60
    for path in files:
        [source] = [source for source in sources if source.matches(path.name)]
        extracted = source.extract_at(path.name)
        assert extracted is not None
        assert extracted.date() <= date.fromisoformat(path.parent.name)


def test_every_row_is_accepted_but_for_what_nobody_follows_or_can_read(
    hospital: Path, sources: list[Source], truth: Truth
) -> None:
    reasons: dict[str, int] = {}
    unreadable = []
    rows = 0
    for path in delivered(hospital, "*"):
        [source] = [source for source in sources if source.matches(path.name)]
        try:
            extract = read_extract(
                source,
                path.read_bytes(),
                source_file=path.name,
                known_at=datetime(2026, 3, 1),
                pseudonym=str.lower,
            )
        except UnreadableFile:
            unreadable.append(path.name)
            continue
        rows += extract.rows_in
        for reason, count in extract.rejected.group_by("reason").len().iter_rows():
            reasons[reason] = reasons.get(reason, 0) + count
    assert set(reasons) == {"not_tracked", "L02"}
    assert reasons["L02"] == truth.faults.filter(pl.col("kind") == "decimal_point").height
    assert 0 < reasons["not_tracked"] < 0.02 * rows
    assert len(unreadable) == 1


def test_what_is_read_is_what_was_simulated(
    hospital: Path, sources: list[Source], small_cohort: Cohort, truth: Truth
) -> None:
    """Through the file and its mapping, the canonical content comes back as it was."""
    for table in ("followup", "radiotherapy", "surgery", "imaging_exam", "lesion"):
        [source] = [source for source in sources if source.table == table]
        [path] = [
            path for path in delivered(hospital, f"*{HISTORY}.*") if source.matches(path.name)
        ]
        extract = read_extract(
            source,
            path.read_bytes(),
            source_file="f",
            known_at=datetime(2026, 3, 1),
            pseudonym=str.upper,
        )
        faulty = truth.faults["source_row_id"].implode()
        original = _under_pseudonyms(small_cohort.table(table))
        read = extract.rows.filter(~pl.col("source_row_id").is_in(faulty)).sort("source_row_id")
        known = original.filter(pl.col("source_row_id").is_in(read["source_row_id"].implode()))
        columns = [name for name in original.columns if name != "known_at"]
        assert known.height > 0
        assert known.select(columns).sort("source_row_id").equals(read.select(columns)), table


def _under_pseudonyms(written: pl.DataFrame) -> pl.DataFrame:
    """Numbers of examinations, plans and lesions as they leave landing."""
    return written.with_columns(
        pseudonyms_of(name, written[name], str.upper).alias(name)
        for name in IDENTIFIERS
        if name in written.columns
    )


def test_the_laboratory_writes_as_french_laboratories_do(hospital: Path, truth: Truth) -> None:
    points = truth.faults.filter(pl.col("kind") == "decimal_point")["source_row_id"]
    rows = laboratory(hospital).filter(~pl.col("NUM_RES").is_in(points.implode()))
    assert rows.columns == list(COLUMNS)
    assert rows["RESULTAT"].drop_nulls().str.contains(",", literal=True).any()
    assert not rows["RESULTAT"].drop_nulls().str.contains(".", literal=True).any()
    assert rows["PRELEVE_LE"].str.contains(r"^\d\d/\d\d/\d{4} \d\d:\d\d$").all()
    assert {"µmol/L", "UI/L", "g/dL", "nmol BCE/mmol creat"} <= set(rows["UNITE"])
    assert rows["LIBELLE"].str.contains("é").any()
    assert set(rows["STATUT"]) == {"F"}
    assert rows["IPP"].str.starts_with("SYN").all()


def test_the_laboratory_says_nothing_one_night_and_catches_up(hospital: Path) -> None:
    names = [path.name for path in delivered(hospital, "LABO_*")]
    assert names == [
        f"LABO_{HISTORY}.csv",
        "LABO_20260226.csv",
        "LABO_20260226_R1.csv",
        "LABO_20260227.csv",
        "LABO_20260301.csv",
    ]
    after = pl.read_csv(
        delivered(hospital, "LABO_20260301.csv")[0],
        separator=";",
        encoding="cp1252",
        infer_schema=False,
    )
    assert after["VALIDE_LE"].str.starts_with(f"{SILENT:%d/%m/%Y}").any()


def test_a_file_delivered_again_has_the_same_bytes(hospital: Path) -> None:
    [first] = delivered(hospital, "LABO_20260226.csv")
    [again] = delivered(hospital, "LABO_20260226_R1.csv")
    assert again.read_bytes() == first.read_bytes()
    assert again.parent.name == "2026-02-27"


def test_imaging_is_nested_objects_with_instants_in_utc(hospital: Path) -> None:
    [path] = delivered(hospital, f"EXAMENS_{HISTORY}.ndjson.gz")
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    exams = [json.loads(line) for line in lines]
    assert len(exams) > 500
    assert {"study", "patient", "report"} == set(exams[0])
    assert all(exam["study"]["instant"].endswith("Z") for exam in exams)
    assert {exam["study"]["modality"] for exam in exams} <= {"CT", "MR", "PT", "NM", "DX"}


def test_a_truncated_archive_comes_whole_the_next_night(hospital: Path, truth: Truth) -> None:
    [fault] = truth.faults.filter(pl.col("kind") == "truncated").iter_rows(named=True)
    [cut] = delivered(hospital, fault["file_name"])
    with pytest.raises(EOFError):
        gzip.decompress(cut.read_bytes())
    [whole] = delivered(hospital, fault["file_name"].replace(".ndjson.gz", "_R1.ndjson.gz"))
    assert whole.read_bytes().startswith(cut.read_bytes())
    assert gzip.decompress(whole.read_bytes()).endswith(b"\n")
    next_night = date.fromisoformat(cut.parent.name) + timedelta(days=1)
    assert whole.parent.name == next_night.isoformat()


def test_patients_come_in_full_every_night_and_nobody_vanishes(hospital: Path) -> None:
    files = [pl.read_csv(path) for path in delivered(hospital, "PATIENTS_*.csv")]
    assert len(files) == NIGHTS
    for before, after in itertools.pairwise(files):
        assert set(before["IPP"]) <= set(after["IPP"])
    for night, file in enumerate(files):
        last_day = (FIRST + timedelta(days=night)).isoformat()
        assert (file["DERNIER_CONTACT"] <= last_day).all()
        assert (file["DECES"].drop_nulls() <= last_day).all()


def test_treatments_come_as_typed_columns(hospital: Path) -> None:
    [path] = delivered(hospital, f"RADIOTHERAPIE_{HISTORY}.parquet")
    schema = pl.read_parquet_schema(path)
    assert schema["seance_le"] == pl.Date
    assert schema["volume_osseux"] == pl.Boolean
    assert schema["dose_seance_gy"] == pl.Float64


@pytest.mark.parametrize("kind", FAULTS)
def test_every_kind_of_fault_is_there_and_told(truth: Truth, kind: str) -> None:
    assert truth.faults.schema == TRUTH_SCHEMA
    rows = truth.faults.filter(pl.col("kind") == kind)
    assert rows.height >= 1
    assert rows["feed"].null_count() == 0


def test_the_truth_names_the_line_of_each_fault(hospital: Path, truth: Truth) -> None:
    rows = laboratory(hospital)
    told = truth.faults.filter(pl.col("file_name") == f"LABO_{HISTORY}.csv")
    assert told.height > 100
    for line, row_id in told.select("source_line", "source_row_id").iter_rows():
        assert rows["NUM_RES"][line - 2] == row_id  # line 1 is the header


def test_a_slipped_unit_is_calcium_in_milligrams_labelled_millimoles(
    hospital: Path, truth: Truth
) -> None:
    slipped = truth.faults.filter(pl.col("kind") == "unit_slip")["source_row_id"]
    rows = laboratory(hospital).filter(pl.col("NUM_RES").is_in(slipped.implode()))
    values = rows["RESULTAT"].str.replace(",", ".").cast(pl.Float64)
    assert set(rows["CODE"]) == {"CA"}
    assert set(rows["UNITE"]) == {"mmol/L"}
    assert values.is_between(6.5, 18).all()


def test_orphans_are_in_no_patient_file(hospital: Path, truth: Truth) -> None:
    patients = set(pl.read_csv(delivered(hospital, "PATIENTS_*.csv")[-1])["IPP"])
    rows = laboratory(hospital)
    orphans = truth.faults.filter(pl.col("kind") == "orphan", pl.col("feed") == "laboratory")
    known = rows.filter(pl.col("NUM_RES").is_in(orphans["source_row_id"].implode()))
    assert known.height > 10
    assert not set(known["IPP"]) & patients
    assert set(rows["IPP"]) - patients == set(known["IPP"])


def test_the_truth_is_not_in_the_inbox(hospital: Path) -> None:
    assert [path for path in delivered(hospital, "*") if "truth" in path.name.lower()] == []
    assert "synthetic" in (hospital / "README.txt").read_text("utf-8")
    assert "synthetic" in (hospital / "truth" / "README.txt").read_text("utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("first", 3), ("again", 3), ("other", 4)):
        cohort = simulate_cohort(patients=60, seed=seed, end=date(2026, 3, 1))
        write_hospital(tmp_path / name, cohort, nights=NIGHTS, first_night=FIRST, seed=seed)
    first, again, other = (files_of(tmp_path / name) for name in ("first", "again", "other"))
    assert len(first) > 60
    assert first == again
    assert first != other


@pytest.mark.parametrize(("patients", "nights"), [(1, 1), (2, 2), (5, 3), (30, 40)])
def test_small_hospitals_and_long_weeks_deliver_too(
    tmp_path: Path, patients: int, nights: int
) -> None:
    last = date(2026, 3, 1)
    cohort = simulate_cohort(patients=patients, seed=patients, end=last)
    first = last - timedelta(days=nights - 1)
    write_hospital(tmp_path, cohort, nights=nights, first_night=first, seed=1)
    assert len(list((tmp_path / "deliveries").iterdir())) == nights


def test_an_inbox_can_be_given_for_each_night(small_cohort: Cohort, tmp_path: Path) -> None:
    truth = write_hospital(
        lambda night: tmp_path / f"{night:%d}", small_cohort, nights=2, first_night=FIRST, seed=1
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["25", "26"]
    assert not (tmp_path / "truth").exists()
    assert truth.faults.height > 0


def test_no_night_is_refused(small_cohort: Cohort, tmp_path: Path) -> None:
    with pytest.raises(ImpossibleSimulation, match=r"^cannot write 0 nights; ask for at least 1$"):
        write_hospital(tmp_path, small_cohort, nights=0, first_night=FIRST, seed=1)
