"""Known bugs: queries that say which records are theirs."""
