"""Imaging, lesions and what is done to them."""

from warehouse.schema.declare import Vocabulary

IMAGING_VOCABULARIES = [
    Vocabulary(
        "modality",
        {
            "CT": "computed tomography",
            "MR": "magnetic resonance",
            "PT": "positron emission tomography",
            "NM": "bone scan",
            "DX": "digital radiograph",
            "CR": "computed radiograph",
            "US": "ultrasound",
            "XA": "angiography",
            "BMD": "densitometry",
        },
    ),
    Vocabulary("conclusion", {"yes": "yes", "no": "no", "equivocal": "equivocal"}),
    Vocabulary("laterality", {"L": "left", "R": "right", "M": "midline", "U": "unknown"}),
    Vocabulary(
        "lesion_type",
        {"lytic": "lytic", "sclerotic": "sclerotic", "mixed": "mixed", "unknown": "unknown"},
    ),
    Vocabulary(
        "lesion_pain",
        {"none": "none", "mild": "mild", "moderate": "moderate", "functional": "on use"},
    ),
    Vocabulary(
        "lesion_status",
        {
            "new": "new",
            "stable": "stable",
            "progressive": "progressive",
            "responding": "responding",
            "resolved": "resolved",
        },
    ),
    Vocabulary(
        "radiotherapy_intent",
        {
            "analgesic": "against pain",
            "palliative": "palliative",
            "decompressive": "decompression of the cord",
            "postoperative": "after surgery to bone",
            "fracture_prevention": "to prevent a fracture",
            "ablative": "ablative, oligometastatic",
            "curative": "curative",
            "prophylactic_cranial": "prophylactic cranial",
            "radiopharmaceutical": "radiopharmaceutical",
            "unknown": "unknown",
        },
    ),
    Vocabulary(
        "surgery_intent",
        {
            "preventive": "preventive of a fracture",
            "fracture": "fixation of a fracture",
            "decompression": "decompression of the cord",
            "percutaneous": "cementoplasty, vertebroplasty, kyphoplasty",
            "biopsy": "biopsy",
            "hardware_removal": "removal of hardware",
            "other": "other",
        },
    ),
    Vocabulary(
        "fracture_mechanism",
        {
            "pathological": "through a metastatic bone",
            "traumatic": "high-energy trauma",
            "osteoporotic": "osteoporotic or fatigue",
            "unknown": "unknown",
        },
    ),
    Vocabulary(
        "confirmed_by",
        {
            "MR": "magnetic resonance",
            "CT": "computed tomography",
            "DX": "radiograph",
            "clinical": "clinical signs",
            "surgery": "seen at surgery",
            "unknown": "unknown",
        },
    ),
    Vocabulary(
        "frankel",
        {
            "A": "complete",
            "B": "sensation only",
            "C": "motor useless",
            "D": "motor useful",
            "E": "no deficit",
        },
    ),
]
