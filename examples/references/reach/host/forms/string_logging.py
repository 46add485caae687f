# Form: a logging configuration
LOGGING = {"version": 1, "loggers": {"host.preview.vpn": {"level": "DEBUG"}}}
