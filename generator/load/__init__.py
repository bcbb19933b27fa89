"""Files to model, every value with its place; evidence text to clean HTML."""
