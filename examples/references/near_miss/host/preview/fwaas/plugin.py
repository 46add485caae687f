# The feature itself; its logger has its own name.
import logging

logger = logging.getLogger(__name__)


class Plugin:
    pass
