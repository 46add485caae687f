"""Takes the label of a preview away from texts, one kind of text per file."""
