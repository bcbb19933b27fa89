"""What a person fills in, written ready to fill in."""
