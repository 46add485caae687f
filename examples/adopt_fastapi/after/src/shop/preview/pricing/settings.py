class Settings:
    title = "pricing"
    env_prefix = "PRICING_"


settings = Settings()
