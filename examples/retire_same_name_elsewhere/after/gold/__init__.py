"""Another package that is called gold."""

RATE = 2
