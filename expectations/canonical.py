"""What is expected of the canonical tables beyond their declarations (domain.md §8).

What one row says wrong by itself is a finding: here are its shares, and what concerns everybody.
"""

from expectations.expected import Expected, Matches, NoRows, critical, warning
from expectations.laboratory import LABORATORY
from expectations.questions import known_in, share
from expectations.reviews import REVIEWS
from expectations.treatments import TREATMENTS
from warehouse.schema import CANONICAL
from warehouse.schema.thresholds import threshold

_KNOWN_PATIENTS = tuple(
    critical(
        table.full_name,
        known_in("canonical.patient", "patient_id", phrase="belongs to a known patient"),
        "A row of nobody (orphan key, X10) belongs to no count and must be in the rejected rows.",
    )
    for name, table in CANONICAL.items()
    if name != "patient"
)

_PATIENT = (
    critical(
        "canonical.patient",
        NoRows("no patient is opposed", "FROM this WHERE is_opposed", ("is_opposed",)),
        "The rows of a patient who opposes the reuse of their data are kept nowhere.",
    ),
    critical(
        "canonical.patient",
        NoRows("the day of birth is not kept", "FROM this WHERE day(birth_on) <> 1", ("birth_on",)),
        "A full date of birth identifies a patient; the month is enough for an age.",
    ),
    warning(
        "canonical.patient",
        NoRows(
            "has one row a patient",
            "FROM this GROUP BY patient_id HAVING count(*) > 1",
            ("patient_id",),
        ),
        "Two rows for one patient are two systems that may contradict each other, or a merge.",
    ),
    warning(
        "canonical.patient",
        share(
            "last contact missing",
            part="last_contact_on IS NULL AND death_on IS NULL",
            high=threshold("missing_contact_share"),
            columns=("last_contact_on",),
        ),
        "Observation ends at the last contact: without it the patient is lost to every rate.",
    ),
)

_DIAGNOSIS = (
    warning(
        "canonical.diagnosis",
        Matches("icd10_code", r"^[A-Z][0-9]{2}([.][0-9A-Z+-]{1,4})?$", "is a CIM-10 code"),
        "A code without its dot or with a stray character is not found by any selection.",
    ),
    warning(
        "canonical.diagnosis",
        Matches("icdo_morphology_code", r"^[0-9]{4}/[0-9]$", "is an ICD-O-3 morphology"),
        "Histology is read from the morphology: a code written otherwise has none.",
    ),
    warning(
        "canonical.diagnosis",
        share(
            "patients with bone metastasis",
            part="bone",
            whole="lung",
            low=threshold("bone_metastasis_share_low"),
            high=threshold("bone_metastasis_share_high"),
            at_least=threshold("validation_minimum_patients"),
            source="(SELECT bool_or(diagnosis_kind = 'primary') AS lung, "
            "bool_or(diagnosis_kind = 'bone_metastasis') AS bone FROM this GROUP BY patient_id)",
            columns=("diagnosis_kind",),
        ),
        "Unlike published series: metastases not coded, or patients selected for having them.",
    ),
)


def _altered_among_tested(gene: str) -> str:
    """One row a tested patient with adenocarcinoma: is the gene altered."""
    return (
        "(SELECT bool_or(test_result = 'positive') AS altered FROM this SEMI JOIN "
        "(SELECT patient_id FROM canonical.diagnosis WHERE icdo_morphology_code = '8140/3') "
        f"USING (patient_id) WHERE gene = '{gene}' AND test_result IN ('positive', 'negative') "
        "GROUP BY patient_id)"
    )


_MOLECULAR_TEST = (
    *(
        warning(
            "canonical.molecular_test",
            share(
                f"{gene} altered in adenocarcinoma",
                part="altered",
                low=threshold(f"{gene.lower()}_share_low"),
                high=threshold(f"{gene.lower()}_share_high"),
                at_least=threshold("validation_minimum_patients"),
                source=_altered_among_tested(gene),
                columns=("gene", "test_result"),
            ),
            "Unlike published series: only positive tests sent, or a result list read wrong.",
        )
        for gene in ("EGFR", "KRAS")
    ),
)

CANONICAL_EXPECTATIONS: tuple[Expected, ...] = (
    *_KNOWN_PATIENTS,
    *_PATIENT,
    *_DIAGNOSIS,
    *_MOLECULAR_TEST,
    *LABORATORY,
    *TREATMENTS,
    *REVIEWS,
)
