"""Derived tables: clinical variables computed from the canonical ones, one file a table."""
