"""Every record says which feature it comes from, in any format, and none can say otherwise."""

from __future__ import annotations

import io
import logging
import logging.config
import logging.handlers
import pickle
import queue
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coldframe.runtime.logs import (
    FeatureFilter,
    FeatureFormatter,
    label_records,
    unlabel_records,
)


@pytest.fixture
def labelled() -> Iterator[None]:
    label_records()
    label_records()  # changes nothing
    yield
    unlabel_records()


@pytest.fixture
def log(host) -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger that has nothing to do with the features, and what it has written."""
    logger = logging.getLogger(f"{host.package}.log")
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logging.Formatter("%(levelname)s [%(feature)s] %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield logger, text
    logger.removeHandler(handler)


def test_any_format_may_say_it(host, labelled, log) -> None:
    logger, text = log
    with host.previews().attributed("loyalty"):
        logger.info("in")
    logger.info("out")
    assert text.getvalue() == "INFO [loyalty] in\nINFO [] out\n"


def test_the_name_of_the_logger_says_it_where_nobody_is_in_charge(host, labelled, caplog) -> None:
    previews = host.previews()
    for name in ("loyalty.points", "drones", "loyal", "nobody"):
        logging.getLogger(f"{host.tree}.{name}").error(name)
    with previews.attributed("drones"):
        logging.getLogger(f"{host.tree}.loyalty").error("on behalf of drones")
    assert [record.feature for record in caplog.records] == ["loyalty", "drones", "", "", "drones"]
    assert {record.feature_tree for record in caplog.records} == {host.tree, ""}


def test_the_file_that_logs_says_it_if_the_logger_does_not(host, labelled, caplog) -> None:
    code = "import logging\ndef work():\n    logging.getLogger('all').error('x')\n"
    host.write("preview/loyalty/points.py", code)
    host.write("preview/drones.py", code)
    host.write("stable.py", code)
    host.previews()
    for module in ("preview.loyalty.points", "preview.drones", "stable"):
        __import__(f"{host.package}.{module}", fromlist=["work"]).work()
    assert [record.feature for record in caplog.records] == ["loyalty", "drones", ""]


def test_stable_code_that_logs_the_error_of_a_feature_names_it(host, labelled, log) -> None:
    host.write("preview/loyalty/points.py", "def count():\n    return [][1]\n")
    host.previews()
    logger, text = log
    points = __import__(f"{host.tree}.loyalty.points", fromlist=["count"])
    for work in (points.count, lambda: [][1]):
        try:
            work()
        except IndexError:
            logger.exception("failed")
    said = [line for line in text.getvalue().splitlines() if line.startswith("ERROR")]
    assert said == ["ERROR [loyalty] failed", "ERROR [] failed"]


def test_a_host_in_a_zip_file_without_assertions(host, tmp_path) -> None:
    host.write(
        "preview/loyalty/points.py",
        "import logging\ndef work():\n    logging.error('x')\n    1 / 0\n",
    )
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", host.root, host.package)
    code = f"""
import sys
sys.path.insert(0, {packed!r})
import logging
from coldframe.runtime import Previews
from coldframe.runtime.logs import label_records
previews = Previews({host.tree!r})
previews.switch_on("loyalty")
label_records()
logging.basicConfig(format="[%(feature)s] %(message).70s", stream=sys.stdout)
from {host.tree}.loyalty import points
with previews.contained("loyalty"):
    points.work()
try:
    points.work()
except ZeroDivisionError:
    print("not contained")
