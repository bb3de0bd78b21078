"""Why the headline numbers changed between two published versions: causes that add up."""
