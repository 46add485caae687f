"""The parts of a rehearsal: what leads nowhere after a plan, and where that stands today."""
