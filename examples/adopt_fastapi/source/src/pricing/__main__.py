import uvicorn

if __name__ == "__main__":
    uvicorn.run("pricing.main:app", reload=True)
