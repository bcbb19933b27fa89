"""Taizhang: a yearly assessment kept as a git repository."""

__version__ = "0.1.0"
