"""The analyst's script: incidence and survival with lifelines."""

import pandas as pd
from lifelines import AalenJohansenFitter, KaplanMeierFitter


def estimate(cohort: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Incidence of the first event and of death before it, and survival, by day from index.

    lifelines moves tied days at random before it estimates an incidence, and with its variance it
    does not end on a few thousand people: only the estimate is asked for.
    """
    people = histories(cohort, events)
    curves = [
        _incidence(people, 1, "incidence"),
        _incidence(people, 2, "incidence_of_death"),
        _survival(people),
    ]
    return pd.concat(curves, ignore_index=True)


def histories(cohort: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """entry, exit in days from index, and status of everybody at risk."""
    first = events[events["is_counted"]].groupby("patient_id")["event_day"].min()
    day = cohort["patient_id"].map(first)
    end = (cohort["exit_on"] - cohort["index_on"]).dt.days
    people = pd.DataFrame(
        {
            "entry": (cohort["entry_on"] - cohort["index_on"]).dt.days,
            "exit": day.fillna(end),
            "status": cohort["has_died"].map({True: 2, False: 0}).mask(day.notna(), 1),
        }
    )
    return people[people["exit"] > people["entry"]]


def _incidence(people: pd.DataFrame, cause: int, name: str) -> pd.DataFrame:
    fitter = AalenJohansenFitter(calculate_variance=False, seed=1)
    fitter.fit(people["exit"], people["status"], event_of_interest=cause, entry=people["entry"])
    curve = fitter.cumulative_density_
    return pd.DataFrame({"day": curve.index, name: curve.iloc[:, 0].to_numpy()})


def _survival(people: pd.DataFrame) -> pd.DataFrame:
    fitter = KaplanMeierFitter()
    fitter.fit(people["exit"], people["status"] == 2, entry=people["entry"])
    curve = fitter.survival_function_
    return pd.DataFrame({"day": curve.index, "survival": curve.iloc[:, 0].to_numpy()})
