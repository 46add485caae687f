"""Is the promise kept: what was released as stable stays compatible."""
