"""The sections of the population page."""
