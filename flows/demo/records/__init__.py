"""What the hospital records of it: one module a kind of record, in canonical content."""
