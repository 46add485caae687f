# Near miss: division and other operators
def ratio(host, preview):
    return host / preview * 2 - host.preview
