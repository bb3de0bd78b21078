"""Parts of the disease profile: organs with metastasis, the primary, observation from cancer."""
