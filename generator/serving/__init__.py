"""Built pages over HTTP: a county's while it writes, the reviewers' on the day of scoring."""
