"""What ``extract`` is made of: a feature becomes a repository of its own, and can come back."""
