"""Targets of domain.md §9: what is there at diagnosis, lesions, calcium and albumin."""

from flows.demo.calibration import CALIBRATION
from tests.recovery import of_bone, of_events
from tests.recovery.target import usual

_AT_DIAGNOSIS = [
    usual(name, "baseline SRE and lesions", value, "treated", read)
    for name, value, read in (
        ("clinical SRE at diagnosis", 0.247, of_events.at_diagnosis("FX", "SCC", "HCM")),
        ("therapeutic SRE at diagnosis", 0.267, of_events.at_diagnosis("RT", "SX")),
        ("solitary lesion", 0.20, of_bone.lesion_count(1, 1)),
        ("more than five lesions", 0.56, of_bone.lesion_count(6)),
        ("lesion of femur or tibia", 0.41, of_bone.patients_with_lesion("femur|tibia")),
        ("lesions in spine", 0.40, of_bone.lesions_in("spine")),
        ("lesions in long bones", 0.32, of_bone.lesions_in("long_bone")),
        ("lesions in ribs", 0.18, of_bone.lesions_in("rib")),
        ("lesions in pelvis", 0.10, of_bone.lesions_in("pelvis")),
    )
]
_LABS = [
    usual(name, "labs", value, "demo", read)
    for name, value, read in (
        ("mean calcium", 2.35, of_bone.mean_of("true")),
        (
            "deviation of calcium",
            0.09,
            of_bone.deviation_of("true", noise=CALIBRATION.calcium_noise),
        ),
        ("mean albumin", 36.0, of_bone.mean_of("albumin_g_l")),
        ("deviation of albumin", 5.0, of_bone.deviation_of("albumin_g_l")),
        ("calcium a gram of albumin", 0.018, of_bone.calcium_a_gram_of_albumin),
        # drawn from 3.0 to 4.2
        ("calcium of hypercalcaemia", 3.6, of_bone.calcium_of_hypercalcaemia),
    )
]
TARGETS_OF_BONE = (
    *_AT_DIAGNOSIS,
    *_LABS,
)
