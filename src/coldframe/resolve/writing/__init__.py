"""How a plan is carried out, committed, noted and taken back, for `apply`, `resume` and `undo`."""
