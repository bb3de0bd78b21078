"""The skeletal history of each patient, read from the simulated tables the plain way."""

import polars as pl

from flows.demo.cohort import Cohort

REVEALING_DAYS, EPISODE_GAP_DAYS, DAYS_TO_21_MONTHS = 30, 14, 639
HYPERCALCAEMIA = 3.0


def index_dates(cohort: Cohort) -> pl.DataFrame:
    """patient_id, index_on: imaging that concludes, or the fracture or compression before it."""
    imaged = cohort.imaging_exam.filter(pl.col("concludes_bone_metastasis") == "yes")
    first = imaged.group_by("patient_id").agg(imaged_on=pl.col("examined_on").min())
    revealing = pl.concat(
        [
            cohort.fracture.filter(pl.col("fracture_mechanism") == "pathological").select(
                "patient_id", "occurred_on"
            ),
            cohort.cord_compression.select("patient_id", "occurred_on"),
        ]
    )
    before = first.join(revealing, on="patient_id").filter(
        pl.col("occurred_on") < pl.col("imaged_on"),
        (pl.col("imaged_on") - pl.col("occurred_on")).dt.total_days() <= REVEALING_DAYS,
    )
    revealed = before.group_by("patient_id").agg(revealed_on=pl.col("occurred_on").min())
    return first.join(revealed, on="patient_id", how="left").select(
        "patient_id", index_on=pl.min_horizontal("imaged_on", "revealed_on")
    )


def corrected_calcium(cohort: Cohort) -> pl.DataFrame:
    """patient_id, sampled_at, true slope aside: calcium + (40 - albumin)/40 of the same tube."""
    lab = cohort.lab_result.select("patient_id", "sample_id", "sampled_at", "analyte_code", "value")
    calcium = lab.filter(pl.col("analyte_code") == "CA_TOTAL")
    albumin = lab.filter(pl.col("analyte_code") == "ALB").select("sample_id", albumin="value")
    return calcium.join(albumin, on="sample_id").select(
        "patient_id", "sampled_at", corrected=pl.col("value") + (40 - pl.col("albumin")) / 40
    )


def skeletal_events(cohort: Cohort) -> pl.DataFrame:
    """patient_id, kind, on: one row an event, from the rows a hospital holds."""
    courses = cohort.radiotherapy.filter(
        pl.col("target_is_bone") & (pl.col("radiotherapy_intent") != "ablative")
    )
    high = corrected_calcium(cohort).filter(pl.col("corrected").round(6) >= HYPERCALCAEMIA)
    days = high.select("patient_id", on=pl.col("sampled_at").dt.date()).unique()
    gap = (pl.col("on") - pl.col("on").shift(1).over("patient_id")).dt.total_days()
    episodes = days.sort("patient_id", "on").filter((gap > EPISODE_GAP_DAYS).fill_null(True))
    parts = {
        "RT": courses.group_by("patient_id", "plan_id").agg(on=pl.col("started_on").min()),
        "FX": cohort.fracture.filter(pl.col("fracture_mechanism") == "pathological").select(
            "patient_id", on="occurred_on"
        ),
        "SX": cohort.surgery.filter(pl.col("surgery_intent") != "biopsy").select(
            "patient_id", on="performed_on"
        ),
        "SCC": cohort.cord_compression.select("patient_id", on="occurred_on"),
        "HCM": episodes,
    }
    return pl.concat(
        [rows.select("patient_id", "on", kind=pl.lit(kind)) for kind, rows in parts.items()]
    )


def observation(cohort: Cohort) -> pl.DataFrame:
    """People with bone metastasis: index, entry, end, first bone agent, death."""
    agents = cohort.bone_agent_administration.group_by("patient_id").agg(
        agent_on=pl.col("administered_on").min()
    )
    return (
        index_dates(cohort)
        .join(cohort.patient, on="patient_id")
        .join(agents, on="patient_id", how="left")
        .with_columns(
            entry_on=pl.max_horizontal("index_on", "first_contact_on"),
            end_on=pl.coalesce("death_on", "last_contact_on"),
        )
    )


def untreated_histories(cohort: Cohort, *kinds: str) -> pl.DataFrame:
    """entry, time, status (1 first event of these kinds, 2 death) in days, until a bone agent."""
    people = observation(cohort).with_columns(stop_on=pl.min_horizontal("end_on", "agent_on"))
    events = skeletal_events(cohort).filter(pl.col("kind").is_in(kinds))
    after_entry = events.join(people, on="patient_id").filter(pl.col("on") > pl.col("entry_on"))
    first = after_entry.group_by("patient_id").agg(event_on=pl.col("on").min())
    told = people.join(first, on="patient_id", how="left")
    had_event = (pl.col("event_on") <= pl.col("stop_on")).fill_null(False)
    died = (pl.col("death_on") <= pl.col("stop_on")).fill_null(False)
    last_on = pl.when(had_event).then("event_on").otherwise("stop_on")
    return told.select(
        "patient_id",
        entry=(pl.col("entry_on") - pl.col("index_on")).dt.total_days(),
        time=(last_on - pl.col("index_on")).dt.total_days(),
        status=pl.when(had_event).then(1).when(died).then(2).otherwise(0),
    ).filter(pl.col("time") > pl.col("entry"))


def ntx_at_index(cohort: Cohort) -> pl.DataFrame:
    """patient_id, ntx: the first measure within 30 days of index."""
    ntx = cohort.lab_result.filter(pl.col("analyte_code") == "NTX_CR")
    near = ntx.join(index_dates(cohort), on="patient_id").filter(
        (pl.col("sampled_at").dt.date() - pl.col("index_on")).dt.total_days().is_between(0, 30)
    )
    first = near.sort("patient_id", "sampled_at").unique(
        "patient_id", keep="first", maintain_order=True
    )
    return first.select("patient_id", ntx="value")
