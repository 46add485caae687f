# Form: compile of a constant
code = compile("import host.preview.vpn", "<code>", "exec")
