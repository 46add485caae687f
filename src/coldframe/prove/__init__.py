"""Is it ready: proof by doing, on what a deployment would have."""
