"""The application."""

from fastapi import FastAPI

from coldframe.runtime import Previews
from coldframe.runtime.labels.asgi import label_asgi

previews = Previews("garden.preview")
app = FastAPI()
served = label_asgi(app, previews)
