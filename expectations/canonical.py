"""What is expected of the canonical tables beyond their declarations (domain.md §8)."""

from expectations.expected import Expected, Matches, NoRows, critical, warning
from expectations.laboratory import LABORATORY
from expectations.questions import known_in, share
from expectations.reviews import REVIEWS
from expectations.treatments import TREATMENTS
from warehouse.schema import BONE_SITES, CANONICAL
from warehouse.schema.definitions import number
from warehouse.schema.thresholds import threshold

_VERTEBRAE = ", ".join(f"'{code}'" for code, site in BONE_SITES.items() if site.is_vertebra)
_LONG_BONES = ", ".join(f"'{code}'" for code, site in BONE_SITES.items() if site.is_long_bone)

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
        NoRows(
            "dies after birth and after the last contact",
            "FROM this WHERE death_on < birth_on OR death_on < last_contact_on",
            ("death_on", "birth_on", "last_contact_on"),
        ),
        "Survival computed from such dates is negative or too short.",
    ),
    warning(
        "canonical.patient",
        NoRows(
            "is dead exactly when a date of death is there",
            "FROM this WHERE (vital_status = 'dead') <> (death_on IS NOT NULL) "
            "AND vital_status <> 'unknown'",
            ("vital_status", "death_on"),
        ),
        "A death without its date is followed for ever: death competes with every event.",
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
        NoRows(
            "a bone metastasis has its primary",
            "FROM this GROUP BY patient_id HAVING bool_or(diagnosis_kind = 'bone_metastasis') "
            "AND NOT bool_or(diagnosis_kind = 'primary')",
            ("diagnosis_kind",),
        ),
        "Without a lung primary the patient is not in the cohort, however many events.",
    ),
    warning(
        "canonical.diagnosis",
        NoRows(
            "a bone metastasis does not come long before its primary",
            "FROM (SELECT min(diagnosed_on) FILTER (WHERE diagnosis_kind = 'primary') AS lung, "
            "min(diagnosed_on) FILTER (WHERE diagnosis_kind = 'bone_metastasis') AS bone "
            "FROM this GROUP BY patient_id) "
            f"WHERE bone < lung - {number('revealing_days'):.0f}",
            ("diagnosed_on",),
        ),
        "Bone may reveal the cancer by some weeks; earlier, it is another cancer or a wrong date.",
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

_IMAGING = (
    warning(
        "canonical.imaging_exam",
        NoRows(
            "imaging that concludes to bone metastasis is followed by its diagnosis",
            "FROM (SELECT DISTINCT patient_id FROM this "
            "WHERE concludes_bone_metastasis = 'yes') ANTI JOIN (SELECT patient_id "
            "FROM canonical.diagnosis WHERE diagnosis_kind = 'bone_metastasis') "
            "USING (patient_id)",
            ("concludes_bone_metastasis",),
        ),
        "The metastasis is seen and not coded: its date rests on imaging alone.",
    ),
    warning(
        "canonical.lesion",
        NoRows(
            "belongs to a known examination",
            "FROM this ANTI JOIN canonical.imaging_exam USING (patient_id, exam_id) "
            "WHERE this.exam_id IS NOT NULL",
            ("exam_id",),
        ),
        "A lesion without its examination usually means that night's imaging file was cut short.",
    ),
    warning(
        "canonical.lesion",
        NoRows(
            "the Mirels score is the sum of its parts",
            "FROM this WHERE mirels_score <> mirels_site_points + mirels_pain_points "
            "+ mirels_lesion_points + mirels_size_points",
            ("mirels_score",),
        ),
        "Eight points or nine change the decision to operate.",
    ),
    warning(
        "canonical.lesion",
        NoRows(
            "the SINS score is the sum of its parts",
            "FROM this WHERE sins_score <> sins_location_points + sins_pain_points "
            "+ sins_lesion_points + sins_alignment_points + sins_collapse_points "
            "+ sins_posterolateral_points",
            ("sins_score",),
        ),
        "Six points or seven change the advice of a spine surgeon.",
    ),
    warning(
        "canonical.lesion",
        NoRows(
            "Mirels is used on long bones and SINS on vertebrae",
            f"FROM this WHERE (mirels_score IS NOT NULL AND bone_site NOT IN ({_LONG_BONES})) "
            f"OR (sins_score IS NOT NULL AND bone_site NOT IN ({_VERTEBRAE}, 'sacrum'))",
            ("mirels_score", "sins_score", "bone_site"),
        ),
        "Neither score means anything elsewhere: the site or the score is wrong.",
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
    warning(
        "canonical.molecular_test",
        NoRows(
            "EGFR excludes KRAS and ALK",
            "FROM this WHERE test_result = 'positive' AND gene IN ('EGFR', 'KRAS', 'ALK') "
            "GROUP BY patient_id HAVING bool_or(gene = 'EGFR') AND count(DISTINCT gene) > 1",
            ("gene", "test_result"),
        ),
        "These drivers exclude each other: both together is rare enough to read the reports again.",
    ),
    warning(
        "canonical.molecular_test",
        NoRows(
            "is reported after the tissue was taken",
            "FROM this WHERE reported_on < sampled_on",
            ("reported_on", "sampled_on"),
        ),
        "A report before its sample has one of its dates wrong.",
    ),
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
    *_IMAGING,
    *TREATMENTS,
    *REVIEWS,
)
