# Form: Django, Werkzeug, pydantic
from django.utils.module_loading import import_string

Driver = import_string("host.preview.vpn.Driver")
