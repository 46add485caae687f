"""What is on and what has failed, as the real libraries give it to who collects it."""

from __future__ import annotations

import subprocess
import sys

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from coldframe.runtime.labels.metrics import export_to_opentelemetry, export_to_prometheus

Values = dict[tuple[str, str], float]


def scraped(registry: CollectorRegistry, tree: str) -> Values:
    text = generate_latest(registry).decode()
    return {
        (family.name.removeprefix("coldframe_preview_"), sample.labels["feature"]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.labels["tree"] == tree
    }


def observed(reader: InMemoryMetricReader, tree: str) -> Values:
    data = reader.get_metrics_data()
    return {
        (metric.name.removeprefix("coldframe_preview_"), point.attributes["feature"]): point.value
        for resource in data.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
        for point in metric.data.data_points
        if point.attributes["tree"] == tree
    }


def values(**of: tuple[int, int]) -> Values:
    return {
        (metric, feature): value
        for feature, pair in of.items()
        for metric, value in zip(("enabled", "failed"), pair, strict=True)
    }


def test_prometheus(host) -> None:
    registry = CollectorRegistry()
    export_to_prometheus(registry)
    export_to_prometheus(registry)  # changes nothing
    previews = host.previews()  # after it was exported
    assert scraped(registry, host.tree) == values(loyalty=(0, 0), drones=(0, 0))
    previews.switch_on("loyalty")
    assert scraped(registry, host.tree) == values(loyalty=(1, 0), drones=(0, 0))
    previews.fail("loyalty", "it broke")
    assert scraped(registry, host.tree) == values(loyalty=(0, 1), drones=(0, 0))


def test_opentelemetry(host, caplog) -> None:
    reader = InMemoryMetricReader()
    provider = MeterProvider(metric_readers=[reader])
    export_to_opentelemetry(provider)
    export_to_opentelemetry(provider)
    previews = host.previews()
    previews.switch_on("loyalty, drones")
    previews.fail("drones", "it broke")
    assert observed(reader, host.tree) == values(loyalty=(1, 0), drones=(0, 1))
    assert caplog.records == []  # OpenTelemetry warns of instruments that are made twice
    provider.shutdown()


def test_a_wrong_deployment_leaves_other_metrics_readable(host, monkeypatch) -> None:
    registry = CollectorRegistry()
    export_to_prometheus(registry)
    monkeypatch.setenv(host.previews().variable, "loyalti")
    assert scraped(registry, host.tree) == {}
    assert b"# TYPE coldframe_preview_enabled gauge" in generate_latest(registry)


def test_only_what_is_installed() -> None:
    code = """
import sys
hidden = sys.argv[1:]
sys.modules.update(dict.fromkeys(hidden))
from coldframe.runtime.labels.metrics import export_metrics
print(*export_metrics())
print(*export_metrics())
"""
    for hidden, left in (
        ([], "prometheus_client opentelemetry"),
        (["prometheus_client"], "opentelemetry"),
        (["prometheus_client", "opentelemetry"], ""),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *hidden], capture_output=True, text=True, check=False
        )
        assert (done.stdout, done.stderr) == (f"{left}\n" * 2, "")
