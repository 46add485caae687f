"""The command line: what people type, and what stands in their scripts and units."""
