project = "Shop"
exclude_patterns = ["gold/drafts"]
