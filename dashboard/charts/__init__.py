"""Charts: frames in, an Altair chart out. Axis titles and units come from the schema."""
