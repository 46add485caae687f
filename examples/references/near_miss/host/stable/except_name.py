# Near miss: the name of an exception
def run():
    try:
        pass
    except OSError as host:
        print(host.preview.vpn)
