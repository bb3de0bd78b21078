"""What a table can tell of a small group, in the words a declaration is made of.

Every name is that of a column. What a column holds decides how it is shown to whoever may not
see small counts: counts are rounded or withheld, and whatever was computed from counts is
computed again from what is shown of them, or goes with them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """`part` out of `whole`: both counts, and the share with its limits (Wilson)."""

    part: str
    whole: str
    estimate: str = "proportion"
    limits: tuple[str, str] = ("lower", "upper")


@dataclass(frozen=True)
class Rate:
    """Events for 100 years: a count over a time, of so many people (or lesions)."""

    count: str
    people: str
    years: str
    estimate: str
    limits: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Odds:
    """A crude odds ratio of four counts, its limits (Woolf), and what tells how it was made."""

    events: str
    people: str
    other_events: str
    others: str
    ratio: str
    limits: tuple[str, str]
    goes_along: tuple[str, ...]


@dataclass(frozen=True)
class Portion:
    """An estimate (an incidence, a mean count) that moves with each one of `whole` people."""

    whole: str
    estimate: str
    limits: tuple[str, str] | None = None


@dataclass(frozen=True)
class Figures:
    """Results of a model or a test: no formula leads back to a count. Few digits, and none when
    a count they rest on is withheld; `flag` then says that they are."""

    columns: tuple[str, ...]
    rests_on: tuple[str, ...]
    digits: int = 2
    flag: str | None = None


@dataclass(frozen=True)
class Sum:
    """In one row `parts` are in `whole` and nothing is in two of them; what is in none is left.

    `is_complete`: nothing is left.
    """

    whole: str
    parts: tuple[str, ...]
    is_complete: bool = False


@dataclass(frozen=True)
class Strata:
    """The rows of a stratum add up to the row `all` of the same figure, for these columns.

    `complete`: strata in which everybody has a part; `partial`: those in which some have none;
    `overlapping`: those whose parts share people, so that each is set against everybody alone.
    """

    columns: tuple[str, ...]
    complete: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    overlapping: tuple[str, ...] = ()


@dataclass(frozen=True)
class Narrower:
    """Rows with `narrow` in `by` are about some of the people of the row with `wide`, alike in
    the rest of the key; for these columns."""

    columns: tuple[str, ...]
    by: str
    wide: str
    narrow: str


@dataclass(frozen=True)
class Arms:
    """`part` of the rows that agree in `by` adds up to their `total`, the same in each of them."""

    total: str
    part: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class Steps:
    """Each row is the row before without those left out."""

    count: str
    left_out: str
    order: str


@dataclass(frozen=True)
class People:
    """The rows of another table that say how many people are behind a curve: those that agree in
    `by`, among those that have the values of `where`."""

    table: str
    count: str
    by: tuple[str, ...]
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Behind:
    """`people` are whom `count` is of: where they are withheld, so is what was counted of them."""

    count: str
    people: str


@dataclass(frozen=True)
class Curve:
    """One curve for each value of `by`: an estimate a day, which starts at `start`.

    `keeps_at_risk`: the number at risk is told on the curve itself, and nowhere else.
    `people`: a curve goes with the count of its people where that is withheld.
    """

    by: tuple[str, ...]
    day: str
    at_risk: str
    estimate: str
    limits: tuple[str, str]
    start: float = 0.0
    keeps_at_risk: bool = False
    people: People | None = None


@dataclass(frozen=True)
class Disclosure:
    """How one table is shown to whoever may not see small counts.

    `counts` are of patients, events, lesions, results or cases; `same` are counts that every row
    that agrees in the columns named repeats; `dropped` is never shown; `plain` are numbers that
    tell nothing of how many. Words, dates and keys need no mention. `is_of_others`: figures are
    copied from rows of other tables, as those show them.
    """

    counts: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    rates: tuple[Rate, ...] = ()
    odds: tuple[Odds, ...] = ()
    portions: tuple[Portion, ...] = ()
    figures: tuple[Figures, ...] = ()
    sums: tuple[Sum, ...] = ()
    strata: Strata | None = None
    narrower: tuple[Narrower, ...] = ()
    behind: tuple[Behind, ...] = ()
    arms: Arms | None = None
    steps: Steps | None = None
    curve: Curve | None = None
    same: tuple[tuple[str, tuple[str, ...]], ...] = ()
    dropped: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    is_of_others: bool = False

    @property
    def people(self) -> People | None:
        """Who is behind the curves of the table, where another table counts them."""
        return self.curve.people if self.curve else None

    @property
    def told(self) -> frozenset[str]:
        """Every column the declaration says something of."""
        return frozenset(
            {*self.counts, *self.dropped, *self.plain}
            | {name for share in self.shares for name in (share.estimate, *share.limits)}
            | {name for rate in self.rates for name in (rate.years, *_of_rate(rate))}
            | {name for odds in self.odds for name in (odds.ratio, *odds.limits, *odds.goes_along)}
            | {name for one in self.portions for name in (one.estimate, *(one.limits or ()))}
            | {name for figures in self.figures for name in figures.columns}
            | (_of_curve(self.curve) if self.curve else set())
        )


def _of_rate(rate: Rate) -> tuple[str, ...]:
    return (rate.estimate, *(name for pair in rate.limits for name in pair))


def _of_curve(curve: Curve) -> set[str]:
    return {curve.day, curve.at_risk, curve.estimate, *curve.limits}
