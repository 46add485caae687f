"""The examples on a feature's pages, run."""
