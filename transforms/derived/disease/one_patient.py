"""One row a patient, when several systems describe the same person."""

import polars as pl


def one_patient(patient: pl.DataFrame) -> pl.DataFrame:
    """The patient as all systems together know them.

    In: canonical.patient. Out: patient_id, sex, birth_on, death_on, first_contact_on,
    last_contact_on, one row a patient: the earliest birth, death and first contact, the latest
    last contact, the first sex that is known.
    """
    known_sex = pl.col("sex").filter(pl.col("sex").is_in(["F", "M"]))
    return patient.group_by("patient_id").agg(
        sex=pl.coalesce(known_sex.sort().first(), pl.col("sex").sort().first()),
        birth_on=pl.col("birth_on").min(),
        death_on=pl.col("death_on").min(),
        first_contact_on=pl.col("first_contact_on").min(),
        last_contact_on=pl.col("last_contact_on").max(),
    )
