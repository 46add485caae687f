"""The steps of the store's schema, in order."""
