"""Roster and ballots: what makes them one contest, and how a rehearsal is made."""
