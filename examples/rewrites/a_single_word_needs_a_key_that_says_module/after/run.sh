NAME=shop_gifts
python -m shop.preview.gifts
pytest --cov=shop.preview.gifts
