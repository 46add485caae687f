"""The parts of a promotion: what moves where, whether it may, labels that go, names that stay."""
