"""Waters what is dry."""

