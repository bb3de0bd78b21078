"""The simulated hospital: its people, what it records, how it delivers, what it gets wrong."""
