"""REST surfaces: OpenAPI documents, read, brought into one form, and compared."""