"""
    done = subprocess.run(
        [sys.executable, "-O", "-c", code], capture_output=True, text=True, check=False
    )
    begun = [line for line in done.stdout.splitlines() if not line.startswith("    ")]
    assert begun == [
        "[loyalty] x",
        "[loyalty] the preview feature 'loyalty' failed (1 of 5 failures in 60 s): ZeroDi",
        "[loyalty] x",
        "not contained",
    ], done.stderr


def test_declarations_that_are_read_because_somebody_logs(host, labelled, caplog) -> None:
    """Reading them logs, too."""
    host.write("preview/drones.preview.toml", "title = [\n")
    host.previews()
    logging.getLogger(f"{host.tree}.loyalty").error("x")
    assert [record.feature for record in caplog.records] == ["", "loyalty"]


def test_a_tree_that_comes_later_is_known(host, labelled, caplog) -> None:
    logger = logging.getLogger(f"{host.tree}.loyalty")
    logger.error("nobody knows the tree")
    host.previews()
    logger.error("now")
    assert [record.feature for record in caplog.records] == ["", "loyalty"]


def test_who_wrapped_the_factory_before_and_after_stays() -> None:
    first = logging.getLogRecordFactory()
    label_records()
    ours = logging.getLogRecordFactory()

    def theirs(*args, **kwargs):
        return ours(*args, **kwargs)

    logging.setLogRecordFactory(theirs)
    unlabel_records()
    assert logging.getLogRecordFactory() is theirs
    logging.setLogRecordFactory(ours)
    unlabel_records()
    assert logging.getLogRecordFactory() is first
    unlabel_records()
    assert logging.getLogRecordFactory() is first


def test_a_filter_does_it_for_one_handler(host) -> None:
    """Without the factory, and with an ``extra`` of the host's own."""
    logger = logging.getLogger(f"{host.package}.filtered")
    kept: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    handler = logging.handlers.QueueHandler(kept)
    handler.addFilter(FeatureFilter())
    logger.addHandler(handler)
    with host.previews().attributed("loyalty"):
        logger.error("x")
        logger.error("x", extra={"feature": "mine"})
    logger.error("x")
    assert [kept.get_nowait().feature for _ in range(3)] == ["loyalty", "mine", ""]


def test_records_of_another_process_keep_what_they_say(host, labelled) -> None:
    """As `logging.handlers.SocketHandler` sends them."""
    with host.previews().attributed("loyalty"):
        record = logging.getLogger("a").makeRecord("a", 20, "f", 1, "x", (), None)
        received = logging.makeLogRecord(pickle.loads(pickle.dumps(record.__dict__)))
        assert received.feature == "loyalty"
        assert logging.makeLogRecord({"name": "b", "msg": "y"}).feature == ""
    assert pickle.loads(pickle.dumps(record)).feature == "loyalty"
    assert logging.makeLogRecord(record.__dict__).feature == "loyalty"


def test_the_formatter_needs_nothing_else() -> None:
    record = logging.makeLogRecord({"name": "a", "msg": "x", "levelname": "INFO"})
    assert "feature" not in record.__dict__
    assert FeatureFormatter("[%(feature)s] %(message)s").format(record) == "[] x"
    assert FeatureFormatter().format(record).endswith(" INFO [] a: x")
    assert FeatureFormatter("{feature}|{message}", style="{").format(record) == "|x"


def test_a_configuration_in_a_dictionary(host, tmp_path) -> None:
    """As Django and most services write it; nothing else is called."""
    name, path = f"{host.package}.configured", tmp_path / "log"
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"feature": {"()": "coldframe.runtime.logs.FeatureFilter"}},
            "formatters": {
                "ours": {"class": "coldframe.runtime.logs.FeatureFormatter"},
                "plain": {"format": "[%(feature)s] %(message)s"},
            },
            "handlers": {
                "ours": {
                    "class": "logging.FileHandler",
                    "filename": f"{path}.1",
                    "formatter": "ours",
                    "filters": ["feature"],
                },
                "plain": {
                    "class": "logging.FileHandler",
                    "filename": f"{path}.2",
                    "formatter": "plain",
                    "filters": ["feature"],
                },
            },
            "loggers": {name: {"handlers": ["ours", "plain"]}},
        }
    )
    logger = logging.getLogger(name)
    with host.previews().attributed("loyalty"):
        logger.error("x")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    assert (tmp_path / "log.1").read_text().endswith(f" ERROR [loyalty] {name}: x\n")
    assert (tmp_path / "log.2").read_text() == "[loyalty] x\n"


