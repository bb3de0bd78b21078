"""Oncology files about care: treatments, operations, visits."""

from flows.demo.delivery.oncology_files import OncologyFile

CARE = (
    OncologyFile(
        "radiotherapy",
        "radiotherapy",
        "RADIOTHERAPIE_",
        "parquet",
        {
            "source_row_id": "seance",
            "patient_id": "ipp",
            "plan_id": "plan",
            "bone_site": "os",
            "laterality": "cote",
            "target_is_bone": "volume_osseux",
            "radiotherapy_intent": "intention",
            "technique": "technique",
            "decided_on": "decide_le",
            "started_on": "seance_le",
            "fractions_planned": "seances_prevues",
            "total_dose_gy": "dose_totale_gy",
            "dose_per_fraction_gy": "dose_seance_gy",
        },
        {
            "radiotherapy_intent": {
                "analgesic": "antalgique",
                "palliative": "palliative",
                "decompressive": "décompressive",
                "postoperative": "post-opératoire",
                "fracture_prevention": "préventive",
                "ablative": "stéréotaxique ablative",
                "curative": "curative",
                "prophylactic_cranial": "encéphalique prophylactique",
            }
        },
    ),
    OncologyFile(
        "surgery",
        "surgery",
        "CHIRURGIE_",
        "csv",
        {
            "source_row_id": "NUM_ACTE",
            "patient_id": "IPP",
            "ccam_code": "CCAM",
            "performed_on": "DATE_ACTE",
            "bone_site": "OS",
            "laterality": "COTE",
            "surgery_intent": "INTENTION",
            "anaesthesia": "ANESTHESIE",
        },
        {
            "surgery_intent": {
                "preventive": "préventive",
                "fracture": "fracture",
                "decompression": "décompression",
                "percutaneous": "percutanée",
                "biopsy": "biopsie",
            },
            "anaesthesia": {"general": "générale", "local": "locale"},
        },
    ),
    OncologyFile(
        "bone_agent",
        "bone_agent_administration",
        "TRAITEMENTS_OS_",
        "parquet",
        {
            "source_row_id": "administration",
            "patient_id": "ipp",
            "atc_code": "atc",
            "product": "produit",
            "dose_mg": "dose_mg",
            "route": "voie",
            "administered_on": "administre_le",
            "planned_interval_days": "intervalle_j",
            "held_reason": "motif_report",
            "dental_check_on": "bilan_dentaire_le",
            "calcium_before_mmol_l": "calcemie_corrigee",
            "creatinine_clearance_before_ml_min": "clairance",
        },
    ),
    OncologyFile(
        "systemic_line",
        "systemic_line",
        "LIGNES_",
        "csv",
        {
            "source_row_id": "NUM_LIGNE",
            "patient_id": "IPP",
            "line_number": "RANG",
            "regimen": "PROTOCOLE",
            "drug_codes": "ATC",
            "systemic_class": "CLASSE",
            "started_on": "DEBUT",
            "ended_on": "FIN",
            "stop_reason": "MOTIF_ARRET",
        },
        {
            "systemic_class": {
                "chemotherapy": "chimiothérapie",
                "egfr_tki": "ITK EGFR",
                "alk_tki": "ITK ALK",
                "kras_inhibitor": "inhibiteur KRAS",
                "immunotherapy": "immunothérapie",
                "chemo_immunotherapy": "chimio-immunothérapie",
            }
        },
    ),
    OncologyFile(
        "followup",
        "followup",
        "SUIVI_",
        "parquet",
        {
            "source_row_id": "contact",
            "patient_id": "ipp",
            "visited_on": "date_contact",
            "visit_kind": "nature",
            "ecog": "ecog",
            "karnofsky": "karnofsky",
            "pain_nrs": "douleur_en",
            "weight_kg": "poids_kg",
            "disease_status": "statut_maladie",
        },
        {
            "visit_kind": {
                "consultation": "consultation",
                "mdt_bone": "RCP os",
                "dental": "bilan dentaire",
                "phone": "téléphone",
            }
        },
    ),
)
