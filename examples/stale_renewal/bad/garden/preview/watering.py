"""Waters what is dry."""
