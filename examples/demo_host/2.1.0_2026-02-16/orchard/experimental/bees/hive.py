"""One hive."""

REACH_IN_METRES = 1500
