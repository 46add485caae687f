"""Each says of one side of a feature whether it is ready to be stable."""
