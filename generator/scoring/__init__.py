"""Ballots to tally, tally to decision, decision to announcement."""
