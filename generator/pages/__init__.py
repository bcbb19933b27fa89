"""Model to views to HTML: one file a page kind."""
