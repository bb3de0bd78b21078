"""Published tables: the population, ready for a page, one file a table."""
