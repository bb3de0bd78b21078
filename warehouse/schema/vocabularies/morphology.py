"""The histology that a morphology code stands for."""

# ICD-O-3 morphology to the five histologies of the published series (domain.md §7.2, §9).
HISTOLOGY_OF_MORPHOLOGY: dict[str, str] = {
    "8140/3": "adenocarcinoma",
    "8070/3": "squamous",
    "8041/3": "small_cell",
    "8012/3": "large_cell",
    "8013/3": "large_cell",
    "8046/3": "not_specified",
    "8010/3": "not_specified",
    "8560/3": "not_specified",
}
