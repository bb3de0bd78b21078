"""Faults in what laboratory results say: units, albumin, hours, dead and unknown patients."""

from datetime import timedelta

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.delivery.dead import DAYS_AFTER_DEATH, with_death
from flows.demo.delivery.faults import Nights, as_orphans, choose, copied, is_chosen, marked
from warehouse.schema.analytes import CALCIUM_MG_DL_PER_MMOL_L
from warehouse.schema.definitions import number

# Calcium this far from any other calcium or albumin has none but its own.
ALONE = timedelta(days=number("albumin_stale_days") + 1)
LATER_HOURS = (3, 6)  # draws for markers are between 07:00 and 08:50
# Calcium and albumin stay out: without the one, the other would show a fault of its own.
PLAIN_ANALYTES = ("CREAT", "HB", "LDH", "ALP")
WITH_DECIMALS = ("HB", "BALP_ACT", "P1NP")


def with_lab_faults(
    rng: np.random.Generator,
    rows: pl.DataFrame,
    patient: pl.DataFrame,
    nights: Nights,
    targets: Calibration,
) -> pl.DataFrame:
    """Laboratory rows with the faults of their content, each marked.

    Columns in: those of lab_result as recorded, row, fault. Out: the same; rows may be fewer
    (albumin taken away) or more (dead and unknown patients).
    """
    rows = _slip_units(rng, rows, targets)
    rows = _draw_ctx_late(rng, rows, targets)
    rows = _lose_albumin(rng, rows, targets)
    rows = _swap_dates(rng, rows, targets)
    rows = _write_points(rng, rows, targets)
    rows = _duplicate(rng, rows, targets)
    return pl.concat(
        [rows, _after_death(rng, rows, patient, nights, targets), _orphans(rng, rows, targets)]
    )


def _slip_units(rng: np.random.Generator, rows: pl.DataFrame, targets: Calibration) -> pl.DataFrame:
    chosen = choose(rng, rows.filter(pl.col("analyte_code") == "CA_TOTAL"), targets.unit_slip)
    in_mg_dl = (pl.col("value") * CALCIUM_MG_DL_PER_MMOL_L).round(2)
    return marked(rows, chosen, "unit_slip").with_columns(
        value=pl.when(is_chosen(chosen)).then(in_mg_dl).otherwise("value")
    )


def _draw_ctx_late(
    rng: np.random.Generator, rows: pl.DataFrame, targets: Calibration
) -> pl.DataFrame:
    """The whole tube is drawn later in the morning, and resulted later."""
    chosen = choose(rng, rows.filter(pl.col("analyte_code") == "CTX"), targets.ctx_too_late)
    tubes = rows.filter(is_chosen(chosen)).sort("row").select("sample_id")
    hours = tubes.with_columns(hours=pl.Series(rng.integers(*LATER_HOURS, tubes.height)))
    delayed = hours.select("sample_id", delay=pl.duration(hours="hours"))
    moved = rows.join(delayed, on="sample_id", how="left", maintain_order="left")
    delay = pl.col("delay").fill_null(timedelta(0))
    return (
        marked(moved, chosen, "ctx_too_late")
        .with_columns(pl.col(name) + delay for name in ("sampled_at", "resulted_at", "known_at"))
        .drop("delay")
    )


def _lose_albumin(
    rng: np.random.Generator, rows: pl.DataFrame, targets: Calibration
) -> pl.DataFrame:
    """Calcium whose only albumin within a week was never asked for."""
    calcium = rows.filter(pl.col("analyte_code") == "CA_TOTAL")
    chosen = choose(rng, _lonely_calcium(rows), targets.albumin_missing, calcium.height)
    tubes = rows.filter(is_chosen(chosen))["sample_id"].implode()
    lost = (pl.col("analyte_code") == "ALB") & pl.col("sample_id").is_in(tubes)
    return marked(rows, chosen, "albumin_missing").filter(~lost)


