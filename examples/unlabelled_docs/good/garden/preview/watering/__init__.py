"""Waters each bed when its soil is dry."""
