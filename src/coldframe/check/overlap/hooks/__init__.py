"""What features do to the same place of their host: read from their code and its metadata."""
