def list_rules():
    return []
