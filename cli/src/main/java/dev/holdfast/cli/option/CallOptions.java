/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.Retry;
import dev.holdfast.http.Timeouts;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** All options of a call, in the groups that the help shows. */
public final class CallOptions {

  @ArgGroup(validate = false, order = 1, heading = "%nRequest:%n")
  RequestOptions request = new RequestOptions();

  @ArgGroup(validate = false, order = 7, heading = "%nConnection:%n")
  ConnectionOptions connection = new ConnectionOptions();

  @ArgGroup(validate = false, order = 8, heading = "%nProxy:%n")
  RouteOptions route = new RouteOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nOutput:%n")
  OutputOptions output = new OutputOptions();

  @ArgGroup(validate = false, order = 4, heading = "%nTimeouts:%n")
  TimeoutOptions timeouts = new TimeoutOptions();

  @ArgGroup(validate = false, order = 5, heading = "%nRetries:%n")
  RetryOptions retries = new RetryOptions();

  @ArgGroup(validate = false, order = 6, heading = "%nBackoff:%n")
  BackoffOptions waits = new BackoffOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** The options for the request and its target. */
  public RequestOptions request() {
    return request;
  }

  /** The options for the connection to the server. */
  public ConnectionOptions connection() {
    return connection;
  }

  /** The options for the route to the server. */
  public RouteOptions route() {
    return route;
  }

  /** Whether redirects are not followed. */
  public boolean noRedirect() {
    return retries.noRedirect;
  }

  /** The options for the output. */
  public OutputOptions output() {
    return output;
  }

  /** The timeouts. */
  public Timeouts timeouts() {
    return timeouts.timeouts();
  }

  /** The safeguards that attempts share: the hedge. */
  public Safeguards safeguards() {
    return retries.safeguards();
  }

  /** The time limit of the whole call. */
  public Duration deadline() {
    return timeouts.deadline();
  }

  /** The retry rules: the outcomes that are retried, the number of retries, and the waits. */
  public Retry retry() {
    return retries.retry(waits);
  }
}
