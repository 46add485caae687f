import uvicorn

if __name__ == "__main__":
    uvicorn.run("shop.preview.pricing.main:app", reload=True)
