from fastapi import FastAPI

from . import routes
from .settings import settings

app = FastAPI(title=settings.title)
app.include_router(routes.router)
