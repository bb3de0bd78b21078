"""Scores of bone lesions and of the spine, each from its parts."""
