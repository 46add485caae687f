"""Preview features of the shop."""
