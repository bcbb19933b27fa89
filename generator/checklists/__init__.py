"""Evidence counted against what is asked, clause by clause."""
