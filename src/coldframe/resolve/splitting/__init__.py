"""One tree, several wheels: who gets what, the building, and the proof that nothing is amiss."""
