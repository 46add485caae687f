from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SERVICE_", env_file=".env")

    database_url: str = "sqlite://"
    routers: list[str] = []
    labs_search_limit: int = 10
    colour: str = "green"
