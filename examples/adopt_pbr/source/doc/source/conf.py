project = 'net-fw'
