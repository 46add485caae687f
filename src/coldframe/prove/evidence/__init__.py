"""Stored, dated facts about features, each bound to the code it vouches for."""
