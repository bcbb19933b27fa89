"""What comes in: mends that are written into evidence files."""
