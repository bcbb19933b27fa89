"""Use cases, one file each: the only package that joins stages."""
