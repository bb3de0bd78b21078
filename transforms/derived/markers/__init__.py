"""Parts of bone markers: age, upper limits, pre-analytical reasons, series, strata."""
