/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import dev.holdfast.http.ConnectionSnapshot;
import dev.holdfast.http.Session;
import java.util.Optional;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollector;
import software.amazon.awssdk.metrics.NoOpMetricCollector;

/** The figures of a client for the SDK's publishers of metrics. */
final class SdkMetrics {

  private SdkMetrics() {}

  /** Reports the present connections of that session, if there is a collector. */
  static void report(Optional<MetricCollector> collector, Session session) {
    if (collector.isEmpty() || collector.get() instanceof NoOpMetricCollector) {
      return;
    }
    ConnectionSnapshot now = session.connections();
    MetricCollector metrics = collector.get();
    metrics.reportMetric(HttpMetric.HTTP_CLIENT_NAME, HoldfastSdkHttpClient.NAME);
    metrics.reportMetric(HttpMetric.LEASED_CONCURRENCY, now.leased());
    metrics.reportMetric(HttpMetric.AVAILABLE_CONCURRENCY, now.idle());
    metrics.reportMetric(HttpMetric.PENDING_CONCURRENCY_ACQUIRES, now.waiting());
  }
}
