"""Shows a preview image of the card.

A preview of the card is printed before it is sent, as in print preview.
"""

import argparse

URL = "https://shop.example/preview/cards?mode=experimental"
PREVIEW = "preview"


def parser() -> argparse.ArgumentParser:
    """Preview the card."""
    made = argparse.ArgumentParser("cards", description="Preview cards before they are sent.")
    made.add_argument("--preview", help="Show a preview instead of sending the card.")
    made.add_argument("--preview-size", dest="preview", help="Size of the preview image")
    made.add_argument("--fast", help="Skip the print preview.")
    made.add_argument("--where", help="See https://shop.example/(preview)/cards")
    made.add_argument("--link", help="[preview](https://shop.example/preview) of the card")
    made.add_argument("--old", help="Not experimental any more")
    made.add_argument("--mid", help="The thumbnail (preview) is drawn first")
    return made
