"""An example of a data-quality rule: who breaks it, by which rows, and who barely does not."""

from dataclasses import dataclass

from tests.support.histories import Patient


@dataclass(frozen=True)
class Example:
    """Rows of `breaking` break the rule; nothing of `sparing` does."""

    rule: str
    what: str
    breaking: tuple[Patient, ...]
    rows: tuple[str, ...]
    sparing: tuple[Patient, ...]

    @property
    def name(self) -> str:
        return f"{self.rule}-{self.what.replace(' ', '-')}"

    @property
    def patients_of_its_own(self) -> tuple[Patient, ...]:
        """Who breaks the rule, under names no other example has."""
        return tuple(
            _renamed(somebody, f"{self.name}-{somebody.name}") for somebody in self.breaking
        )


def example(
    rule: str,
    what: str,
    breaking: Patient | tuple[Patient, ...],
    rows: str,
    sparing: Patient | tuple[Patient, ...],
) -> Example:
    """An example told with one patient or several; `rows` are source rows, space between."""
    return Example(rule, what, _several(breaking), tuple(rows.split()), _several(sparing))


def _several(patients: Patient | tuple[Patient, ...]) -> tuple[Patient, ...]:
    return patients if isinstance(patients, tuple) else (patients,)


def _renamed(somebody: Patient, name: str) -> Patient:
    rows = tuple((table, {**row, "patient_id": name}) for table, row in somebody.rows)
    return Patient(name, rows)
