"""Configuration options: what operators write into files and environments."""
