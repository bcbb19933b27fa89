"""Pages to a published folder: shells, stamping, publishing."""
