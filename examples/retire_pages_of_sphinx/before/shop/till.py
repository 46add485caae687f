"""Till. Pays in :class:`~shop.preview.gold.Gold`."""
