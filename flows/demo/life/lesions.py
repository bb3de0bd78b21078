"""Bone lesions of each person, and the lesion each skeletal event happens at."""

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.life.draws import Flags, Whole, chance, stream, weighted, words_at
from flows.demo.life.lives import Lives
from warehouse.schema import BONE_SITES

FEMUR_OR_TIBIA = (
    "femur_head",
    "femur_neck",
    "femur_peritrochanteric",
    "femur_subtrochanteric",
    "femur_diaphysis",
    "femur_distal",
    "tibia",
)
OTHER_LONG_BONE = ("humerus", "radius_ulna", "fibula")
PELVIS = ("ilium", "acetabulum", "ischium", "pubis")
VERTEBRAE = {
    "thoracic_spine": tuple(f"T{level}" for level in range(1, 13)),
    "lumbar_spine": tuple(f"L{level}" for level in range(1, 6)),
    "cervical_spine": tuple(f"C{level}" for level in range(1, 8)),
}
# Every site of a first lesion; those that are drawn together follow each other.
SITES_OF_LESIONS = (
    "rib",
    *(site for sites in VERTEBRAE.values() for site in sites),
    *PELVIS,
    *FEMUR_OR_TIBIA,
    *OTHER_LONG_BONE,
)
_FEWEST_BEYOND_FIVE, _MORE_BEYOND_FIVE = 6, 4.0
_WEIGHT_BEARING = 2.0  # founding text: weight-bearing bones are at higher risk
# Site of a new lesion when none of those known could have had the event.
_NEW_LESION = {"SCC": "T8", "SX": "femur_neck", "FX": "L1", "RT": "ilium"}


