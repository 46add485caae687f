# See shop.preview.maps for more.
HISTORY = "Maps were called shop.preview.atlas."
