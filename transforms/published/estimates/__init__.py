"""Estimates that several published tables make the same way."""
