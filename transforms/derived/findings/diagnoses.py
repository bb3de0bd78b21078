"""Rules a diagnosis can break: primary and metastasis, stage, codes (domain.md §8)."""

from datetime import timedelta

import polars as pl

from transforms.derived.disease.bone_metastasis_date import BONE_METASTASIS
from transforms.derived.disease.primary_lung_cancer import (
    LUNG,
    describes_lung_cancer,
    primary_lung_cancer,
)
from transforms.derived.findings.breach import breach
from transforms.derived.profile.primary_tumour import is_metastatic, stage_group
from warehouse.schema.definitions import number
from warehouse.schema.thresholds import threshold

DIAGNOSIS = "diagnosis"
METASTASES = ("bone_metastasis", "other_metastasis")
ORGANS = ("liver", "lung", "brain", "adrenal", "pleura", "node")
TNM = {
    "tumour_class": r"^\s*[CPYR]{0,3}\s*T?\s*(X|0|IS|A|[1-4])\s*(\(?(MI|SS|[A-D])\)?)?\s*$",
    "node_class": r"^\s*[CPYR]{0,3}\s*N?\s*(X|[0-3])\s*[A-C]?[12]?\s*$",
    "metastasis_class": r"^\s*[CP]?\s*M?\s*(X|0|1)\s*[A-C]?[12]?\s*$",
}


def diagnosis_breaches(diagnosis: pl.DataFrame) -> list[pl.DataFrame]:
    """Findings among diagnoses, one frame a rule. In: canonical.diagnosis."""
    bone = diagnosis.filter(pl.col("diagnosis_kind") == "bone_metastasis")
    cancers = primary_lung_cancer(diagnosis)
    return [
        breach(bone.join(cancers, on="patient_id", how="anti"), "D01", DIAGNOSIS, "diagnosis_kind"),
        breach(_before_the_primary(bone, cancers), "D02", DIAGNOSIS, "diagnosed_on"),
        breach(_of_impossible_stage(diagnosis), "D03", DIAGNOSIS, "stage"),
        breach(_primaries_at_once(diagnosis), "D04", DIAGNOSIS, "diagnosed_on"),
        *(
            breach(diagnosis.filter(_is_not_tnm(column)), "D05", DIAGNOSIS, column)
            for column in TNM
        ),
        breach(_coded_and_not_recorded(diagnosis, bone), "X05", DIAGNOSIS, "icd10_code"),
        breach(_recorded_and_not_coded(diagnosis, bone), "X05I", DIAGNOSIS, "icd10_code"),
    ]


def _is_primary() -> pl.Expr:
    return describes_lung_cancer() & (pl.col("diagnosis_kind") == "primary")


def _before_the_primary(bone: pl.DataFrame, cancers: pl.DataFrame) -> pl.DataFrame:
    revealing = timedelta(days=number("revealing_days"))
    return bone.join(cancers, on="patient_id").filter(
        pl.col("diagnosed_on") < pl.col("cancer_on") - revealing
    )


def _of_impossible_stage(diagnosis: pl.DataFrame) -> pl.DataFrame:
    """Primaries of stage IV without any metastasis, and of another stage with one at once."""
    staged = diagnosis.filter(_is_primary(), stage_group().is_not_null())
    counted = _with_metastases(staged, diagnosis.filter(pl.col("diagnosis_kind").is_in(METASTASES)))
    said_here = is_metastatic() & (stage_group() != "IV")
    is_iv = stage_group() == "IV"
    nothing = ~_names_an_organ() & ~_is_m1() & (pl.col("metastases") == 0)
    return counted.filter(
        (is_iv & nothing) | (~is_iv & (pl.col("metastases_at_once") > 0)) | said_here
    )


def _with_metastases(staged: pl.DataFrame, metastases: pl.DataFrame) -> pl.DataFrame:
    """Beside each primary: metastases ever, and those within 90 days of it."""
    apart = (pl.col("metastasis_on") - pl.col("diagnosed_on")).abs()
    row = ("source_system", "source_row_id")
    pairs = staged.select("patient_id", "diagnosed_on", *row).join(
        metastases.select("patient_id", metastasis_on="diagnosed_on"), on="patient_id"
    )
    counts = pairs.group_by(row).agg(
        metastases=pl.len(),
        metastases_at_once=(apart <= timedelta(days=number("synchronous_days"))).sum(),
    )
    return staged.join(counts, on=row, how="left").with_columns(
        pl.col("metastases", "metastases_at_once").fill_null(0)
    )


def _names_an_organ() -> pl.Expr:
    return pl.any_horizontal(pl.col(f"has_{organ}_metastasis").fill_null(False) for organ in ORGANS)


def _is_m1() -> pl.Expr:
    return pl.col("metastasis_class").str.contains("1").fill_null(False)


def _primaries_at_once(diagnosis: pl.DataFrame) -> pl.DataFrame:
    ordered = diagnosis.filter(_is_primary()).sort(
        "patient_id", "diagnosed_on", "source_system", "source_row_id"
    )
    close = timedelta(days=threshold("second_primary_days"))
    since = pl.col("diagnosed_on").diff().over("patient_id")
    until = pl.col("diagnosed_on").diff().shift(-1).over("patient_id")
    return ordered.filter((since < close).fill_null(False) | (until < close).fill_null(False))


def _is_not_tnm(column: str) -> pl.Expr:
    return ~pl.col(column).str.to_uppercase().str.contains(TNM[column])


def _is_coded() -> pl.Expr:
    return pl.col("icd10_code").str.starts_with(BONE_METASTASIS).fill_null(False)


def _coded_and_not_recorded(diagnosis: pl.DataFrame, bone: pl.DataFrame) -> pl.DataFrame:
    return diagnosis.filter(_is_coded()).join(bone, on="patient_id", how="anti")


def _recorded_and_not_coded(diagnosis: pl.DataFrame, bone: pl.DataFrame) -> pl.DataFrame:
    """Only where the system sends codes at all: one that sends none says nothing by it."""
    coding = diagnosis.filter(pl.col("icd10_code").is_not_null()).select("source_system").unique()
    window = timedelta(days=threshold("coded_metastasis_months") * number("days_per_month"))
    codes = diagnosis.filter(_is_coded()).select("patient_id", coded_on="diagnosed_on")
    row = ("source_system", "source_row_id")
    coded = bone.join(codes, on="patient_id").filter(
        (pl.col("coded_on") - pl.col("diagnosed_on")).abs() <= window
    )
    return bone.join(coding, on="source_system", how="semi").join(coded, on=row, how="anti")


def asterisk_codes_alone(
    diagnosis: pl.DataFrame, fracture: pl.DataFrame, cord_compression: pl.DataFrame
) -> list[pl.DataFrame]:
    """D06: a manifestation is coded, and the cancer behind it nowhere in the patient.

    Stays are not delivered, so the whole record of the patient is searched (domain.md §7.2).
    """
    code = pl.col("icd10_code")
    cancer = diagnosis.filter(_is_coded() | code.str.starts_with(LUNG).fill_null(False))
    tables = {DIAGNOSIS: diagnosis, "fracture": fracture, "cord_compression": cord_compression}
    alone = code.str.contains(r"^(M90\.7|M49\.5|G99\.2|G55\.0)")
    return [
        breach(
            rows.filter(alone).join(cancer, on="patient_id", how="anti"), "D06", name, "icd10_code"
        )
        for name, rows in tables.items()
    ]