def _lonely_calcium(rows: pl.DataFrame) -> pl.DataFrame:
    """Calcium drawn with its albumin, far from any other of either."""
    pairs = rows.filter(pl.col("analyte_code").is_in(["CA_TOTAL", "ALB"])).sort(
        "patient_id", "sampled_at", "analyte_code"
    )
    own_tube = pl.col("sample_id") == pl.col("sample_id").shift(1)
    before = pl.col("sampled_at") - pl.col("sampled_at").shift(2).over("patient_id")
    after = pl.col("sampled_at").shift(-1).over("patient_id") - pl.col("sampled_at")
    # ALB sorts before CA_TOTAL: the row above is its albumin, the one above that is the next pair.
    far = (before > ALONE).fill_null(True) & (after > ALONE).fill_null(True)
    return pairs.filter((pl.col("analyte_code") == "CA_TOTAL") & own_tube & far)


def _swap_dates(rng: np.random.Generator, rows: pl.DataFrame, targets: Calibration) -> pl.DataFrame:
    plain = rows.filter(pl.col("analyte_code").is_in(PLAIN_ANALYTES))
    chosen = choose(rng, plain, targets.swapped_dates)
    swapped = {"sampled_at": "resulted_at", "resulted_at": "sampled_at"}
    return marked(rows, chosen, "swapped_dates").with_columns(
        pl.when(is_chosen(chosen)).then(other).otherwise(name).alias(name)
        for name, other in swapped.items()
    )


def _write_points(
    rng: np.random.Generator, rows: pl.DataFrame, targets: Calibration
) -> pl.DataFrame:
    """The export writes them so: here they are only marked."""
    written = rows.filter(
        pl.col("analyte_code").is_in(WITH_DECIMALS), pl.col("value_operator") == "="
    )
    return marked(rows, choose(rng, written, targets.decimal_point), "decimal_point")


def _duplicate(rng: np.random.Generator, rows: pl.DataFrame, targets: Calibration) -> pl.DataFrame:
    """Neither of the two says that it is the copy: both are marked."""
    plain = rows.filter(pl.col("analyte_code").is_in(PLAIN_ANALYTES))
    chosen = choose(rng, plain, targets.duplicated)
    originals = marked(rows, chosen, "duplicated")
    return pl.concat([originals, copied(rows, chosen, "duplicated", "RB")])


def _after_death(
    rng: np.random.Generator,
    rows: pl.DataFrame,
    patient: pl.DataFrame,
    nights: Nights,
    targets: Calibration,
) -> pl.DataFrame:
    """New results of the dead: somebody took the wrong label."""
    theirs = with_death(rows, patient, nights)
    eligible = theirs.filter(pl.col("analyte_code").is_in(PLAIN_ANALYTES))
    chosen = choose(rng, eligible, targets.after_death)
    new = copied(theirs, chosen, "after_death", "RD")
    waiting = new.with_columns(wait=pl.Series(rng.integers(*DAYS_AFTER_DEATH, new.height)))
    sampled = pl.col("death_on").cast(pl.Datetime("us")) + pl.duration(days="wait", hours=10)
    resulted = sampled + timedelta(hours=4)
    return waiting.with_columns(
        sampled_at=sampled,
        resulted_at=resulted,
        known_at=resulted,
        sample_id=pl.col("source_row_id").str.replace("RD", "ED"),
    ).select(rows.columns)


def _orphans(rng: np.random.Generator, rows: pl.DataFrame, targets: Calibration) -> pl.DataFrame:
    return as_orphans(copied(rows, choose(rng, rows, targets.orphan), "orphan", "RO"))


def changed_value(rng: np.random.Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """Another credible value for each row: 8 to 15 % higher, never what was sent before."""
    factor = pl.Series(1 + rng.uniform(0.08, 0.15, rows.height))
    return rows.with_columns(value=(pl.col("value") * factor).round(4))
