import importlib


def test_later():
    jobs = importlib.import_module("async.jobs")
    assert jobs.Later().queue.jobs() is jobs
