"""The rules: a file for each that looks for a problem, tables of words for the other faults."""
