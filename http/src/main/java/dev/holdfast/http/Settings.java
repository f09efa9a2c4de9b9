/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.safeguard.OriginState;
import dev.holdfast.safeguard.Safeguards;
import java.util.Objects;

/**
 * The settings of a session, or of the URLs below a prefix: see {@link SessionBuilder#mount}. Each
 * method with an argument returns changed settings. Immutable.
 */
public final class Settings {

  private final Timeouts timeouts;
  private final Retry retry;
  private final Safeguards safeguards;
  private final CallHeaders headers;
  private final Tls tls;

  Settings(Timeouts timeouts, Retry retry) {
    this(timeouts, retry, Safeguards.defaults(), CallHeaders.STANDARD, Tls.jvm());
  }

  private Settings(
      Timeouts timeouts, Retry retry, Safeguards safeguards, CallHeaders headers, Tls tls) {
    this.timeouts = timeouts;
    this.retry = retry;
    this.safeguards = safeguards;
    this.headers = headers;
    this.tls = tls;
  }

  /** The timeouts. */
  public Timeouts timeouts() {
    return timeouts;
  }

  /** The retry policy. */
  public Retry retry() {
    return retry;
  }

  /** The policies that keep calls from making an outage worse. */
  public Safeguards safeguards() {
    return safeguards;
  }

  /**
   * These settings with other safeguards, which have a state of their own for each origin. Mounts
   * with the same safeguards, or with those of the session, share the state of an origin.
   */
  public Settings safeguards(Safeguards safeguards) {
    return new Settings(
        timeouts, retry, Objects.requireNonNull(safeguards, "safeguards"), headers, tls);
  }

  /** These settings with another {@link SessionBuilder#idempotencyHeader}. */
  public Settings idempotencyHeader(String name) {
    return new Settings(timeouts, retry, safeguards, headers.withIdempotencyKey(name), tls);
  }

  /** These settings with another {@link SessionBuilder#deadlineHeader}. */
  public Settings deadlineHeader(DeadlineHeader header) {
    return new Settings(timeouts, retry, safeguards, headers.withDeadline(header), tls);
  }

  /**
   * These settings with other TLS. In a mount it needs a prefix of {@code https} and without a
   * path, since all calls to an origin share its connections; it then holds for all calls to that
   * origin, whichever mounts they match.
   */
  public Settings tls(Tls tls) {
    return new Settings(timeouts, retry, safeguards, headers, Objects.requireNonNull(tls, "tls"));
  }

  /** The settings of TLS. */
  public Tls tls() {
    return tls;
  }

  CallHeaders headers() {
    return headers;
  }

  /** These settings with other timeouts. */
  public Settings timeouts(Timeouts timeouts) {
    return new Settings(
        Objects.requireNonNull(timeouts, "timeouts"), retry, safeguards, headers, tls);
  }

  /** These settings with another retry policy. */
  public Settings retry(Retry retry) {
    return new Settings(timeouts, Objects.requireNonNull(retry, "retry"), safeguards, headers, tls);
  }

  /**
   * Refuses settings with which a call could go on for ever.
   *
   * @throws IllegalArgumentException if retries are unbounded and there is no deadline
   */
  Settings checked() {
    if (retry.policy().limits().unbounded() && !timeouts.bounded()) {
      throw new IllegalArgumentException(
          "retry: unbounded retries without a deadline (expected: total(n), or a deadline in the timeouts)");
    }
    return this;
  }

  /** Describes the settings in the order in which they act on a call, outermost first. */
  String describe(OriginState origin) {
    long deadline = timeouts.deadlineNanos();
    return "deadline "
        + (deadline == Long.MAX_VALUE ? "none" : Nanos.format(deadline))
        + "\n"
        + retry
        + "\n"
        + origin.describe()
        + "\n"
        + timeouts
        + "\n";
  }

  @Override
  public String toString() {
    return timeouts + ", " + retry + ", " + safeguards;
  }
}
