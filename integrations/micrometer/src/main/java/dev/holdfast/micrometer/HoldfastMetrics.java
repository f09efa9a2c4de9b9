/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.http.Session;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.listen.CallListener;
import dev.holdfast.http.listen.CallScope;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;

/**
 * Meters of a session's calls. Thread-safe.
 *
 * <pre>{@code
 * HoldfastMetrics metrics = HoldfastMetrics.of(registry);
 * Session session = metrics.bind(Session.builder().listener(metrics).build());
 * }</pre>
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><td>{@code holdfast.call}</td><td>timer of calls: {@code client.name}, {@code method},
 *       {@code uri}, {@code outcome}, {@code attempts} (1, 2, 3, 4+)</td></tr>
 *   <tr><td>{@code holdfast.attempt}</td><td>timer of attempts: {@code client.name},
 *       {@code status}, {@code category}, {@code decision}</td></tr>
 *   <tr><td>{@code holdfast.retry.wait}</td><td>timer of the waits before retries:
 *       {@code client.name}</td></tr>
 *   <tr><td>{@code holdfast.hedge}</td><td>counter of hedges that were due: {@code client.name},
 *       {@code outcome} (won, cancelled, failed, refused)</td></tr>
 *   <tr><td>{@code http.client.requests}</td><td>timer of calls as Spring has it, only if
 *       {@linkplain #withHttpClientRequests() asked for}</td></tr>
 *   <tr><td>{@code holdfast.budget.left}, {@code holdfast.breaker.state},
 *       {@code holdfast.breaker.calls}, {@code holdfast.cooldown.seconds},
 *       {@code holdfast.concurrency.*}, {@code holdfast.pool.*}</td><td>gauges, after
 *       {@link #bind}: {@code origin}</td></tr>
 * </table>
 *
 * <p>The tag {@code uri} is the template of the URL, never its path, so that there are few values;
 * without a template it is {@code none}. So is {@code client.name} without such an attribute. Of
 * each tag whose values come from outside, the first 100 values count by themselves and all others
 * as {@code other}; an origin beyond the first 100 has no gauges.
 */
public final class HoldfastMetrics implements CallListener {

  private final MeterRegistry registry;
  private final boolean httpClientRequests;
  private final CallTags tags = new CallTags();
  private final OriginGauges gauges;

  private HoldfastMetrics(MeterRegistry registry, boolean httpClientRequests) {
    this.registry = registry;
    this.httpClientRequests = httpClientRequests;
    this.gauges = new OriginGauges(registry);
  }

  /** Creates meters in that registry. */
  public static HoldfastMetrics of(MeterRegistry registry) {
    return new HoldfastMetrics(Objects.requireNonNull(registry, "registry"), false);
  }

  /**
   * Adds the timer {@code http.client.requests}: for a session that is called directly. Below
   * {@code RestClient} and {@code WebClient}, Spring has that timer itself, and calls would be
   * counted twice.
   */
  public HoldfastMetrics withHttpClientRequests() {
    return new HoldfastMetrics(registry, true);
  }

  /**
   * Adds gauges of the origins and connections of that session, for each origin at its first call.
   * For sessions that live as long as the registry. If several sessions call an origin, budget,
   * breaker and cooldown show the worst of them, and the other gauges are sums.
   *
   * @return the session
   */
  public Session bind(Session session) {
    gauges.add(Objects.requireNonNull(session, "session"));
    return session;
  }

  @Override
  public CallScope begin(CallInfo call) {
    gauges.seen(call.url());
    return new CallMeters(registry, tags, call, httpClientRequests);
  }
}
