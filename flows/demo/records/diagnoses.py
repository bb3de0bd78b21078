"""Diagnoses and molecular tests as recorded."""

from datetime import date

import numpy as np
import polars as pl

from flows.demo.calibration import SITES, Calibration
from flows.demo.life.draws import Numbers, Whole, chance, either_word, stream, words_at, words_drawn
from flows.demo.life.lives import EPOCH, Lives
from flows.demo.life.people import NO_VARIANT, carries
from flows.demo.life.testing import GENES
from flows.demo.records.recording import dated, recorded

LATEST_RECORD_DAYS = 7
# C77.2 stands for a distant node, C79.8 for a site not among SITES (domain.md §7.2).
ICD10_OF_SITE = {
    "liver": "C78.7",
    "lung": "C78.0",
    "brain": "C79.3",
    "adrenal": "C79.7",
    "pleura": "C78.2",
    "node": "C77.2",
    "other": "C79.8",
}
LOBES = {"C34.1": 0.5, "C34.3": 0.3, "C34.0": 0.1, "C34.2": 0.05, "C34.9": 0.05}
BASIS_OF_PRIMARY = {"histology": 0.86, "cytology": 0.14}
BASIS_OF_BONE = {"imaging": 0.78, "clinical": 0.07, "histology": 0.15}
CODED_STAYS = 0.5  # of people with bone metastasis; a coded stay follows, it never comes first
STAGES = ("I", "II", "III", "IV")
T_SIZES_MM = (30, 50, 70)
METHODS = {"NGS": 0.8, "PCR": 0.2}
SPECIMENS = {"lung": 0.55, "lymph node": 0.18, "pleura": 0.10, "bone": 0.07, "plasma": 0.10}


def draw_diagnoses(lives: Lives, imaged: Numbers, seed: int, targets: Calibration) -> pl.DataFrame:
    """The primary, the metastases found with it, bone metastasis, coded stays.

    `imaged` is the day imaging concludes to bone metastasis: no diagnosis of it comes before.
    Out: rows of diagnosis as recorded.
    """
    rng = stream(seed, "diagnoses")
    rows = pl.concat(
        [
            _primaries(rng, lives, targets),
            _other_metastases(lives),
            _bone_metastases(rng, lives, imaged),
            _coded_stays(rng, lives, imaged),
        ],
        how="diagonal",
    ).sort("person", "day", "diagnosis_kind", "icd10_code", "diagnosis_basis")
    wait = pl.Series(rng.integers(0, LATEST_RECORD_DAYS + 1, rows.height))
    return recorded(
        lives,
        rows.with_columns(
            diagnosed_on=dated(lives, rows, "day"),
            date_precision=pl.lit("day"),
            known_day=pl.col("day") + wait,
        ),
        "diagnosis",
        "DG",
    )


def _primaries(rng: np.random.Generator, lives: Lives, targets: Calibration) -> pl.DataFrame:
    people = lives.people
    lobe = words_drawn(rng, LOBES, lives.count)
    stage = np.where(people.is_stage_iv, 4, people.early_stage)
    node = np.where(people.is_node_positive, rng.integers(1, 4, lives.count), 0)
    size_class = np.digitize(people.size_mm, T_SIZES_MM)
    basis = words_drawn(rng, BASIS_OF_PRIMARY, lives.count)
    morphology = [item.morphology for item in targets.histologies]
    sites = {f"has_{site}_metastasis": people.sites[:, place] for place, site in enumerate(SITES)}
    return pl.DataFrame(
        {
            "person": np.arange(lives.count),
            "day": np.zeros(lives.count, dtype=np.int64),
            "diagnosis_kind": pl.repeat("primary", lives.count, eager=True),
            "icd10_code": lobe,
            "icdo_topography_code": lobe,
            "icdo_morphology_code": words_at(morphology, people.histology),
            "diagnosis_basis": basis,
            "tumour_class": words_at(("T1", "T2", "T3", "T4"), size_class),
            "node_class": words_at(("N0", "N1", "N2", "N3"), node),
            "metastasis_class": either_word(people.is_stage_iv, "M1", "M0"),
            "stage": words_at(STAGES, stage - 1),
            "tumour_size_mm": people.size_mm,
            **sites,
        }
    )


def _other_metastases(lives: Lives) -> pl.DataFrame:
    """A row a site at diagnosis; stage IV without bone or a listed site has another one."""
    people = lives.people
    unlisted = people.is_stage_iv & ~people.has_bone & ~people.sites.any(axis=1)
    found = np.column_stack([people.sites, unlisted])
    person, site = np.nonzero(found)
    codes = [ICD10_OF_SITE[name] for name in (*SITES, "other")]
    return _kind(person, np.zeros(len(person)), "other_metastasis", "imaging").with_columns(
        icd10_code=words_at(codes, site)
    )


