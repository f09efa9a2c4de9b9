/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.transport.AttemptLimits;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The input of the caller: the request and the policy, as plain data that the session is configured
 * from and that the reference model reads.
 */
record Plan(Call call, Rules rules, Waits waits, Clocks clocks, Place place) {

  /** The place where the settings are given. */
  enum Place {
    SESSION,
    MOUNT,
    REQUEST
  }

  /** The kind of a request body. */
  enum Payload {
    NONE,
    REPEATABLE,
    ONCE
  }

  /** The request. */
  record Call(String method, String url, Payload payload, Key key, boolean credentials) {}

  /** The source of the idempotency key. */
  enum Key {
    NONE,
    AUTO,
    OWN
  }

  /** The outcomes that are retried, and the limits; an empty limit does not limit. */
  record Rules(
      OptionalInt total,
      OptionalInt connect,
      OptionalInt read,
      OptionalInt status,
      OptionalInt redirect,
      Set<Integer> statuses,
      Set<String> methods,
      boolean anyMethod,
      boolean raiseOnStatus,
      boolean followRedirects,
      OptionalInt lastAttempt,
      OptionalLong lastMoment) {}

  /** The schedule of a backoff. */
  enum Schedule {
    NONE,
    CONSTANT,
    LINEAR,
    EXPONENTIAL,
    FIBONACCI,
    LIST
  }

  /** The jitter of a delay. */
  enum Spread {
    NONE,
    FULL,
    EQUAL,
    ADDITIVE,
    DECORRELATED
  }

  /** The rules for waits; all lengths in nanoseconds. */
  record Waits(
      Schedule schedule,
      long base,
      long max,
      List<Long> list,
      Spread spread,
      long addition,
      boolean firstImmediate,
      boolean respectRetryAfter,
      long retryAfterMax,
      boolean clampRetryAfter) {}

  /** The timeouts in nanoseconds; {@link Long#MAX_VALUE} is none. */
  record Clocks(long connect, long read, long write, long attempt, long deadline) {

    /** The rest of the deadline after so much of it. */
    long left(long elapsed) {
      return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - elapsed;
    }

    /** The limits of an attempt that begins when so much of the deadline is left. */
    AttemptLimits limits(long left) {
      long rest = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, left);
      return new AttemptLimits(connect, read, write, Long.MAX_VALUE, attempt, rest);
    }
  }

  /** The same call as one of many in a session: with its own settings, mostly to one origin. */
  Plan inCompany(boolean together) {
    String url = together ? "http://a.example/start" : call.url;
    Call own = new Call(call.method, url, call.payload, call.key, call.credentials);
    return new Plan(own, rules, waits, clocks, Place.REQUEST);
  }

  Plan calmed() {
    Waits calm = new Waits(
        waits.schedule,
        waits.base,
        waits.max,
        waits.list,
        Spread.NONE,
        0,
        waits.firstImmediate,
        waits.respectRetryAfter,
        waits.retryAfterMax,
        waits.clampRetryAfter);
    return new Plan(call, rules, calm, clocks, place);
  }
}
