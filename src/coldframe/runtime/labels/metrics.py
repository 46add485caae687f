"""The label as metrics: ``coldframe_preview_enabled{tree=…, feature=…}``, and ``…_failed``.

They are read from the inventory of every preview tree when somebody collects them: 1 or 0 for
each declared feature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from coldframe.runtime.gate import hosts
from coldframe.runtime.inventory import inventory
from coldframe.runtime.refusal import Refusal

if TYPE_CHECKING:
    from coldframe.runtime.inventory import State

LABELS = ("tree", "feature")
METRICS: dict[str, tuple[str, Callable[[State], bool]]] = {
    "coldframe_preview_enabled": (
        "Whether a preview feature is on in this process.",
        lambda state: state.on,
    ),
    "coldframe_preview_failed": (
        "Whether a preview feature was taken out of service because it failed.",
        lambda state: bool(state.failed),
    ),
}

_exported: WeakSet[Any] = WeakSet()


def export_metrics() -> list[str]:
    """Export to the default registry of ``prometheus_client`` and to OpenTelemetry's provider.

    Says which of the two there are; without either it does nothing.
    """
    done = []
    for library, export in (
        ("prometheus_client", export_to_prometheus),
        ("opentelemetry", export_to_opentelemetry),
    ):
        try:
            export()
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != library:
                raise
        else:
            done.append(library)
    return done


def export_to_prometheus(registry: Any = None) -> None:
    """Add the metrics to a ``CollectorRegistry``, by default to the one of the process.

    Adding them again changes nothing.  Raises ModuleNotFoundError without ``prometheus_client``.
    """
    from prometheus_client import REGISTRY

    registry = REGISTRY if registry is None else registry
    if registry not in _exported:
        registry.register(_Collector())
        _exported.add(registry)


def export_to_opentelemetry(provider: Any = None) -> None:
    """Add the metrics as observable gauges to a ``MeterProvider``, by default to the global one.

    OpenTelemetry itself sees to it that adding them again changes nothing.  Raises
    ModuleNotFoundError without ``opentelemetry-api``.
    """
    from opentelemetry import metrics

    provider = metrics.get_meter_provider() if provider is None else provider
    meter: Any = provider.get_meter("coldframe")
    for name, (said, measure) in METRICS.items():

        def observe(_: Any, measure: Callable[[State], bool] = measure) -> Iterator[Any]:
            for labels, value in _measured(measure):
                yield metrics.Observation(value, dict(zip(LABELS, labels, strict=True)))

        meter.create_observable_gauge(name, callbacks=[observe], description=said)


class _Collector:
    """What a registry of ``prometheus_client`` asks at every scrape."""

    def describe(self) -> Iterator[Any]:
        """The metrics without values: registering reads no declarations."""
        return self._families(lambda measure: iter(()))

    def collect(self) -> Iterator[Any]:
        """The metrics as they are now."""
        return self._families(_measured)

    def _families(
        self, values: Callable[[Callable[[State], bool]], Iterator[tuple[tuple[str, str], int]]]
    ) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        for name, (said, measure) in METRICS.items():
            family = GaugeMetricFamily(name, said, labels=LABELS)
            for labels, value in values(measure):
                family.add_metric(labels, value)
            yield family


def _measured(measure: Callable[[State], bool]) -> Iterator[tuple[tuple[str, str], int]]:
    for previews in hosts():
        try:
            states = inventory(previews)
        except Refusal:  # whoever asks for a feature is told; other metrics have to be readable
            continue
        for state in states:
            yield (previews.tree, state.name), int(measure(state))
