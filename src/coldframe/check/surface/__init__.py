"""What the code of a module shows to users and operators: options, commands, tables, routes."""
