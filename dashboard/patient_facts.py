"""A patient in two lines: who, which disease, since when, and where they stand."""

from dashboard.labels import capital_word, short_patient, word
from dashboard.language import say, say_count, say_date
from dashboard.queries.history import History


def headline(history: History) -> str:
    """The name the page gives the patient: the beginning of the pseudonym."""
    return say("Patient {patient}", patient=short_patient(history.patient_id))


def facts(history: History) -> str:
    """Sex, age, histology, genes, index date, follow-up, in one sentence of parts."""
    who = _from_patient(history) if history.cohort.is_empty() else _from_cohort(history)
    return " · ".join([*who, *_molecular(history)])


def _from_patient(history: History) -> list[str]:
    sex = [capital_word("sex", sex) for sex in history.patient["sex"].to_list()[:1]]
    return [*sex, say("no bone metastasis is documented in this version")]


def _from_cohort(history: History) -> list[str]:
    return [
        part
        for row in history.cohort.iter_rows(named=True)
        for part in (
            capital_word("sex", row["sex"]),
            _age(row["age_at_index_years"]),
            word("histology", row["histology"]),
            say(
                "bone metastasis {day}, by {basis}",
                day=say_date(row["index_on"]),
                basis=word("index_basis", row["index_basis"]),
            ),
            say(
                "followed to {day}: {status}",
                day=say_date(row["exit_on"]),
                status=word("exit_status", row["exit_status"]),
            ),
        )
    ]


def _age(years: int | None) -> str:
    if years is None:
        return say("age unknown")
    return say_count("{count} year at bone metastasis", "{count} years at bone metastasis", years)


def _molecular(history: History) -> list[str]:
    tested = history.molecular.select("gene", "test_result").unique(maintain_order=True)
    return [f"{gene} {word('test_result', result)}" for gene, result in tested.iter_rows()]
