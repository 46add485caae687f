"""The application."""

from fastapi import FastAPI

from coldframe.runtime import Previews
from coldframe.runtime.labels.asgi import PreviewHeader

previews = Previews("garden.preview")
app = FastAPI()
app.add_middleware(PreviewHeader, previews=previews)
