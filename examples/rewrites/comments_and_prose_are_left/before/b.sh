# python -m shop.preview.gifts
echo "now using shop.preview.gifts"
