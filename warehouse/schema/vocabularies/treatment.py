"""Treatments and visits."""

from warehouse.schema.declare import Vocabulary

TREATMENT_VOCABULARIES = [
    Vocabulary(
        "systemic_class",
        {
            "chemotherapy": "chemotherapy",
            "egfr_tki": "EGFR inhibitor",
            "alk_tki": "ALK inhibitor",
            "kras_inhibitor": "KRAS inhibitor",
            "immunotherapy": "immune checkpoint inhibitor",
            "chemo_immunotherapy": "chemotherapy with immunotherapy",
            "other": "other",
        },
    ),
    Vocabulary(
        "visit_kind",
        {
            "consultation": "consultation",
            "mdt_bone": "multidisciplinary meeting (RCP) on bone",
            "dental": "dental check",
            "phone": "telephone",
            "news": "news of vital status",
        },
    ),
    Vocabulary(
        "atc_bone_agent",
        {
            "M05BA08": "zoledronic acid",
            "M05BA03": "pamidronate",
            "M05BA06": "ibandronate",
            "M05BA02": "clodronate",
            "M05BX04": "denosumab",
        },
    ),
]
