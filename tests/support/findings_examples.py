"""For each data-quality rule, a history that breaks it and one that barely does not."""

from tests.support.findings_of_disease import DISEASE_EXAMPLES
from tests.support.findings_of_treatment import TREATMENT_EXAMPLES
from tests.support.rule_example import Example

# rules of the laboratory and across tables, told one by one in test_finding
TOLD_HERE = {
    *("L03", "L05", "L06", "L08", "L09", "L09W", "L10", "L14"),
    *("CA_ALONE", "L15", "L15F", "LATE", "X01", "X02", "X06"),
    *("REVIEW_LOST", "REVIEW_MERGE", "REVIEW_ACCEPT"),
}
EXAMPLES: tuple[Example, ...] = (*DISEASE_EXAMPLES, *TREATMENT_EXAMPLES)

__all__ = ["EXAMPLES", "TOLD_HERE", "Example"]
