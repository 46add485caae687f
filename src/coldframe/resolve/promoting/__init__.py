"""The parts of a promotion: what moves where, whether it may, and what is left behind."""