# What splits a text into lines, somewhere: `str.splitlines` knows them all.
ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
nasty = st.text(st.sampled_from("aI [" + ENDS) | st.characters(codec="utf-8"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=nasty)
def test_no_text_looks_like_a_line_of_the_log(text: str) -> None:
    record = logging.makeLogRecord(
        {"name": "a", "msg": "%s", "args": (text,), "feature": "loyalty"}
    )
    first, *more = FeatureFormatter("ERROR [%(feature)s] %(message)s").format(record).splitlines()
    assert first.startswith("ERROR [loyalty] ")
    assert all(line.startswith("    ") for line in more)


def test_no_name_ends_a_line(bare, labelled, caplog) -> None:
    forged = "x\nERROR [loyalty] forged"
    bare.feature(forged, 'title = "Forged"\n')
    previews = bare.previews()
    with previews.attributed(forged):
        logging.getLogger("other").error("in")
    logging.getLogger(f"{bare.tree}.{forged}.points").error("by name")
    assert [record.feature for record in caplog.records] == ["x ERROR [loyalty] forged"] * 2


def test_a_file_of_its_own(host, tmp_path) -> None:
    previews = host.previews()
    path = tmp_path / "loyalty.log"
    handler = previews.log_file("loyalty", str(path), level=logging.WARNING)
    try:
        assert not path.exists()
        with previews.attributed("loyalty"):
            logging.getLogger("other").error("mine\nand this")
            logging.getLogger("other").info("not worth it")
        with previews.attributed("drones"):
            logging.getLogger("other").error("not mine")
        logging.getLogger(f"{host.tree}.loyalty").error("mine by name")
        path.rename(tmp_path / "loyalty.log.1")  # as logrotate does
        logging.getLogger(f"{host.tree}.loyalty").error("afterwards")
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    first, second, third = (tmp_path / "loyalty.log.1").read_text().splitlines()
    assert first.endswith(" ERROR [loyalty] other: mine")
    assert second == "    and this"
    assert third.endswith(f" ERROR [loyalty] {host.tree}.loyalty: mine by name")
    assert path.read_text().endswith("afterwards\n")


def test_a_file_that_is_rotated(host, tmp_path) -> None:
    handler = host.previews().log_file("loyalty", str(tmp_path / "l.log"), max_bytes=200, backups=2)
    try:
        for number in range(9):
            logging.getLogger(f"{host.tree}.loyalty").error("%s %s", number, "x" * 80)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    assert sorted(path.name for path in tmp_path.glob("l.log*")) == ["l.log", "l.log.1", "l.log.2"]


def test_the_formats_of_oslo_log(host) -> None:
    """In a process of its own: oslo.log sets up all loggers there are."""
    code = f"""
import sys
sys.path.insert(0, {str(host.root)!r})
from oslo_config import cfg
from oslo_context import context
from oslo_log import log
from coldframe.runtime import Previews
from coldframe.runtime.logs import label_records
previews = Previews({host.tree!r})
conf = cfg.ConfigOpts()
log.register_options(conf)
conf([], default_config_files=[], project="shop")
conf.set_override("logging_context_format_string", "%(levelname)s %(request_id)s [%(feature)s] %(message)s")
conf.set_override("logging_default_format_string", "%(levelname)s - [%(feature)s] %(message)s")
conf.set_override("use_stderr", True)
label_records()
log.setup(conf, "shop")
LOG = log.getLogger("shop.somewhere")
LOG.warning("outside")
with previews.attributed("loyalty"):
    LOG.warning("without a request")
    context.RequestContext(request_id="req-1")
    LOG.warning("within a request", resource={{"type": "point", "id": "7"}})
log.getLogger({host.tree!r} + ".drones").warning("by name")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines() == [
        "WARNING - [] outside",
        "WARNING - [loyalty] without a request",
        "WARNING req-1 [loyalty] within a request",
        "WARNING req-1 [drones] by name",
    ]
