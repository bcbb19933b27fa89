"""The terms of the assessment as frozen types; imports nothing of the other packages."""
