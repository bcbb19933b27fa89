"""The private folder: the roster of judges, their ballots, the decision."""
