NAME=shop_gifts
python -m shop_gifts
pytest --cov=shop_gifts