def draw_lesions(
    lives: Lives, events: pl.DataFrame, seed: int, targets: Calibration
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lesions, and the events with the lesion they happened at.

    Events in: event, person, kind, day, answers. Lesions out: person, lesion (number), first_day,
    bone_site, laterality, lesion_type, size_mm, cortical_fraction. Events out: the same and
    lesion; null for hypercalcaemia. A treatment is given where the event it answers was.
    """
    rng = stream(seed, "lesions")
    known = _at_diagnosis(rng, lives, targets)
    causes = events.filter(pl.col("answers").is_null() & (pl.col("kind") != "HCM"))
    found = _found_among(rng, causes, known)
    new = _new_lesions(causes.join(found, on="event", how="anti").sort("event"), known.height)
    places = pl.concat([found, new.select("event", "lesion")])
    lesions = pl.concat([known, new.drop("event")])
    return _described(rng, lesions), _placed(events, places)


def _placed(events: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    cause = pl.coalesce("answers", "event")
    return (
        events.with_columns(cause=cause)
        .join(places.rename({"event": "cause"}), on="cause", how="left")
        .drop("cause")
        .sort("event")
    )


def _at_diagnosis(rng: np.random.Generator, lives: Lives, targets: Calibration) -> pl.DataFrame:
    """Lesions shown when bone metastasis is documented: number and sites by domain.md §9."""
    person = np.flatnonzero(lives.has_bone)
    counts = _lesion_counts(rng, len(person), targets)
    has_long_bone = _share_with_long_bone(targets)
    reaches_leg = chance(rng, targets.femur_or_tibia / has_long_bone, len(person))
    owner = np.repeat(person, counts)
    site = _sites(rng, np.repeat(reaches_leg, counts), targets)
    return pl.DataFrame(
        {
            "person": owner,
            "lesion": np.arange(len(owner)),
            "first_day": lives.bone_day[owner].astype(np.int64),
            "bone_site": words_at(SITES_OF_LESIONS, site),
            "laterality": _sides(rng, site),
        }
    )


def _lesion_counts(rng: np.random.Generator, size: int, targets: Calibration) -> Whole:
    few = 1 - targets.solitary - targets.over_five_lesions
    size_class = weighted(rng, (targets.solitary, few, targets.over_five_lesions), size)
    several = rng.integers(2, 6, size)
    many = _FEWEST_BEYOND_FIVE + rng.poisson(_MORE_BEYOND_FIVE, size)
    return np.select([size_class == 0, size_class == 1], [1, several], many)


def _share_with_long_bone(targets: Calibration) -> float:
    """Share of people with a lesion of a long bone, from the number of lesions and their mix."""
    elsewhere = 1 - dict(targets.lesion_regions)["long_bone"]
    few = 1 - targets.solitary - targets.over_five_lesions
    spared_few = np.mean([elsewhere**count for count in range(2, 6)])
    # A Poisson number more: its generating function at `elsewhere`.
    spared_many = elsewhere**_FEWEST_BEYOND_FIVE * np.exp(-_MORE_BEYOND_FIVE * (1 - elsewhere))
    return float(
        1
        - targets.solitary * elsewhere
        - few * spared_few
        - targets.over_five_lesions * spared_many
    )


def _sites(rng: np.random.Generator, reaches_leg: Flags, targets: Calibration) -> Whole:
    """The site of each lesion, as its position in SITES_OF_LESIONS."""
    regions = [name for name, _ in targets.lesion_regions]
    region = weighted(rng, tuple(share for _, share in targets.lesion_regions), len(reaches_leg))
    site = np.full(len(reaches_leg), SITES_OF_LESIONS.index("rib"))
    for name, sites in (VERTEBRAE | {"pelvis": PELVIS}).items():
        here = region == regions.index(name)
        site[here] = SITES_OF_LESIONS.index(sites[0]) + rng.choice(len(sites), here.sum())
    long_bone = region == regions.index("long_bone")
    for leg, sites, weights in (
        (True, FEMUR_OR_TIBIA, (1, 2, 3, 2, 3, 1, 1.5)),
        (False, OTHER_LONG_BONE, (8, 1, 1)),
    ):
        here = long_bone & (reaches_leg == leg)
        site[here] = SITES_OF_LESIONS.index(sites[0]) + weighted(rng, weights, int(here.sum()))
    return site


def _sides(rng: np.random.Generator, site: Whole) -> pl.Series:
    vertebral = np.array([BONE_SITES[code].is_vertebra for code in SITES_OF_LESIONS])[site]
    sides = ("L", "R", "M")
    drawn = np.where(rng.random(len(site)) < 0.5, sides.index("L"), sides.index("R"))
    return words_at(sides, np.where(vertebral, sides.index("M"), drawn))


def _can_happen_at() -> pl.Expr:
    """Compressions are of the spine, operations of bones that carry or can be cemented."""
    site = pl.col("bone_site")
    vertebral = site.is_in([code for code, bone in BONE_SITES.items() if bone.is_vertebra])
    long_bone = site.is_in([code for code, bone in BONE_SITES.items() if bone.is_long_bone])
    return (
        pl.when(pl.col("kind") == "SCC")
        .then(vertebral)
        .when(pl.col("kind") == "SX")
        .then(vertebral | long_bone | (site == "acetabulum"))
        .otherwise(True)
    )


def _found_among(
    rng: np.random.Generator, causes: pl.DataFrame, known: pl.DataFrame
) -> pl.DataFrame:
    """A known lesion for each event that one of them can have had: event, lesion."""
    pairs = (
        causes.select("event", "person", "kind")
        .join(known.select("person", "lesion", "bone_site"), on="person")
        .filter(_can_happen_at())
        .sort("event", "lesion")
    )
    bearing = pl.col("bone_site").is_in(
        [code for code, bone in BONE_SITES.items() if bone.is_weight_bearing]
    )
    weight = pl.when(bearing).then(_WEIGHT_BEARING).otherwise(1.0)
    wait = pl.Series("wait", rng.exponential(size=pairs.height))
    return (
        pairs.with_columns(wait=wait / pairs.select(weight).to_series())
        .sort("event", "wait")
        .unique("event", keep="first", maintain_order=True)
        .select("event", "lesion")
    )


def _new_lesions(causes: pl.DataFrame, first_number: int) -> pl.DataFrame:
    site = pl.col("kind").replace_strict(_NEW_LESION, return_dtype=pl.String)
    numbers = pl.int_range(first_number, first_number + causes.height, dtype=pl.Int64)
    return causes.select(
        "event",
        "person",
        lesion=numbers,
        first_day="day",
        bone_site=site,
        laterality=pl.when(pl.col("kind").is_in(["SCC", "FX"]))
        .then(pl.lit("M"))
        .otherwise(pl.lit("R")),
    ).select("event", "person", "lesion", "first_day", "bone_site", "laterality")


def _described(rng: np.random.Generator, lesions: pl.DataFrame) -> pl.DataFrame:
    kinds = ("lytic", "mixed", "sclerotic", "unknown")
    size = lesions.height
    return lesions.with_columns(
        lesion_type=words_at(kinds, weighted(rng, (0.68, 0.17, 0.12, 0.03), size)),
        size_mm=pl.Series(np.clip(rng.lognormal(np.log(20), 0.5, size), 4, 140).round()),
        cortical_fraction=pl.Series(rng.beta(1.6, 2.6, size).round(2)),
    )
