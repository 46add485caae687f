# The host's own package.
