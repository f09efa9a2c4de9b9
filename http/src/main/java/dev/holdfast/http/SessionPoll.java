/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.batch.PollCalls;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The calls of a poll, made with a session. */
record SessionPoll(
    Session session,
    Request request,
    TimeSource time,
    Supplier<Executor> executors,
    long deadlineNanos)
    implements PollCalls<Response> {

  @Override
  public Executor executor() {
    return executors.get();
  }

  @Override
  public Response call(Deadline deadline) {
    return session.request(request.within(deadline));
  }

  @Override
  public CompletableFuture<Response> begin(Deadline deadline) {
    return session.sendAsync(request.within(deadline));
  }

  @Override
  public boolean ok(Response response) {
    return response.ok();
  }

  @Override
  public Optional<Duration> asked(Response response) {
    return response.retryAfter();
  }

  @Override
  public RequestException late(Response response, Duration deadline, int calls) {
    return Failure.of(
            Category.DEADLINE_EXCEEDED,
            "not done after " + calls + (calls == 1 ? " call" : " calls")
                + "; the next would come after the deadline of "
                + Nanos.format(Nanos.of(deadline)) + " of the poll",
            request,
            response.attempts())
        .withResponse(response)
        .toException();
  }

  @Override
  public RequestException interrupted(InterruptedException cause) {
    return Failure.beforeSending(
            Category.CANCELLED,
            "the thread was interrupted between two calls of a poll",
            Optional.of(cause))
        .toException();
  }
}
