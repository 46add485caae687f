"""Takes what names an ended feature out of files that stay: certain, or left to a person."""
