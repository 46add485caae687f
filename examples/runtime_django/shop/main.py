"""The service: waitress-serve shop.main:app"""

import os

from coldframe.runtime.labels.page import page_wsgi
from coldframe.runtime.labels.wsgi import label_wsgi
from django.core.wsgi import get_wsgi_application

from shop.previews import previews

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
app = page_wsgi(label_wsgi(get_wsgi_application(), previews), previews)
