from pricing import settings
