"""Revisions that a change of a feature's life needs: its tables come, go, or move away."""
