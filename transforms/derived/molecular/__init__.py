"""Parts of the molecular group: how laboratories write an alteration, and what a gene showed."""
