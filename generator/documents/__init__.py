"""What leaves the system on paper."""
