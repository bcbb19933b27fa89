"""What stands in the tables of an office, understood as rows of a ledger."""
