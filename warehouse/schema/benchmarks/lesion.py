"""How many bone lesions, and where."""

from warehouse.schema.benchmarks.forms import CHAMBARD, ONCOLOR, SYNCHRONOUS
from warehouse.schema.declare import Benchmark


def _lesions(name: str, statement: str, measure: str, value: float) -> Benchmark:
    return Benchmark(
        name,
        statement,
        measure,
        "bone metastases of lung cancer",
        value,
        "bone metastases, or patients with them, as the guideline reports",
        ONCOLOR,
        "verified",
        caveat="A guideline's round figures, without numbers of patients.",
    )


LESION_BENCHMARKS = [
    Benchmark(
        "more_than_five_lesions",
        "1.15",
        "more than five bone lesions",
        "synchronous bone metastasis",
        0.56,
        SYNCHRONOUS,
        CHAMBARD,
        "verified",
        denominator=64,
    ),
    Benchmark(
        "femur_or_tibia_lesion",
        "1.15",
        "a lesion of femur or tibia",
        "synchronous bone metastasis",
        0.41,
        SYNCHRONOUS,
        CHAMBARD,
        "verified",
        denominator=64,
    ),
    # French guideline: where the metastases are.
    _lesions("multiple_lesions", "1.22", "multiple bone metastases", 0.80),
    _lesions("solitary_lesion", "1.22", "a solitary bone metastasis", 0.20),
    _lesions("site_spine", "1.22", "in the spine", 0.40),
    _lesions("site_thoracic_spine", "1.22", "in the thoracic spine", 0.20),
    _lesions("site_lumbar_spine", "1.22", "in the lumbar spine", 0.15),
    _lesions("site_cervical_spine", "1.22", "in the cervical spine", 0.05),
    _lesions("site_long_bones", "1.22", "in long bones", 0.32),
    _lesions("site_ribs", "1.22", "in ribs", 0.18),
    _lesions("site_pelvis", "1.22", "in the pelvis", 0.10),
]
