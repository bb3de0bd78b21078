"""Published tables of populations so small that every count of them is a secret."""

import polars as pl
from hypothesis import strategies as st

from tests.support.dashboard_home import frame_of
from warehouse.schema import PUBLISHED

Row = dict[str, object]
FEW = st.integers(0, 13)
SIZES = st.one_of(FEW, FEW, st.integers(0, 60))
HISTOLOGIES = ("adenocarcinoma", "large_cell", "small_cell", "squamous", "unknown")
GROUPS = ("ALK", "EGFR", "KRAS", "triple_negative")


def frame(table: str, rows: list[Row]) -> pl.DataFrame:
    return frame_of(PUBLISHED[table], rows).sort(PUBLISHED[table].order)


@st.composite
def shares_by_histology(draw: st.DrawFn) -> tuple[str, pl.DataFrame]:
    """n of N in each histology and in all, with those of whom it is not known."""
    parts = draw(st.lists(st.tuples(SIZES, SIZES, FEW), min_size=1, max_size=5))
    rows: list[Row] = [
        {
            "stratum": stratum,
            "stratum_value": value,
            "patient_count": with_it,
            "denominator": with_it + without,
            "unknown_count": unknown,
            "proportion": with_it / (with_it + without) if with_it + without else None,
            "lower": 0.1 if with_it + without else None,
            "upper": 0.9 if with_it + without else None,
        }
        for stratum, value, (with_it, without, unknown) in (
            ("all", "all", [sum(column) for column in zip(*parts, strict=True)]),
            *(("histology", name, part) for name, part in zip(HISTOLOGIES, parts, strict=False)),
        )
    ]
    return "pain_at_index", frame("pain_at_index", rows)


@st.composite
def numbers_at_risk(draw: st.DrawFn) -> tuple[str, pl.DataFrame]:
    """Everybody, every histology, and groups that some belong to, at two months."""
    rows: list[Row] = []
    for month in (0, 3):
        histologies = draw(st.lists(SIZES, min_size=1, max_size=5))
        groups = draw(st.lists(SIZES, max_size=4))
        everybody = max(sum(histologies), sum(groups))
        histologies[0] += everybody - sum(histologies)
        for stratum, value, count in (
            ("all", "all", everybody),
            *(("histology", name, n) for name, n in zip(HISTOLOGIES, histologies, strict=False)),
            *(("molecular_group", name, n) for name, n in zip(GROUPS, groups, strict=False)),
        ):
            rows.append(
                {
                    "endpoint": "SRE4", "time_origin": "bone_metastasis", "stratum": stratum,
                    "stratum_value": value, "at_month": month, "at_day": 30 * month,
                    "n_risk": count, "followed_count": count,
                }
            )  # fmt: skip
    return "sre_number_at_risk", frame("sre_number_at_risk", rows)


@st.composite
def arms_of_a_comparison(draw: st.DrawFn) -> tuple[str, pl.DataFrame]:
    """Arms with the sum of them beside each, and how many of each died."""
    arms = draw(st.lists(st.tuples(SIZES, SIZES), min_size=2, max_size=4))
    total = sum(dead + alive for dead, alive in arms)
    rows: list[Row] = [
        {
            "survival_comparison": "by_group", "survival_arm": name,
            "patient_count": dead + alive, "death_count": dead,
            "log_rank_patient_count": total, "log_rank_p_value": 0.04,
            "median_survival_months": 11.437,
        }
        for name, (dead, alive) in zip(GROUPS, arms, strict=False)
    ]  # fmt: skip
    return "survival_by_group", frame("survival_by_group", rows)


@st.composite
def steps_of_a_cohort(draw: st.DrawFn) -> tuple[str, pl.DataFrame]:
    """Who is left at each step, and who is not."""
    left_out = draw(st.lists(SIZES, min_size=1, max_size=4))
    count = sum(left_out) + draw(SIZES)
    steps = ("known", "lung_cancer", "bone_metastasis", "observed", "observed_since_agent")
    rows: list[Row] = []
    for number, gone in enumerate((0, *left_out)):
        count -= gone
        rows.append(
            {
                "step_number": number + 1, "attrition_step": steps[number],
                "patient_count": count, "patients_left_out_count": gone,
            }
        )  # fmt: skip
    return "cohort_attrition", frame("cohort_attrition", rows)


@st.composite
def results_of_samples(draw: st.DrawFn) -> tuple[str, pl.DataFrame]:
    """Results drawn as they must be, not known, and neither."""
    met, unknown, unmet = draw(SIZES), draw(SIZES), draw(SIZES)
    row: Row = {
        "preanalytical_requirement": "fasting", "compliant_count": met,
        "unknown_result_count": unknown, "result_count": met + unknown + unmet,
    }  # fmt: skip
    return "marker_compliance", frame("marker_compliance", [row])


EVERY_SHAPE = st.one_of(
    shares_by_histology(),
    numbers_at_risk(),
    arms_of_a_comparison(),
    steps_of_a_cohort(),
    results_of_samples(),
)
