"""What happens to people: illness, death, skeletal events, lesions; nobody has recorded it yet."""
