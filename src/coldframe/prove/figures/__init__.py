"""What numbers of evidence show, and how sure that is."""
