"""What a release makes of one setting: a file for each kind of name that a setting may hold."""
