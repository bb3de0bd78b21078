"""What is known of a patient from which day on: exposures that never count before they begin."""
