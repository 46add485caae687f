"""Host adapters: what a framework ties together without naming it, and no search finds."""
