"""What is expected of treatments, events and visits as delivered (domain.md §8)."""

from expectations.expected import Expected, NoRows, warning
from expectations.questions import share
from warehouse.schema.definitions import number
from warehouse.schema.thresholds import threshold

_DOSES_IN_ONCOLOGY = (
    "(atc_code = 'M05BA08' AND dose_mg BETWEEN 3 AND 4) "
    "OR (atc_code = 'M05BX04' AND dose_mg = 120) "
    "OR (atc_code = 'M05BA03' AND dose_mg BETWEEN 30 AND 90) "
    "OR (atc_code = 'M05BA06' AND dose_mg BETWEEN 2 AND 6) "
    "OR atc_code = 'M05BA02'"
)

_RADIOTHERAPY_AND_SURGERY = (
    warning(
        "canonical.radiotherapy",
        NoRows(
            "the total dose is the fractions times the dose",
            # A source sends one row a fraction or one row a course, the total planned or given.
            "FROM this WHERE least(abs(total_dose_gy - fractions_delivered "
            "* dose_per_fraction_gy), abs(total_dose_gy - fractions_planned "
            f"* dose_per_fraction_gy)) > {threshold('dose_tolerance')} * total_dose_gy",
            ("total_dose_gy", "fractions_delivered", "dose_per_fraction_gy"),
        ),
        "30 Gy in ten fractions and 8 Gy in one are not the same intent.",
    ),
    warning(
        "canonical.radiotherapy",
        NoRows(
            "ends after it started",
            "FROM this WHERE ended_on < started_on",
            ("started_on", "ended_on"),
        ),
        "Courses are told apart by their dates.",
    ),
    warning(
        "canonical.surgery",
        NoRows(
            "surgery is not preventive on the day of a fracture",
            "FROM this SEMI JOIN canonical.fracture AS fracture "
            "ON fracture.patient_id = this.patient_id "
            "AND fracture.occurred_on = this.performed_on "
            "WHERE surgery_intent = 'preventive'",
            ("surgery_intent",),
        ),
        "The bone was already broken: the operation treats a fracture, it does not prevent one.",
    ),
)

_FRACTURE_AND_COMPRESSION = (
    warning(
        "canonical.fracture",
        share(
            "fractures of unknown mechanism",
            part="fracture_mechanism IS NULL OR fracture_mechanism = 'unknown'",
            high=threshold("unknown_mechanism_share"),
            columns=("fracture_mechanism",),
        ),
        "Only pathological fractures are skeletal events: unknown ones are lost to the count.",
    ),
    warning(
        "canonical.fracture",
        NoRows(
            "a pathological fracture has its bone metastasis",
            "FROM this ANTI JOIN canonical.diagnosis AS diagnosis "
            "ON diagnosis.patient_id = this.patient_id "
            "AND diagnosis.diagnosis_kind = 'bone_metastasis' "
            f"AND diagnosis.diagnosed_on <= this.occurred_on + {number('revealing_days'):.0f} "
            "WHERE fracture_mechanism = 'pathological'",
            ("fracture_mechanism",),
        ),
        "Either the metastasis was never coded or the fracture is not what it is said to be.",
    ),
    warning(
        "canonical.cord_compression",
        share(
            "Frankel grade missing",
            part="frankel_initial IS NULL",
            high=threshold("missing_frankel_share"),
            columns=("frankel_initial",),
        ),
        "Walking or not at the event decides what follows and is asked of every register.",
    ),
    warning(
        "canonical.cord_compression",
        NoRows(
            "cord compression was seen on imaging or at surgery",
            "FROM this WHERE confirmed_by IN ('clinical', 'unknown', 'DX') OR confirmed_by IS NULL",
            ("confirmed_by",),
        ),
        "Without MR or CT a compression is a suspicion; it counts as probable at best.",
    ),
)

_BONE_AGENT = (
    warning(
        "canonical.bone_agent_administration",
        NoRows(
            "the dose is one used in oncology",
            "FROM this WHERE held_reason IS NULL AND dose_mg IS NOT NULL "
            f"AND NOT ({_DOSES_IN_ONCOLOGY})",
            ("dose_mg", "atc_code"),
        ),
        "Denosumab 60 mg and zoledronate 5 mg treat osteoporosis, not bone metastasis.",
    ),
    warning(
        "canonical.bone_agent_administration",
        NoRows(
            "doses are far enough apart",
            "FROM (SELECT administered_on - lag(administered_on) OVER (PARTITION BY patient_id "
            "ORDER BY administered_on) AS days FROM this WHERE held_reason IS NULL) "
            f"WHERE days < {threshold('bone_agent_interval_days'):.0f}",
            ("administered_on",),
        ),
        "Two doses, or two agents, within two weeks: a duplicate, or a risk of hypocalcaemia.",
    ),
    warning(
        "canonical.bone_agent_administration",
        NoRows(
            "nobody is treated after death",
            "FROM this JOIN canonical.patient USING (patient_id) WHERE administered_on > death_on",
            ("administered_on",),
        ),
        "The date of death or the patient is wrong.",
    ),
)

_SYSTEMIC_LINE_AND_FOLLOWUP = (
    warning(
        "canonical.systemic_line",
        NoRows(
            "lines are numbered in the order they start",
            "FROM (SELECT started_on < lag(started_on) OVER (PARTITION BY patient_id "
            "ORDER BY line_number) AS is_before FROM this) WHERE is_before",
            ("line_number", "started_on"),
        ),
        "A second line before the first makes every time to progression wrong.",
    ),
    warning(
        "canonical.systemic_line",
        NoRows(
            "an EGFR inhibitor goes with an altered EGFR",
            "FROM this ANTI JOIN (SELECT patient_id FROM canonical.molecular_test "
            "WHERE gene = 'EGFR' AND test_result = 'positive') USING (patient_id) "
            "WHERE systemic_class = 'egfr_tki'",
            ("systemic_class",),
        ),
        "The test is missing from the feed or the class of the line is wrong.",
    ),
    warning(
        "canonical.systemic_line",
        NoRows(
            "no line starts after death",
            "FROM this JOIN canonical.patient USING (patient_id) WHERE started_on > death_on",
            ("started_on",),
        ),
        "The date of death or the patient is wrong.",
    ),
    warning(
        "canonical.followup",
        NoRows(
            "ECOG 5 is a dead patient",
            "FROM this JOIN canonical.patient USING (patient_id) "
            "WHERE ecog = 5 AND death_on IS NULL",
            ("ecog",),
        ),
        "ECOG 5 means dead: a death known to the visit and not to the patient file.",
    ),
)

TREATMENTS: tuple[Expected, ...] = (
    *_RADIOTHERAPY_AND_SURGERY,
    *_FRACTURE_AND_COMPRESSION,
    *_BONE_AGENT,
    *_SYSTEMIC_LINE_AND_FOLLOWUP,
)
