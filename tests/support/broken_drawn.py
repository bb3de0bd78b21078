"""What is broken in the tables charts are drawn from."""

from datetime import date

from tests.support.small_warehouse import Row

Rows = dict[str, list[Row]]


def break_drawn(rows: Rows) -> None:
    """Break every published table of charts that the sound hospital has."""
    _break_curves(rows)
    _break_parts(rows)
    _break_cohort(rows)
    _break_care(rows)


def _break_curves(rows: Rows) -> None:
    curve = {(row["curve_measure"], row["curve_day"]): row for row in rows["published.sre_curve"]}
    curve["incidence", 30.0].update(curve_estimate=0.95)  # falls afterwards, above its limits
    curve["death", 30.0].update(curve_estimate=0.3)  # with the event, more than everybody
    curve["wrong_naive", 60.0].update(curve_estimate=0.05)  # under the incidence
    curve["death", 60.0].update(curve_estimate=1.2)
    rows["published.survival_curve"][0].update(survival=0.05)  # rises afterwards, under its limits


def _break_parts(rows: Rows) -> None:
    at_risk = rows["published.sre_number_at_risk"]
    at_risk[0].update(n_risk=95)  # more than are followed, and than all histologies
    at_risk[1].update(at_day=30)
    rows["published.sre_rate_by_part"][1].update(event_count=9)
    rows["published.sre_test_since_agent"][0].update(compared_values=["denosumab"])


def _break_cohort(rows: Rows) -> None:
    rows["published.cohort_attrition"][1].update(patient_count=250)  # comes back
    rows["published.event_site"][0].update(denominator=7)
    rows["published.benchmark_beside"][0].update(our_lower=0.7, benchmark_id="nothing")


def _break_care(rows: Rows) -> None:
    quarters = rows["published.care_indicator_quarter"]
    quarters[0].update(quarter_on=date(2023, 7, 2))  # no first of a quarter
    quarters[1].update(numerator=3)  # more than its share, and than all cases
