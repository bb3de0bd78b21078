"""Parts of the skeletal events: candidates of each kind, places, observation, links, counts."""
