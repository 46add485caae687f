def test_pricing(client, monkeypatch):
    monkeypatch.setattr("pricing.settings.settings.title", "x")
    assert client.get("/pricing/").json() == {"pricing": "rain", "title": "x"}
