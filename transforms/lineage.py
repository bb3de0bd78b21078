"""What is computed from what: read from the signatures of the transforms.

A derived table looks at one patient at a time, a published one at all of them. What a derived
table has to know of everybody is a fact of transforms/everybody/.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import polars as pl

from warehouse.schema import CANONICAL, DERIVED, PUBLISHED, Table

AS_OF = "as_of"
Derivation = Callable[..., pl.DataFrame]


class BrokenLineage(ValueError):
    """The signatures of the transforms do not make an order of work."""


@dataclass(frozen=True)
class Step:
    """A derived or published table, the function that makes it, and what it is made from.

    `inputs` are names of canonical, derived or published tables, and of facts about everybody, in
    the order of the parameters.
    """

    table: Table
    derive: Derivation
    inputs: tuple[str, ...]
    needs_as_of: bool

    def run(self, frames: Mapping[str, pl.DataFrame], as_of: date) -> pl.DataFrame:
        """The table, from frames by table name, and facts by theirs.

        A fact that is not given is computed from the canonical tables that are: they must then
        hold everybody.
        """
        given = {
            name: frames[name] if name in frames else facts()[name].of(frames)
            for name in self.inputs
        }
        return self.derive(**given, as_of=as_of) if self.needs_as_of else self.derive(**given)


@dataclass(frozen=True)
class Fact:
    """Something a derived table has to know of everybody, and the columns it is told by."""

    name: str
    tell: Derivation
    reads: Mapping[str, tuple[str, ...]]

    def of(self, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        """The fact, from canonical tables that hold everybody, or the columns it reads of them."""
        return self.tell(**{name: frames[name].select(self.reads[name]) for name in self.reads})


@cache
def order_of_work() -> tuple[Step, ...]:
    """Every derived and published table after all that it is made from.

    Raises BrokenLineage when a table has no function of its name, when a parameter is not a table,
    or when tables are made from each other.
    """
    tables = [*DERIVED.values(), *PUBLISHED.values()]
    return in_order([step_of(table, derivation_of(table)) for table in tables])


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact about everybody, by name: transforms/everybody/<fact>.py holds <fact>."""
    from transforms import everybody

    names = sorted(module.name for module in iter_modules(everybody.__path__))
    modules = {name: import_module(f"{everybody.__name__}.{name}") for name in names}
    return {name: Fact(name, getattr(item, name), item.READS) for name, item in modules.items()}


def derivation_of(table: Table) -> Derivation:
    """The function of a table, by the naming law: transforms/<tier>/<table>.py holds <table>."""
    module_name = f"transforms.{table.tier}.{table.name}"
    try:
        module = import_module(module_name)
    except ModuleNotFoundError as missing:
        if missing.name != module_name:
            raise
        raise BrokenLineage(
            f"{table.full_name}: there is no module {module_name}; write it or undeclare the table"
        ) from None
    derive: Derivation | None = getattr(module, table.name, None)
    if derive is None:
        raise BrokenLineage(f"{table.full_name}: {module_name} holds no function {table.name}")
    return derive


def step_of(table: Table, derive: Derivation) -> Step:
    """The step of a table, its inputs read from the parameters of the function."""
    parameters = tuple(inspect.signature(derive).parameters)
    inputs = tuple(name for name in parameters if name != AS_OF)
    known = {*CANONICAL, *DERIVED, *PUBLISHED, *facts()}
    unknown = [name for name in inputs if name not in known]
    if unknown:
        raise BrokenLineage(
            f"{table.full_name}: {', '.join(unknown)} is no canonical, derived or published table, "
            f"nor a fact about everybody; parameters name inputs"
        )
    return Step(table, derive, inputs, needs_as_of=AS_OF in parameters)


def in_order(steps: list[Step]) -> tuple[Step, ...]:
    """The steps, each after those it needs, otherwise as declared. Raises BrokenLineage."""
    made: dict[str, Step] = {}
    waiting = {step.table.name: step for step in steps}
    while waiting:
        ready = [step for step in waiting.values() if not waiting.keys() & set(step.inputs)]
        if not ready:
            raise BrokenLineage(
                f"{', '.join(waiting)}: made from each other or from themselves; break the circle"
            )
        for step in ready:
            made[step.table.name] = waiting.pop(step.table.name)
    return tuple(made.values())
