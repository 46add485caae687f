"""Waters the beds by the weather."""
