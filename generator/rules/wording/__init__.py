"""What is said of faults that loading, scoring and the check of a change raise, by subject."""
