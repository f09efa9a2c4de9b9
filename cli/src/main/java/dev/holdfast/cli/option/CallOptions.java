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

/** All that a call can be told, in the groups that the help shows. */
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

  /** What is sent, and to where. */
  public RequestOptions request() {
    return request;
  }

  /** How the server is reached. */
  public ConnectionOptions connection() {
    return connection;
  }

  /** By which way it is reached. */
  public RouteOptions route() {
    return route;
  }

  /** Whether redirects are not followed. */
  public boolean noRedirect() {
    return retries.noRedirect;
  }

  /** What is shown, and where. */
  public OutputOptions output() {
    return output;
  }

  /** The clocks. */
  public Timeouts timeouts() {
    return timeouts.timeouts();
  }

  /** The policies that attempts share: when a second one is made beside the first. */
  public Safeguards safeguards() {
    return retries.safeguards();
  }

  /** The longest that the whole call may take. */
  public Duration deadline() {
    return timeouts.deadline();
  }

  /** What is retried, how often, after which waits. */
  public Retry retry() {
    return retries.retry(waits);
  }
}