def _kind(person: Whole, day: Numbers, kind: str, basis: str) -> pl.DataFrame:
    rows = pl.DataFrame({"person": person, "day": day.astype(np.int64)})
    return rows.with_columns(diagnosis_kind=pl.lit(kind), diagnosis_basis=pl.lit(basis))


def _bone_metastases(rng: np.random.Generator, lives: Lives, imaged: Numbers) -> pl.DataFrame:
    person = np.flatnonzero(lives.has_bone)
    basis = words_drawn(rng, BASIS_OF_BONE, len(person))
    return _kind(person, imaged[person], "bone_metastasis", "").with_columns(
        diagnosis_basis=basis,
        icd10_code=pl.lit("C79.5"),
        icdo_topography_code=pl.lit("C41.9"),
    )


def _coded_stays(rng: np.random.Generator, lives: Lives, imaged: Numbers) -> pl.DataFrame:
    person = np.flatnonzero(lives.has_bone & chance(rng, CODED_STAYS, lives.count))
    day = imaged[person] + rng.integers(0, 40, len(person))
    stays = day <= lives.seen_until[person]
    rows = _kind(person[stays], day[stays], "bone_metastasis", "coded")
    return rows.with_columns(icd10_code=pl.lit("C79.5"))


def draw_molecular_tests(lives: Lives, seed: int, targets: Calibration, end: date) -> pl.DataFrame:
    """Tests of EGFR, ALK and KRAS in non-squamous cancer; a gene without a row was not tested.

    A sample taken is reported, even after the person died, when that is before `end`.
    """
    rng = stream(seed, "molecular tests")
    people = lives.people
    sampled = lives.seen_from + lives.burden.sampled_days
    reported = lives.seen_from + lives.burden.reported_days
    is_tested = (people.variant != NO_VARIANT) & lives.burden.genes_asked.any(axis=1)
    is_reported = lives.diagnosed + reported <= (end - EPOCH).days
    person = np.flatnonzero(is_tested & (sampled <= lives.seen_until) & is_reported)
    sampled, reported = sampled[person], reported[person]
    tests = [_of_gene(rng, lives, person, gene, sampled, reported, targets) for gene in GENES]
    rows = pl.concat(tests).sort("person", "gene")
    return recorded(
        lives,
        rows.with_columns(
            sampled_on=dated(lives, rows, "sampled"),
            reported_on=dated(lives, rows, "reported"),
            known_day="reported",
        ),
        "molecular_test",
        "BM",
    )


def _of_gene(
    rng: np.random.Generator,
    lives: Lives,
    person: Whole,
    gene: str,
    sampled: Numbers,
    reported: Numbers,
    targets: Calibration,
) -> pl.DataFrame:
    variant = lives.people.variant[person]
    fails = lives.burden.test_fails[person]
    is_positive = carries(gene, variant, targets) & ~fails
    asked = lives.burden.genes_asked[person, GENES.index(gene)]
    classes = [item.variant_class for item in targets.variants]
    result = either_word(fails, "failed", "negative").set(pl.Series(is_positive), "positive")
    return (
        pl.DataFrame(
            {
                "person": person,
                "gene": pl.repeat(gene, len(person), dtype=pl.String, eager=True),
                "test_result": result,
                "variant_hgvs": _wording(rng, variant, targets),
                "variant_class": words_at(classes, variant),
                "test_method": words_drawn(rng, METHODS, len(person)),
                "specimen_site": words_drawn(rng, SPECIMENS, len(person)),
                "sampled": sampled.astype(np.int64),
                "reported": reported.astype(np.int64),
            }
        )
        .with_columns(
            pl.when(pl.lit(pl.Series(is_positive))).then(name).alias(name)
            for name in ("variant_hgvs", "variant_class")
        )
        .filter(asked)
    )


def _wording(rng: np.random.Generator, variant: Whole, targets: Calibration) -> pl.Series:
    """Laboratories write the same variant in several ways."""
    drawn = rng.random(len(variant))
    words = [item.wordings or ("",) for item in targets.variants]
    longest = max(len(item) for item in words)
    table = [item[place % len(item)] for item in words for place in range(longest)]
    counts = np.array([len(item) for item in words])[variant]
    return words_at(table, variant * longest + (drawn * counts).astype(np.int64))
