"""One file each: the only place that joins stages."""
