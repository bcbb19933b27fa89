"""The pages that an office writes for its site, read for what is wrong with them."""
