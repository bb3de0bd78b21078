"""The sheet of one patient: one A4 page to print, in French or English, made by Typst."""
