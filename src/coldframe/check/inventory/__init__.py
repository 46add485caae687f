"""What there is to know of every feature of a host, put into records."""
