"""The results by which two ways of doing the same job are held against each other."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from warehouse.home import Home
from warehouse.reader import open_published

# Named as the plain models and the analyst's script name theirs.
OURS = """SELECT
    (SELECT count(*) FROM canonical.lab_result) AS results_in_force,
    (SELECT count(*) FROM ops.rejected WHERE feed = 'laboratory') AS results_rejected,
    (SELECT count(corrected_calcium_mmol_l) FROM derived.corrected_calcium) AS corrected,
    (SELECT sum(corrected_calcium_mmol_l) FROM derived.corrected_calcium) AS sum_of_corrected,
    (SELECT count(*) FROM derived.hypercalcaemia_episode) AS episodes,
    (SELECT count(*) FROM derived.radiotherapy_course) AS courses,
    (SELECT count(*) FROM derived.cohort) AS patients_with_bone_metastasis,
    (SELECT count(*) FILTER (is_counted_sre5) FROM derived.skeletal_event) AS events_counted,
    (SELECT arg_max(incidence, day) FROM published.sre_incidence WHERE endpoint = 'SRE5'
        AND stratum = 'all' AND incidence_cause = 'sre' AND day <= 365) AS incidence,
    (SELECT arg_max(incidence, day) FROM published.sre_incidence WHERE endpoint = 'SRE5'
        AND stratum = 'all' AND incidence_cause = 'death' AND day <= 365) AS incidence_of_death"""


def our_results(home: Home) -> dict[str, float]:
    """The key results of the version published in a home."""
    reader = open_published(home)
    try:
        (found,) = reader.frame(OURS).to_dicts()
    finally:
        reader.close()
    return {name: float(value) for name, value in found.items()}


def largest_difference(ours: dict[str, float], theirs: object) -> float:
    """The largest relative difference; every result has to be there."""
    assert isinstance(theirs, dict)
    assert set(theirs) == set(ours), set(theirs) ^ set(ours)
    return max(abs(float(theirs[name]) - ours[name]) / (abs(ours[name]) or 1) for name in ours)
