"""Parts of the findings: laboratory rules, rules across tables, clinicians' verdicts."""
