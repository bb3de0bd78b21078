"""A second opinion on logistic regression: Newton on lists, with a little pull towards 0.

The pull makes a maximum exist where an odds ratio is infinite or not told by the data.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import exp, log1p

Row = list[float]
PULL, HOLD = 1e-8, 1e6  # towards 0, and towards a value that a coefficient is held at
FAR, FLAT = 3.0, 1e-4  # this far from a finite maximum the likelihood is lower than this


@dataclass(frozen=True)
class Pull:
    """How strongly, and towards what, a coefficient is drawn."""

    strength: float = PULL
    towards: float = 0.0


def coefficients(
    rows: list[Row], outcomes: list[int], held: dict[int, float] | None = None
) -> list[float]:
    """Intercept and a coefficient a column; a held one (by place, intercept 0) stays as told."""
    people = [[1.0, *row] for row in rows]
    found = [0.0] * len(people[0])
    pulls = [Pull()] * len(found)
    for place, value in (held or {}).items():
        pulls[place] = Pull(HOLD, value)
    for _ in range(60):
        step = _newton_step(people, outcomes, found, pulls)
        size, before = 1.0, _objective(people, outcomes, found, pulls)
        while _objective(people, outcomes, _moved(found, step, size), pulls) < before:
            size /= 2
            if size < 1e-6:
                return found
        found = _moved(found, step, size)
        if max(abs(each) for each in step) < 1e-7:
            break
    return found


def is_finite(rows: list[Row], outcomes: list[int], place: int) -> bool:
    """Whether the likelihood, the others at their best, falls on both sides of its maximum."""

    def likelihood(at: float) -> float:
        best = coefficients(rows, outcomes, {place: at})
        return _likelihood([[1.0, *row] for row in rows], outcomes, best)

    peak = coefficients(rows, outcomes)[place]
    return all(likelihood(peak + side) < likelihood(peak) - FLAT for side in (-FAR, FAR))


def is_determined(rows: list[Row], place: int) -> bool:
    """Whether the intercept and the other columns make up this one, exactly."""
    everything = [[Fraction(1), *map(Fraction, row)] for row in rows]
    others = [[cell for at, cell in enumerate(row) if at != place] for row in everything]
    return _rank(everything) == _rank(others)


def _likelihood(people: list[Row], outcomes: list[int], at: list[float]) -> float:
    total = 0.0
    for person, outcome in zip(people, outcomes, strict=True):
        towards = _score(person, at) * (1 if outcome else -1)
        total -= log1p(exp(-towards)) if towards > -30 else -towards
    return total


def _objective(people: list[Row], outcomes: list[int], at: list[float], pulls: list[Pull]) -> float:
    drawn = (
        pull.strength * (value - pull.towards) ** 2 for pull, value in zip(pulls, at, strict=True)
    )
    return _likelihood(people, outcomes, at) - sum(drawn)


def _newton_step(
    people: list[Row], outcomes: list[int], at: list[float], pulls: list[Pull]
) -> list[float]:
    size = range(len(at))
    slope = [-2 * pulls[i].strength * (at[i] - pulls[i].towards) for i in size]
    bend = [[2 * pulls[i].strength if i == j else 0.0 for j in size] for i in size]
    for person, outcome in zip(people, outcomes, strict=True):
        score = _score(person, at)
        chance = 1 / (1 + exp(-score)) if score > -700 else 0.0
        for i in size:
            slope[i] += (outcome - chance) * person[i]
            for j in size:
                bend[i][j] += chance * (1 - chance) * person[i] * person[j]
    return _solved(bend, slope)


def _score(person: Row, at: list[float]) -> float:
    return sum(a * b for a, b in zip(person, at, strict=True))


def _moved(start: list[float], step: list[float], size: float) -> list[float]:
    return [a + size * b for a, b in zip(start, step, strict=True)]


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with the largest pivot."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for place in range(size):
        pivot = max(range(place, size), key=lambda at: abs(rows[at][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        for other in range(size):
            if other != place:
                factor = rows[other][place] / rows[place][place]
                rows[other] = [
                    a - factor * b for a, b in zip(rows[other], rows[place], strict=True)
                ]
    return [rows[place][size] / rows[place][place] for place in range(size)]


def _rank(matrix: list[list[Fraction]]) -> int:
    rows, rank = [list(row) for row in matrix], 0
    for column in range(len(rows[0])):
        pivot = next((at for at in range(rank, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for other in range(rank + 1, len(rows)):
            factor = rows[other][column] / rows[rank][column]
            rows[other] = [a - factor * b for a, b in zip(rows[other], rows[rank], strict=True)]
        rank += 1
    return rank
