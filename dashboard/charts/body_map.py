"""Events, or bones with metastasis, on a drawn skeleton, sides told apart."""

import altair as alt
import polars as pl

from dashboard.charts.body_shapes import centre, shapes
from dashboard.labels import capital_word, word
from dashboard.language import say, say_count, say_number
from dashboard.palette import BAR_LABEL, BODY_COUNTS, BODY_OUTLINE

HEIGHT = 560
WITHHELD = "∗"
# The skull, the sternum and the spine have no side: whatever the source says of it.
WITHOUT_SIDE = ("skull", "thorax", "cervical_spine", "thoracic_spine", "lumbar_spine", "sacrum",
                "spine")  # fmt: skip


# Shapes large enough to hold their count: it is dark on any background.
INSIDE = ("skull", "rib", "pelvis")


def on_the_body(sites: pl.DataFrame) -> pl.DataFrame:
    """Counts of each shape: bone_region, laterality (M where there is no side), item_count; null
    where there is none, and where a part of it is withheld."""
    counted = (
        _placed(sites)
        .group_by("bone_region", "laterality")
        .agg(
            item_count=pl.when(pl.col("item_count").is_not_null().all()).then(
                pl.col("item_count").sum()
            )
        )
    )
    return _every_shape().join(counted, on=["bone_region", "laterality"], how="left")


def withheld_on_the_body(sites: pl.DataFrame) -> set[tuple[str, str]]:
    """The shapes, by bone_region and laterality, of which a count is withheld."""
    withheld = _placed(sites).filter(pl.col("item_count").is_null())
    on_shapes = withheld.join(_every_shape(), on=["bone_region", "laterality"], how="semi")
    return set(on_shapes.select("bone_region", "laterality").rows())


def _placed(sites: pl.DataFrame) -> pl.DataFrame:
    has_no_side = pl.col("bone_region").is_in(WITHOUT_SIDE)
    return sites.with_columns(
        laterality=pl.when(has_no_side).then(pl.lit("M")).otherwise("laterality")
    )


def _every_shape() -> pl.DataFrame:
    shown = {(region, side) for region, side, _ in shapes()}
    return pl.DataFrame(sorted(shown), schema=["bone_region", "laterality"], orient="row")


def off_the_body(sites: pl.DataFrame) -> pl.DataFrame:
    """What has no shape: no side is stated of a bone that has two, another bone, or none."""
    return sites.filter(~pl.col("bone_region").is_in(WITHOUT_SIDE) & ~_has_a_shape()).sort(
        "item_count", descending=True, nulls_last=True
    )


def _has_a_shape() -> pl.Expr:
    shown = [f"{region} {side}" for region, side, _ in shapes()]
    return pl.concat_str("bone_region", "laterality", separator=" ").is_in(shown)


def body_map(sites: pl.DataFrame) -> alt.LayerChart:
    """Where are they, and on which side?

    In: rows of published.event_site of one content. A shape without any has no colour.
    """
    counts = {(region, side): count or 0 for region, side, count in on_the_body(sites).rows()}
    withheld = withheld_on_the_body(sites)
    every = [
        (_feature(region, side, corners, counts[region, side]), counts[region, side])
        for region, side, corners in shapes()
    ]
    features = [feature for feature, _ in every]
    counted = [feature for feature, count in every if count]
    outlines = alt.Chart(alt.InlineData(values=features)).mark_geoshape(
        stroke=BODY_OUTLINE, strokeWidth=0.8, filled=False
    )
    filled = (
        alt.Chart(alt.InlineData(values=counted))
        .mark_geoshape(stroke=BODY_OUTLINE, strokeWidth=0.8)
        .encode(
            color=_colour(max(counts.values())),
            tooltip=[
                alt.Tooltip("properties.place:N", title=say("Bone")),
                alt.Tooltip("properties.count:Q", title=say("Counted")),
            ],
        )
    )
    chart = alt.LayerChart(
        layer=[outlines, filled, *_labels(_written(counts, withheld)), _sides()], height=HEIGHT
    )
    projected: alt.LayerChart = chart.project(type="identity")
    return projected


def _feature(
    region: str, side: str, corners: list[tuple[float, float]], count: int
) -> dict[str, object]:
    ring = [list(corner) for corner in (*corners, corners[0])]
    name = capital_word("bone_region", region)
    place = name if side == "M" else f"{name}, {word('laterality', side)}"
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"place": place, "count": count},
    }


def _colour(most: int) -> alt.Color:
    return alt.Color(
        "properties.count:Q",
        scale=alt.Scale(domain=[0, max(most, 1)], range=list(BODY_COUNTS)),
        legend=alt.Legend(title=say("Counted"), orient="right", tickMinStep=1, format="d"),
    )


def _written(
    counts: dict[tuple[str, str], int], withheld: set[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """What is written on each shape that holds any; a star where words would lie on each other."""
    told = {place: say_number(count, 0) for place, count in counts.items() if count}
    return told | dict.fromkeys(withheld, WITHHELD)


def _labels(written: dict[tuple[str, str], str]) -> list[alt.Chart]:
    rows = []
    for region, side, corners in shapes():
        if (region, side) not in written:
            continue
        x, y = centre(corners)
        rows.append(
            {
                "x": _beside(x, side, region),
                "y": y,
                "text": written[region, side],
                "inside": region in INSIDE,
            }
        )
    return [
        alt.Chart(alt.InlineData(values=[row for row in rows if row["inside"] == inside]))
        .mark_text(fontSize=12, fontWeight="bold", color=BAR_LABEL if inside else alt.Undefined)
        .encode(longitude="x:Q", latitude="y:Q", text="text:N")
        for inside in (True, False)
    ]


def _beside(x: float, side: str, region: str) -> float:
    """Counts of limbs stand outside them, where there is room and no colour."""
    if region in INSIDE or region == "thorax":
        return x
    if side == "M":
        return x + 26
    outwards = {"upper_limb": 14.0, "femur": 20.0, "tibia": 0.0, "fibula": 13.0}.get(region, 16.0)
    if region == "tibia":
        return x + (14 if side == "R" else -14) * 0.9
    return x - outwards if side == "R" else x + outwards


def _sides() -> alt.Chart:
    rows = [
        {"x": 40, "y": 30, "text": say("Right")},
        {"x": 160, "y": 30, "text": say("Left")},
        {"x": 236, "y": 30, "text": say("Spine")},
        {"x": 236, "y": 275, "text": say("level unknown")},
    ]
    written: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_text(fontSize=12, fontStyle="italic")
        .encode(longitude="x:Q", latitude="y:Q", text="text:N")
    )
    return written


def off_the_body_in_words(sites: pl.DataFrame) -> str:
    """How many are on no shape, for the line under the drawing."""
    outside = off_the_body(sites)["item_count"]
    if outside.null_count():
        return say("Some are on no bone of the drawing, where no side, or no bone, is stated.")
    count = int(outside.sum())
    return say_count(
        "{count} is on no bone of the drawing: no side, or no bone, is stated.",
        "{count} are on no bone of the drawing: no side, or no bone, is stated.",
        count,
    )
