"""Whether the host does without a feature: tried on a copy of its tree."""
