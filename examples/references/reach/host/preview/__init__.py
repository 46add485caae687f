# The preview tree.
