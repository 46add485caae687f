"""The configuration files of a site, one file per form; nothing of them is executed."""
