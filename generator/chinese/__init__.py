"""Chinese text: widths, dates, quantities, numbers and prompts; no knowledge of files."""
