"""Figures for Prometheus."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from http import HTTPMethod

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

_METHODS = frozenset(HTTPMethod)


class Metrics:
    """The figures of one app."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        # It counts the requests besides: `linli_http_request_seconds_count`.
        self._requests = Histogram(
            "linli_http_request_seconds",
            "Seconds until an answer began to be sent.",
            ("rule", "method", "status"),
            registry=self._registry,
        )

    def gauge(
        self, name: str, help_: str, *, label: str, read: Callable[[], Mapping[str, float]]
    ) -> None:
        """Tell of figures that are read whenever they are asked for.

        Parameters
        ----------
        name : str
        help_ : str
            One sentence on what it is.
        label : str
            What the figures are told apart by.
        read : callable
            Gives the figures by the label's values. If it raises, nothing is told at all.
        """
        self._registry.register(_Gauge(name, help_, label, read))

    def observe(self, *, rule: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(rule, method, str(status)).observe(seconds)

    def render(self) -> tuple[bytes, str]:
        """Write all figures as Prometheus reads them, with the content type of that."""
        return generate_latest(self._registry), CONTENT_TYPE_PLAIN_0_0_4


def register(app: Flask) -> Metrics:
    """Count and time the requests of an app, by rule (not by path), method and status.

    Parameters
    ----------
    app : Flask

    Returns
    -------
    Metrics
        To add gauges to, and to be asked for the figures.
    """
    metrics = Metrics()

    def begin() -> None:
        g.measured_since = time.perf_counter()

    def count(response: Response) -> Response:
        # What callers make up must not become series of its own.
        metrics.observe(
            rule=request.url_rule.rule if request.url_rule else "none",
            method=request.method if request.method in _METHODS else "other",
            status=response.status_code,
            seconds=time.perf_counter() - g.measured_since,
        )
        return response

    app.before_request(begin)
    app.after_request(count)
    return metrics


class _Gauge(Collector):
    def __init__(
        self, name: str, help_: str, label: str, read: Callable[[], Mapping[str, float]]
    ) -> None:
        self._name, self._help, self._label, self._read = name, help_, label, read

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily(self._name, self._help, labels=[self._label])
        for value, figure in self._read().items():
            family.add_metric([value], figure)
        yield family
