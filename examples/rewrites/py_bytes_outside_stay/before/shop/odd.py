# coding: gbk
X = "啊"; import shop.preview.loyalty
