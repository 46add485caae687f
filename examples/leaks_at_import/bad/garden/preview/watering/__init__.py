"""Waters each bed when its soil is dry."""

import logging
import warnings

from garden.preview.watering import plants

LOG = logging.getLogger(__name__)
LOG.setLevel(logging.DEBUG)  # its own logger: no leak
logging.getLogger("garden").setLevel(logging.DEBUG)
warnings.filterwarnings("ignore", category=UserWarning)
