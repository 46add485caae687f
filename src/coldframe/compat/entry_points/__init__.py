"""Entry points: what other distributions and installed scripts load by name."""
