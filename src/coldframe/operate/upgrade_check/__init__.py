"""What the next release means for one site's configuration, before it is installed."""
