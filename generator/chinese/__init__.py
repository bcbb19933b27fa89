"""Chinese text and numbers."""
