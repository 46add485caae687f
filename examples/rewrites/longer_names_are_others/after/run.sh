python -m shop.preview.gifts_tools
python -m shop.preview.gifts-tools
