"""Whether an upgrade keeps stable data: walked with rows in every table, on real databases."""
