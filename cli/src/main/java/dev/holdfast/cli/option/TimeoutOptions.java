/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.Timeouts;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The timeouts of a call. A timeout that is not given keeps the library's default; none can be
 * turned off.
 */
public final class TimeoutOptions {

  @Option(
      names = "--connect-timeout",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "DNS, TCP over all addresses, and TLS together. Default: 3.05s.")
  @Nullable Duration connect;

  @Option(
      names = "--read-timeout",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "No byte was received for this long. Default: 27s.")
  @Nullable Duration read;

  @Option(
      names = "--write-timeout",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "No byte could be sent for this long. Default: 27s.")
  @Nullable Duration write;

  @Option(
      names = "--attempt-timeout",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "One whole attempt. Default: only the deadline.")
  @Nullable Duration attempt;

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "The whole call: attempts, waits, redirects, body. Default: 2m.")
  @Nullable Duration deadline;

  /** The timeouts. */
  public Timeouts timeouts() {
    Timeouts timeouts = Timeouts.defaults();
    timeouts = set(timeouts, connect, Timeouts::connect);
    timeouts = set(timeouts, read, Timeouts::read);
    timeouts = set(timeouts, write, Timeouts::write);
    timeouts = set(timeouts, attempt, Timeouts::attempt);
    return set(timeouts, deadline, Timeouts::deadline);
  }

  /** The time limit of the whole call. */
  Duration deadline() {
    return timeouts().deadline().orElseThrow();
  }

  private static Timeouts set(
      Timeouts timeouts,
      @Nullable Duration value,
      BiFunction<Timeouts, Duration, Timeouts> setter) {
    return value == null ? timeouts : setter.apply(timeouts, value);
  }
}
