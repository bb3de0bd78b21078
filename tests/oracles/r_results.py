"""What R computed, read from the files beside this one, and how results are compared with it."""

from pathlib import Path

import numpy as np
import polars as pl

HERE = Path(__file__).parent

CAUSES = {
    "mgus2": ["pcm", "death"],
    "colon": ["recurrence", "death"],
    "sre_a__first_sre": ["sre", "death"],
    "sre_b__first_sre": ["sre", "death"],
    "abortion": ["etop", "life_birth", "spont_abort"],
}
RECURRENT = ["bladder1", "bladder2", "sre_a__recurrent", "sre_b__recurrent", "continuous_a"]


def r_result(name: str) -> pl.DataFrame:
    """One file, NA and NaN as null, groups as text."""
    frame = pl.read_csv(
        HERE / f"{name}.csv.gz", null_values=["NA", "NaN"], infer_schema_length=None
    )
    labels = {"group", "num", "den"} & set(frame.columns)
    return frame.with_columns(pl.col(label).cast(pl.String) for label in labels)


def histories(data: str) -> tuple[pl.DataFrame, str | None]:
    """The input of a data set, and the name of its entry column if people enter late."""
    frame = r_result(f"{data}__input")
    return frame, "entry" if "entry" in frame.columns else None


def by_cause(data: str, name: str) -> pl.DataFrame:
    """A result by cause, its causes as the numbers of the input's status."""
    numbers = {cause: place + 1 for place, cause in enumerate(CAUSES[data])}
    return r_result(f"{data}__{name}").with_columns(
        pl.col("cause").replace_strict(numbers, return_dtype=pl.Int64)
    )


def assert_equal(
    ours: pl.DataFrame, expected: pl.DataFrame, keys: list[str], tolerance: float = 1e-10
) -> None:
    """Every expected row is ours, and every other column equal within the absolute tolerance."""
    assert expected.height > 0
    both = expected.join(ours, on=keys, how="left", suffix=" (ours)", maintain_order="left")
    for name in expected.columns:
        if name in keys:
            continue
        theirs, found = both[name].cast(pl.Float64), both[f"{name} (ours)"].cast(pl.Float64)
        assert theirs.is_null().equals(found.is_null()), f"{name}: undefined at other places"
        np.testing.assert_allclose(
            found.drop_nulls(), theirs.drop_nulls(), rtol=0, atol=tolerance, err_msg=name
        )
