/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.Retry;
import dev.holdfast.http.RetryBuilder;
import dev.holdfast.latency.Hedge;
import dev.holdfast.safeguard.Safeguards;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for retries. */
public final class RetryOptions {

  @Option(
      names = "--retries",
      paramLabel = "N",
      converter = Count.class,
      description = "Retries of any kind; 0 returns the first answer. Default: 5.")
  @Nullable Integer total;

  @Option(
      names = "--connect-retries",
      paramLabel = "N",
      converter = Count.class,
      description = "Retries of failures before anything was sent.")
  @Nullable Integer connect;

  @Option(
      names = "--read-retries",
      paramLabel = "N",
      converter = Count.class,
      description = "Retries of failures after the request was sent.")
  @Nullable Integer read;

  @Option(
      names = "--status-retries",
      paramLabel = "N",
      converter = Count.class,
      description = "Retries of answers with a listed status.")
  @Nullable Integer status;

  @Option(
      names = "--other-retries",
      paramLabel = "N",
      converter = Count.class,
      description = "Retries of other failures.")
  @Nullable Integer other;

  @Option(
      names = "--max-redirects",
      paramLabel = "N",
      converter = Count.class,
      description = "Redirects to follow.")
  @Nullable Integer redirect;

  @Option(
      names = "--no-redirect",
      description = "Return a redirect as the answer instead of following it.")
  boolean noRedirect;

  @Option(
      names = "--retry-on",
      paramLabel = "STATUS,…",
      converter = StatusList.Converter.class,
      description = "Statuses to retry, or none. Default: 429,500,502,503,504.")
  @Nullable StatusList statuses;

  @Option(
      names = "--retry-methods",
      paramLabel = "METHOD,…",
      converter = Method.NamesConverter.class,
      description =
          "Methods that may be repeated although the server may have processed them, or none."
              + " Default: GET,HEAD,OPTIONS.")
  Method.@Nullable Names methods;

  @Option(
      names = "--hedge",
      paramLabel = "DURATION|p95",
      converter = HedgeText.class,
      description =
          "Start a second attempt if the first takes longer than this and a retry would be"
              + " allowed; the first good answer wins. p95 is the latency that 95 %% of attempts stay"
              + " below; 1s until there are enough attempts. Default: none.")
  @Nullable Hedge hedge;

  @Option(
      names = "--raise-on-status",
      description = "Fail, and print no body, when retries end in a listed status.")
  boolean raiseOnStatus;

  /** The retry rules. */
  public Retry retry(BackoffOptions waits) {
    RetryBuilder builder = Retry.builder();
    ifGiven(total, builder::total);
    ifGiven(connect, builder::connect);
    ifGiven(read, builder::read);
    ifGiven(status, builder::status);
    ifGiven(other, builder::other);
    ifGiven(redirect, builder::redirect);
    ifGiven(statuses, given -> builder.statuses(given.toArray()));
    // Naming POST is a deliberate choice: the option's description states the risk.
    ifGiven(
        methods, given -> builder.methods().unsafeMethods(given.names().toArray(new String[0])));
    waits.backoff().ifPresent(builder::backoff);
    ifGiven(waits.retryAfterMax, builder::retryAfterMax);
    return builder
        .respectRetryAfter(!waits.ignoreRetryAfter)
        .raiseOnStatus(raiseOnStatus)
        .followRedirects(!noRedirect)
        .build();
  }

  /** The safeguards that several attempts share. */
  public Safeguards safeguards() {
    return hedge == null
        ? Safeguards.defaults()
        : Safeguards.builder().hedge(hedge).build();
  }

  private static <T> void ifGiven(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
