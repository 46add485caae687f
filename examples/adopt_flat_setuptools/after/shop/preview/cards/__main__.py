import logging

from shop.preview.cards import api

LOG = logging.getLogger(__name__)


def main():
    LOG.info("%s", api.Card())
