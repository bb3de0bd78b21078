"""Sites, stages and scores of the disease."""

from warehouse.schema.declare import Vocabulary
from warehouse.schema.vocabularies.bone_sites import BONE_SITES

DISEASE_VOCABULARIES = [
    Vocabulary("bone_site", {code: site.name for code, site in BONE_SITES.items()}),
    Vocabulary(
        "gap_kind",
        {
            "no_calcium": "no calcium in 90 days, and not known to be dead",
            "old_vital_status": "no news for more than a year, and not known to be dead",
            "no_molecular_group": "adenocarcinoma without EGFR, ALK and KRAS all tested",
            "no_histology": "histology not specified",
            "no_stage": "stage at diagnosis not known",
        },
    ),
    Vocabulary(
        "molecular_group",
        {
            "EGFR": "EGFR, deletion of exon 19 or L858R",
            "EGFR_other": "EGFR altered otherwise, or the alteration is not stated",
            "ALK": "ALK rearranged",
            "KRAS": "KRAS mutated",
            "triple_negative": "EGFR, KRAS and ALK all tested and not altered",
            "incomplete_testing": "nothing found, and one of the three has no result",
        },
    ),
    Vocabulary(
        "egfr_variant",
        {"exon19del": "deletion of exon 19", "L858R": "L858R", "other": "another alteration"},
    ),
    Vocabulary(
        "kras_variant",
        {
            "G12A": "G12A",
            "G12C": "G12C",
            "G12D": "G12D",
            "G12V": "G12V",
            "other": "another mutation",
        },
    ),
    Vocabulary("stage_group", {"I": "I", "II": "II", "III": "III", "IV": "IV: metastatic"}),
    Vocabulary(
        "metastatic_class",
        {
            "bone_only": "bone, no viscera, no distant node",
            "bone_node": "bone and distant nodes, no viscera",
            "bone_visceral": "bone and viscera",
            "visceral_only": "viscera without bone",
            "node_only": "distant nodes without viscera or bone",
        },
    ),
    Vocabulary(
        "mirels_class",
        {
            "observe": "7 or less: observe, or irradiate",
            "judgement": "8: clinical judgement",
            "fixation": "9 or more: prophylactic fixation",
        },
    ),
    Vocabulary(
        "sins_class",
        {
            "stable": "0 to 6: stable",
            "potentially_unstable": "7 to 12: potentially unstable",
            "unstable": "13 to 18: unstable",
        },
    ),
    Vocabulary(
        "assessment_basis",
        {
            "cord_compression": "a cord compression that day",
            "first_vertebral_lesion": "the first examination that shows a vertebral lesion",
        },
    ),
    Vocabulary(
        "tokuhashi_class",
        {
            "under_6_months": "0 to 8: less than 6 months",
            "6_months_or_more": "9 to 11: 6 months or more",
            "12_months_or_more": "12 to 15: 12 months or more",
        },
    ),
    Vocabulary(
        "tomita_class",
        {
            "wide_or_marginal": "2 to 3: wide or marginal excision",
            "marginal_or_intralesional": "4 to 5: marginal or intralesional excision",
            "palliative": "6 to 7: palliative surgery",
            "supportive": "8 to 10: supportive care",
        },
    ),
    Vocabulary(
        "body_composition_method",
        {"L3_CT": "muscle area on a CT slice at L3", "DXA": "dual-energy X-ray absorptiometry"},
    ),
    Vocabulary(
        "cutoff_set",
        {
            "prado08": "L3: men under 52.4, women under 38.5",
            "kim21_55_39": "L3: men under 55, women under 39",
            "derstine18": "L3: men under 45.4, women under 34.4",
            "martin13": "L3: men under 43 (BMI under 25) or 53, women under 41; not verified",
            "dxa_no_cutoff": "DXA: no cut-off is declared, the index alone is shown",
        },
    ),
]
