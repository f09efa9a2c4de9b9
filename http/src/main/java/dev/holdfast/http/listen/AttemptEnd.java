/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An attempt that has ended.
 *
 * @param attempt its start
 * @param elapsed from its start to its end
 * @param phases the time of each phase that it passed
 * @param result how it ended
 * @param connection its connection
 * @param decision what the call does next
 * @param reason the reason for the decision
 * @param delay the wait that follows; zero unless the decision is {@link Decision#RETRY}
 */
public record AttemptEnd(
    AttemptStart attempt,
    Duration elapsed,
    Map<Phase, Duration> phases,
    Result result,
    Connection connection,
    Decision decision,
    String reason,
    Duration delay) {

  /** Checks that nothing is missing. */
  public AttemptEnd {
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(elapsed, "elapsed");
    phases = Map.copyOf(phases);
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(delay, "delay");
  }

  /** The next step of the call. */
  public enum Decision {
    /** The response is the call's result. */
    SUCCESS,
    /** Another attempt follows, after the delay. */
    RETRY,
    /**
     * The request is sent again, to the target of a redirect or because a recovery hook asked for
     * it.
     */
    FOLLOW,
    /** The call ends: its last response or an exception is the result. */
    STOP
  }

  /**
   * The result of an attempt.
   *
   * @param status of the response, if its head arrived
   * @param error the category of the failure, as {@code read_timeout}, if it failed
   * @param sent whether the server may have received the request
   * @param message the description of the failure, or the reason phrase
   */
  public record Result(OptionalInt status, Optional<String> error, Sent sent, String message) {

    /** Checks that nothing is missing. */
    public Result {
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(sent, "sent");
      Objects.requireNonNull(message, "message");
    }
  }

  /**
   * The connection of an attempt.
   *
   * @param remote address and port, as {@code 192.0.2.1:443}, if there was a connection
   * @param reused whether the connection had carried a request before
   * @param protocol the version of HTTP, as {@code HTTP/1.1}, if the transport reports it
   */
  public record Connection(Optional<String> remote, boolean reused, Optional<String> protocol) {

    /** Checks that nothing is missing. */
    public Connection {
      Objects.requireNonNull(remote, "remote");
      Objects.requireNonNull(protocol, "protocol");
    }
  }

  /** Returns the number of the attempt, from 1. */
  public int number() {
    return attempt.number();
  }

  /** Returns the status of the response, if there was one. */
  public OptionalInt status() {
    return result.status();
  }

  /** Returns the category of the failure, if the attempt failed. */
  public Optional<String> error() {
    return result.error();
  }
}
