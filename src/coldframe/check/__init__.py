"""Is it kept apart? The prepared picture of a host, the rules that read it, and the run."""
