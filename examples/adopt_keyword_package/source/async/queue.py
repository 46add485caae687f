import importlib


class Queue:
    def jobs(self):
        return importlib.import_module("async.jobs")
