# Near miss: a word for a logger
import logging
import host

logging.getLogger("preview").info("host.preview of %s", host)
