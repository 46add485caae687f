def main() -> None: ...


SIZE = 3
