"""Points for every purchase."""
