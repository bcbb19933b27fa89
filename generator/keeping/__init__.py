"""What one run has found out, kept for the next: as long as nothing that it rests on differs."""
