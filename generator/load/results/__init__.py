"""The log of states and the announcements."""
