"""One night, as a sequence of steps: the same for the schedule, a rebuild, the demo, the tests.

Steps hand each other names, counts and paths; every frame is read from the file being built
and written back to it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Protocol, TypeVar

from expectations.verdict import Verdict
from flows.account import account
from flows.changes import CHANGE_TABLES, record_changes
from flows.concerned import Concerned, Touched, facts_of_everybody, find_concerned
from flows.defect import values_withheld
from flows.derive import Derivation, derive
from flows.file_names import shown_names_of
from flows.merge import merge_table
from flows.plan import NightPlan, plan_night
from flows.publish_tables import Computation, steps_to_publish
from flows.record import Run, failures, fates_of_files, record_run, refusals, refused_files
from flows.report import RunReport, rejected_mirror, run_identifier, write_report
from flows.reviews import deliver_reviews
from flows.settle import settle_patients
from flows.settle_versions import OppositionLifted
from flows.work import Amount, StepTime
from warehouse.arrival import Arrivals, land_inbox
from warehouse.build import WarehouseFile, open_for_writing
from warehouse.durable import disk_refusals_told
from warehouse.home import Home
from warehouse.lock import one_night_at_a_time
from warehouse.publish import clear_unfinished, publish, refuse, start_building
from warehouse.recover import Foothold, find_foothold
from warehouse.schema import OPERATIONS
from warehouse.secret import pseudonym_key

T = TypeVar("T")

_A_SECOND = timedelta(seconds=1)
_HISTORY = ("run", "step", "verdict", *CHANGE_TABLES)


Judge = Callable[[Path], list[Verdict]]


class RunStep(Protocol):
    """How a step is run: called directly, or as a task of a flow."""

    def __call__(self, name: str, work: Callable[[], T]) -> T: ...


def call_directly(name: str, work: Callable[[], T]) -> T:
    """Run a step as a plain function."""
    del name
    return work()


def judge_tables(building: Path) -> list[Verdict]:
    """Every expectation held against the built file, by Great Expectations."""
    from expectations.judge import judge

    return judge(building)


def say_nothing(line: str) -> None:
    """Progress that nobody watches."""
    del line


@dataclass
class _Night:
    """A night under way: where it reads, where it writes, how it runs steps, what they took."""

    home: Home
    target: Home
    run_step: RunStep
    judge: Judge
    progress: Callable[[str], None]
    started_at: datetime
    foothold: Foothold = field(default_factory=Foothold)
    times: list[StepTime] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def step(self, name: str, work: Callable[[], T]) -> T:
        return self.timed(name, lambda: self.run_step(name, values_withheld()(work)))

    def timed(self, name: str, work: Callable[[], T]) -> T:
        began = perf_counter()
        result = work()
        amount = _amount_told(result)
        seconds = round(perf_counter() - began, 3)
        self.times.append(StepTime(name, seconds, amount.rows, amount.bytes))
        self.progress(f"{name}: {amount.rows:,} rows" if amount.rows else name)
        return result

    def warn(self, problem: str) -> None:
        self.progress(problem)
        self.warnings.append(problem)


def _amount_told(result: object) -> Amount:
    """What a step says it did: an amount, something with one, or a number of rows."""
    if isinstance(result, int):
        return Amount(result)
    told = getattr(result, "amount", result)
    return told if isinstance(told, Amount) else Amount()


def run_night(
    home: Home,
    *,
    as_of: date | None = None,
    from_scratch: bool = False,
    into: Home | None = None,
    run_step: RunStep = call_directly,
    judge: Judge = judge_tables,
    progress: Callable[[str], None] = say_nothing,
) -> RunReport:
    """Land what has arrived, build, judge, and publish or refuse.

    `into` builds from this home's landing into another home, from scratch, and leaves this
    one's inbox and warehouse alone.
    """
    target = into or home
    home.create()
    target.create()
    night = _Night(home, target, run_step, judge, progress, _now())
    with one_night_at_a_time(target), disk_refusals_told(target.root), _cleared_on_error(target):
        _find_foothold(night)
        arrivals = _take_in(night) if into is None else Arrivals((), (), ())
        try:
            return _build_and_judge(night, arrivals, as_of, from_scratch or into is not None)
        except OppositionLifted:
            progress("a patient no longer opposes: reading everything again from landing")
            return _build_and_judge(night, arrivals, as_of, True)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def _cleared_on_error(home: Home) -> Iterator[None]:
    """A night that stops gives back the room it took, above all on a full disk."""
    try:
        yield
    except BaseException:
        clear_unfinished(home)
        raise


def _find_foothold(night: _Night) -> None:
    """Runs follow each other in time although the clock of the machine was set back."""
    night.foothold = night.step("find the last version", lambda: find_foothold(night.target))
    for sentence in night.foothold.damage:
        night.warn(sentence)
    last = night.foothold.last_began_at
    if last is not None and night.started_at <= last:
        night.started_at = last + _A_SECOND
        night.warn(
            f"the clock of this machine is behind the last run, of {last:%Y-%m-%d %H:%M:%S} UTC: "
            "set it; this run is dated a second after that one"
        )


def _take_in(night: _Night) -> Arrivals:
    problem = night.step("ask the review store", lambda: deliver_reviews(night.home))
    if problem is not None:
        night.warn(problem)
    return night.step("land the inbox", lambda: land_inbox(night.home, night.started_at))


def _build_and_judge(
    night: _Night, arrivals: Arrivals, as_of: date | None, from_scratch: bool
) -> RunReport:
    published = night.foothold.version
    plan = night.step(
        "plan the night",
        lambda: plan_night(
            night.home,
            published=None if from_scratch else published,
            as_of=as_of,
            from_scratch=from_scratch,
            today=night.started_at.date(),
        ),
    )
    run_id = run_identifier(plan.as_of, night.started_at)
    building = night.step("start the new version", lambda: _start(night, plan, run_id))
    touched = _build(night, plan, building)
    verdicts = night.step("judge the tables", lambda: night.judge(building))
    if not failures(verdicts, "critical"):
        night.step(
            "compare with the last version",
            lambda: _compare(night, plan, run_id, building, touched),
        )
    return night.step(
        "publish or refuse", lambda: _conclude(night, plan, arrivals, run_id, building, verdicts)
    )


def _start(night: _Night, plan: NightPlan, run_id: str) -> Path:
    last = night.foothold.version
    building = start_building(night.target, run_id, from_scratch=plan.from_scratch, version=last)
    with open_for_writing(building) as warehouse:
        warehouse.create_missing_tables()
        if plan.from_scratch and last is not None:
            # The tables are made again from landing; what past runs said is history.
            for name in _HISTORY:
                warehouse.carry_over(last, OPERATIONS[name])
    return building


def _build(night: _Night, plan: NightPlan, building: Path) -> Touched:
    """Bring the rows of the night in, and compute what follows; whose rows have changed."""
    key = pseudonym_key(night.home)
    with open_for_writing(building) as file:
        before = night.step("ask what concerns everybody", partial(facts_of_everybody, file))
        merged = {
            table.table: night.step(f"merge {table.table}", partial(merge_table, file, table, key))
            for table in plan.tables
            if table.deliveries or table.from_scratch
        }
        touched = Touched.by_table(
            {name: item.touched for name, item in merged.items()}, in_new_file=plan.from_scratch
        )
        night.step("settle patients", partial(settle_patients, file, touched))
        concerned = night.step(
            "find whom it concerns", partial(find_concerned, file, touched, before, plan.as_of)
        )
        derivation = night.step(
            "compute the derived tables", partial(_derive, night, file, concerned, plan.as_of)
        )
        changed = None if concerned.is_everybody else touched.tables | derivation.changed
        night.step(
            "compute the published tables", partial(_publish, night, file, changed, plan.as_of)
        )
        night.step("account for every row", partial(account, file, plan))
    return touched


def _derive(night: _Night, file: WarehouseFile, concerned: Concerned, as_of: date) -> Derivation:
    derivation = derive(file, concerned, as_of)
    night.times.extend(derivation.times)
    return derivation


def _publish(
    night: _Night, file: WarehouseFile, changed: frozenset[str] | None, as_of: date
) -> Amount:
    """Every published table to compute, each timed: one task, because there are dozens of them."""
    computation = Computation(file)
    written = Amount()
    for step in steps_to_publish(changed):
        written += night.timed(step.table.full_name, partial(computation.compute, step, as_of))
    return written


def _compare(night: _Night, plan: NightPlan, run_id: str, building: Path, touched: Touched) -> int:
    """Held against what readers see now, also when the tables were made again from landing."""
    with open_for_writing(building) as warehouse:
        return record_changes(warehouse, run_id, plan.as_of, night.foothold.version, touched)


def _conclude(
    night: _Night,
    plan: NightPlan,
    arrivals: Arrivals,
    run_id: str,
    building: Path,
    verdicts: list[Verdict],
) -> RunReport:
    refused_because = failures(verdicts, "critical")
    outcome = "refused" if refused_because else "published"
    run = Run(run_id, plan.as_of, night.started_at, outcome)
    with open_for_writing(building) as warehouse:
        record_run(warehouse, run, night.times, verdicts)
        files = fates_of_files(warehouse, plan)
        rejected_mirror(night.target, refused_files(warehouse, night.home))
    if refused_because:
        refuse(night.target, building)
    else:
        publish(night.target, building, run.version)
    shown = shown_names_of(night.home)
    report = RunReport(
        run_id=run_id,
        as_of=plan.as_of.isoformat(),
        started_at=night.started_at.isoformat(timespec="seconds"),
        ended_at=max(_now(), night.started_at).isoformat(timespec="seconds"),
        outcome=outcome,
        version=None if refused_because else run.version,
        refused_because=refused_because,
        warnings=(*night.warnings, *failures(verdicts, "warning")),
        files=files,
        files_known_already=tuple(map(shown, arrivals.known_already)),
        files_waiting=plan.waiting,
        files_left_in_inbox=tuple(map(shown, arrivals.left_in_inbox)),
        rebuilt_tables=tuple(
            item.table
            for item in plan.tables
            if item.from_scratch and item.deliveries and not plan.from_scratch
        ),
        steps=tuple(night.times),
        refused_by=refusals(verdicts),
    )
    write_report(night.target, report)
    return report
