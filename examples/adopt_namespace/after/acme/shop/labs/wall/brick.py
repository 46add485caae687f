from acme.shop import cli

MAIN = cli.main
