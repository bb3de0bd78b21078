"""A handful of people for whom every estimator gives something."""

import polars as pl

PEOPLE = pl.DataFrame(
    {
        "time": [5, 3, 9, 4, 7, 7],
        "status": [1, 2, 0, 1, 1, 2],
        "entry": [0, 1, 2, 0, 3, 0],
        "group": ["b", "a", "a", "b", "a", "b"],
        "event": [True, True, False, True, True, True],
        "x": [1.0, 2.0, 0.5, 3.0, 2.5, 0.0],
    }
)
PERIODS = pl.DataFrame(
    {
        "id": [1, 1, 2, 3],
        "start": [0, 4, 0, 2],
        "stop": [4, 9, 6, 8],
        "event": [1, 0, 1, 0],
        "death": [0, 1, 0, 0],
        "group": ["a", "a", "b", "b"],
    }
)
RECURRENT = {"id": "id", "start": "start", "stop": "stop", "event": "event"}
