"""Each reads one kind of input, and gives the facts in it."""
