"""What an office hands in, read: packages, tables of every kind, files to be cleaned."""
