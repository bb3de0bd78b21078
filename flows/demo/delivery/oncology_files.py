"""Oncology files about the disease: their names, kinds, French columns and words."""

from dataclasses import dataclass, field
from typing import Literal

OUI_NON = {"true": "O", "false": "N"}


@dataclass(frozen=True)
class OncologyFile:
    """A file a night of one canonical table. `columns` is canonical name to local name, in the
    order of the file; `words` the local word of each canonical one."""

    feed: str
    table: str
    prefix: str
    kind: Literal["csv", "parquet"]
    columns: dict[str, str]
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        return f".{self.kind}"


PATIENTS = OncologyFile(
    "patient",
    "patient",
    "PATIENTS_",
    "csv",
    {
        "patient_id": "IPP",
        "sex": "SEXE",
        "birth_on": "NAISSANCE",
        "death_on": "DECES",
        "vital_status": "STATUT_VITAL",
        "first_contact_on": "PREMIER_CONTACT",
        "last_contact_on": "DERNIER_CONTACT",
        "height_cm": "TAILLE_CM",
        "weight_kg": "POIDS_KG",
        "smoking": "TABAC",
        "is_opposed": "OPPOSITION",
    },
    {
        "sex": {"M": "H", "F": "F"},
        "vital_status": {"alive": "vivant", "dead": "décédé"},
        "smoking": {"never": "jamais", "former": "sevré", "current": "actif", "unknown": "inconnu"},
        "is_opposed": OUI_NON,
    },
)
DISEASE = (
    OncologyFile(
        "diagnosis",
        "diagnosis",
        "DIAGNOSTICS_",
        "csv",
        {
            "source_row_id": "NUM_DIAG",
            "patient_id": "IPP",
            "diagnosis_kind": "NATURE",
            "icd10_code": "CIM10",
            "icdo_topography_code": "TOPO",
            "icdo_morphology_code": "MORPHO",
            "diagnosed_on": "DATE_DIAG",
            "diagnosis_basis": "BASE",
            "tumour_class": "T",
            "node_class": "N",
            "metastasis_class": "M",
            "stage": "STADE",
            "tumour_size_mm": "TAILLE_MM",
            "has_liver_metastasis": "META_FOIE",
            "has_lung_metastasis": "META_POUMON",
            "has_brain_metastasis": "META_CERVEAU",
            "has_adrenal_metastasis": "META_SURRENALE",
            "has_pleura_metastasis": "META_PLEVRE",
            "has_node_metastasis": "META_GANGLION",
        },
        {
            "diagnosis_kind": {
                "primary": "primitif",
                "bone_metastasis": "méta osseuse",
                "other_metastasis": "autre méta",
            },
            "diagnosis_basis": {
                "histology": "histologie",
                "cytology": "cytologie",
                "imaging": "imagerie",
                "clinical": "clinique",
                "coded": "PMSI",
            },
            **{
                f"has_{site}_metastasis": OUI_NON
                for site in ("liver", "lung", "brain", "adrenal", "pleura", "node")
            },
        },
    ),
    OncologyFile(
        "molecular",
        "molecular_test",
        "MOLECULAIRE_",
        "csv",
        {
            "source_row_id": "NUM_TEST",
            "patient_id": "IPP",
            "gene": "GENE",
            "test_result": "RESULTAT",
            "variant_hgvs": "VARIANT",
            "variant_class": "CLASSE",
            "test_method": "TECHNIQUE",
            "specimen_site": "SITE_PRELEVEMENT",
            "sampled_on": "PRELEVE_LE",
            "reported_on": "RENDU_LE",
        },
        {
            "test_result": {"positive": "muté", "negative": "non muté", "failed": "échec"},
            "specimen_site": {
                "lung": "poumon",
                "lymph node": "ganglion",
                "pleura": "plèvre",
                "bone": "os",
                "plasma": "plasma",
            },
        },
    ),
    OncologyFile(
        "fracture",
        "fracture",
        "FRACTURES_",
        "csv",
        {
            "source_row_id": "NUM_FRACTURE",
            "patient_id": "IPP",
            "occurred_on": "SURVENUE_LE",
            "bone_site": "OS",
            "laterality": "COTE",
            "fracture_mechanism": "MECANISME",
            "is_symptomatic": "SYMPTOMATIQUE",
            "confirmed_by": "CONFIRME_PAR",
            "icd10_code": "CIM10",
        },
        {
            "fracture_mechanism": {
                "pathological": "pathologique",
                "traumatic": "traumatique",
                "osteoporotic": "ostéoporotique",
                "unknown": "inconnu",
            },
            "is_symptomatic": OUI_NON,
        },
    ),
    OncologyFile(
        "cord_compression",
        "cord_compression",
        "COMPRESSIONS_",
        "csv",
        {
            "source_row_id": "NUM_COMPRESSION",
            "patient_id": "IPP",
            "occurred_on": "SURVENUE_LE",
            "bone_site": "NIVEAU",
            "is_symptomatic": "SYMPTOMATIQUE",
            "confirmed_by": "CONFIRME_PAR",
            "is_cauda_equina": "QUEUE_DE_CHEVAL",
            "has_neurological_signs": "SIGNES_NEURO",
            "frankel_initial": "FRANKEL_J0",
            "frankel_day_30": "FRANKEL_J30",
            "icd10_code": "CIM10",
        },
        {"is_symptomatic": OUI_NON, "is_cauda_equina": OUI_NON, "has_neurological_signs": OUI_NON},
    ),
    OncologyFile(
        "body_composition",
        "body_composition",
        "COMPOSITION_",
        "csv",
        {
            "source_row_id": "NUM_MESURE",
            "patient_id": "IPP",
            "measured_on": "MESURE_LE",
            "body_composition_method": "METHODE",
            "skeletal_muscle_area_cm2": "SURFACE_L3_CM2",
            "appendicular_lean_mass_kg": "MASSE_MAIGRE_MEMBRES_KG",
            "height_cm": "TAILLE_CM",
        },
        {"body_composition_method": {"L3_CT": "TDM L3", "DXA": "DXA"}},
    ),
)
