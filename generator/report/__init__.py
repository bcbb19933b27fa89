"""Findings and checklists for people and for programs."""
