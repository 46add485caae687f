"""A small garden."""
