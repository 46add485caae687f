import importlib


def test_later():
    jobs = importlib.import_module("shop.preview.later.jobs")
    assert jobs.Later().queue.jobs() is jobs
