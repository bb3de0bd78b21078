"""Parts of the cohort: the patient, the primary, what documents bone metastasis, the doses."""
