"""The label of a preview feature, one file per surface on which people meet the feature."""
