"""How the simulated laboratory reports each analyte: local code, unit, limits, decimals, method."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Assay:
    """One local test. `per_canonical` turns a canonical value into the unit it is sent in;
    `detects_from`, canonical, is the value under which the laboratory only says so."""

    code: str
    local: str
    label: str
    unit: str
    decimals: int
    low: float | None
    high: float | None
    method: str
    specimen: str = "sérum"
    per_canonical: float = 1.0
    detects_from: float = 0.0


ASSAYS = (
    Assay("CA_TOTAL", "CA", "Calcium total", "mmol/L", 2, 2.15, 2.60, "colorimétrie"),
    Assay("ALB", "ALB", "Albumine", "g/L", 1, 35.0, 50.0, "vert de bromocrésol"),
    Assay("CA_ION", "CAI", "Calcium ionisé", "mmol/L", 2, 1.15, 1.30, "électrode", "sang total"),
    Assay("CTX", "CTX", "Télopeptide C du collagène I", "ng/L", 0, 50.0, 670.0, "iSYS"),
    Assay(
        "NTX_CR",
        "NTX",
        "NTX urinaire / créatinine",
        "nmol BCE/mmol creat",
        1,
        12.0,
        60.0,
        "ELISA",
        "urine",
    ),
    Assay("BALP_ACT", "PAOS", "Phosphatase alcaline osseuse", "UI/L", 1, 15.0, 120.0, "activité"),
    Assay("P1NP", "P1NP", "Propeptide N du procollagène I", "µg/L", 1, 16.0, 96.0, "iSYS"),
    Assay("PTH", "PTH", "Parathormone intacte", "ng/L", 0, 15.0, 65.0, "2e génération"),
    Assay("VITD25", "VITD", "25-OH vitamine D", "nmol/L", 0, 50.0, 200.0, "immunodosage"),
    Assay("CREAT", "CREA", "Créatinine", "µmol/L", 0, 45.0, 104.0, "enzymatique"),
    Assay("LDH", "LDH", "Lactate déshydrogénase", "UI/L", 0, 120.0, 250.0, "L vers P"),
    Assay("HB", "HB", "Hémoglobine", "g/dL", 1, 12.0, 17.0, "photométrie", "sang total", 0.1),
    Assay("ALP", "PAL", "Phosphatases alcalines", "UI/L", 0, 30.0, 130.0, "activité"),
    Assay(
        "CRP", "CRP", "Protéine C réactive", "mg/L", 1, None, 5.0, "turbidimétrie", detects_from=1.0
    ),
)
# Potassium is sent too and followed by nobody here: the mapping says so.
UNTRACKED = Assay("K", "K", "Potassium", "mmol/L", 1, 3.5, 5.0, "électrode")
