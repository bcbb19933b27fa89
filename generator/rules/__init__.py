"""The checker: one file a rule, and the counting that the rules speak of."""
