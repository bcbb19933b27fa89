"""rubric.yaml."""
