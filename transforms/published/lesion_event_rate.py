"""How often a bone with metastasis has a skeletal event, by place."""

import polars as pl

from transforms.derived.events.places import region, same_place
from transforms.frames import conform, empty_frame
from transforms.published.estimates.observed import events_of, observed_cohort
from transforms.published.estimates.rate import SIGNIFICANT_DIGITS, rate_per_100_years, years
from transforms.published.estimates.strata import EVERYBODY, parts
from transforms.published.estimates.withheld import is_too_small
from transforms.statistics import robust_rate_ratio
from warehouse.schema import BONE_SITES, PUBLISHED, SEED_WEIGHT_BEARING

TABLE = PUBLISHED["lesion_event_rate"]
# Bones that bear weight: the default set, and that of the founding text (domain.md §5).
BEARING = {
    "weight_bearing": [code for code, site in BONE_SITES.items() if site.is_weight_bearing],
    "weight_bearing_seed": sorted(SEED_WEIGHT_BEARING),
}
RATIO = ("rate_ratio", "rate_ratio_lower", "rate_ratio_upper", "p_value", "is_withheld")
PLACE = ("patient_id", "bone_site", "laterality")


def lesion_event_rate(
    lesion: pl.DataFrame, cohort: pl.DataFrame, skeletal_event: pl.DataFrame
) -> pl.DataFrame:
    """Events for 100 lesion-years, by region and by weight-bearing set (1.22).

    In: canonical.lesion, derived.cohort, derived.skeletal_event. Out:
    published.lesion_event_rate. A lesion is a bone (and side) of a patient, however often it is
    imaged; it is observed from its first image, not before entry, to the end of observation. Its
    events are fractures, surgery, radiotherapy and compressions of that place after that image;
    one that answers another event (linked) is not a second one. An event that fits several
    lesions belongs to the one of its very bone, else to the first seen. rate_ratio: bones that bear
    weight against those that do not, on the row of those that do, by the default set and by that
    of the founding text (femur, vertebrae), limits robust to patients who have both; withheld
    under 20 patients or 5 events on either side.
    """
    lesions = _observed_lesions(lesion, cohort)
    counts = _events_by_lesion(lesions, skeletal_event)
    counted = (
        lesions.join(counts, on=PLACE, how="left", nulls_equal=True)
        .with_columns(
            event_count=pl.col("event_count").fill_null(0),
            days=pl.col("end_day") - pl.col("start_day"),
        )
        .sort(PLACE)
    )
    rows = [_rate(part, stratum, value) for stratum, value, part in parts(counted, _strata())]
    rates = pl.concat([empty_frame(TABLE).drop(RATIO), *rows])
    ratios = pl.concat([_ratio(counted, stratum) for stratum in BEARING])
    return conform(rates.join(ratios, on=["stratum", "stratum_value"], how="left"), TABLE)


def _strata() -> dict[str, pl.Expr]:
    def bears_weight(stratum: str) -> pl.Expr:
        return pl.when(_is_bearing(stratum)).then(pl.lit("yes")).otherwise(pl.lit("no"))

    return {
        "all": pl.lit(EVERYBODY),
        "region": region("bone_site"),
        **{stratum: bears_weight(stratum) for stratum in BEARING},
    }


def _is_bearing(stratum: str) -> pl.Expr:
    return pl.col("bone_site").is_in(BEARING[stratum])


def _observed_lesions(lesion: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """Each place with the days, from index, on which it is under observation."""
    first_seen = lesion.group_by(PLACE).agg(seen_on=pl.col("examined_on").min())
    placed = first_seen.join(observed_cohort(cohort), on="patient_id").with_columns(
        seen_day=(pl.col("seen_on") - pl.col("index_on")).dt.total_days()
    )
    observed = placed.with_columns(
        start_day=pl.max_horizontal("seen_day", "entry_day").cast(pl.Float64)
    )
    return observed.filter(pl.col("end_day") > pl.col("start_day")).select(
        *PLACE, "start_day", "end_day"
    )


def _events_by_lesion(lesions: pl.DataFrame, skeletal_event: pl.DataFrame) -> pl.DataFrame:
    """The places that had events, with event_count."""
    events = events_of(skeletal_event, "SRE4").filter(pl.col("linked_event_id").is_null())
    placed = events.select(
        "patient_id", "event_id", "event_day", event_site="bone_site", event_side="laterality"
    )
    fits = same_place("bone_site", "laterality", "event_site", "event_side").fill_null(False)
    during = (pl.col("event_day") > pl.col("start_day")) & (
        pl.col("event_day") <= pl.col("end_day")
    )
    pairs = lesions.join(placed, on="patient_id").filter(fits & during)
    is_elsewhere = pl.col("bone_site") != pl.col("event_site")
    belongs = pairs.sort(
        "event_id", is_elsewhere, "start_day", "bone_site", "laterality", nulls_last=True
    ).unique(subset="event_id", keep="first", maintain_order=True)
    return belongs.group_by(PLACE).agg(event_count=pl.len().cast(pl.Int64))


def _ratio(lesions: pl.DataFrame, stratum: str) -> pl.DataFrame:
    """The rate of bones that bear weight over that of the others, for the row of the former."""
    told = lesions.with_columns(exposed=_is_bearing(stratum))
    sides = [told.filter(pl.col("exposed") == side) for side in (True, False)]
    withheld = is_too_small(
        [side["patient_id"].n_unique() for side in sides],
        [int(side["event_count"].sum()) for side in sides],
    )
    shown = told.clear() if withheld else told
    ratio = robust_rate_ratio(
        shown, id="patient_id", events="event_count", days="days", exposed="exposed"
    )
    named = ratio.select(pl.all().round_sig_figs(SIGNIFICANT_DIGITS)).rename(
        {"estimate": "rate_ratio", "lower": "rate_ratio_lower", "upper": "rate_ratio_upper"}
    )
    return named.with_columns(
        stratum=pl.lit(stratum), stratum_value=pl.lit("yes"), is_withheld=pl.lit(withheld)
    )


def _rate(lesions: pl.DataFrame, stratum: str, value: str) -> pl.DataFrame:
    rate = rate_per_100_years(lesions, "rate_per_100_lesion_years").with_columns(
        stratum=pl.lit(stratum),
        stratum_value=pl.lit(value),
        lesion_count=pl.lit(lesions.height, pl.Int64),
        patient_count=pl.lit(lesions["patient_id"].n_unique(), pl.Int64),
        event_count=pl.lit(int(lesions["event_count"].sum()), pl.Int64),
        lesion_years=pl.lit(years(lesions["days"])),
    )
    return rate.select(name for name in TABLE.columns if name not in RATIO)
