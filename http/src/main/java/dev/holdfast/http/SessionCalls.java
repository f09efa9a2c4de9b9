/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.batch.BatchCalls;
import dev.holdfast.http.concurrent.CloseableTime;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The calls of a batch, made with a session. */
record SessionCalls(Session session, CloseableTime time, Supplier<Executor> executors)
    implements BatchCalls<Request, Response> {

  @Override
  public Scheduled scheduleOrEnd(long nanos, Runnable task) {
    return time.scheduleOrEnd(nanos, task);
  }

  @Override
  public Executor executor() {
    return executors.get();
  }

  @Override
  public String place(Request request) {
    try {
      return session.resolved(request).url().origin();
    } catch (InvalidRequestException thatItsCallWillTell) {
      return "";
    }
  }

  @Override
  public CompletableFuture<Response> begin(Request request, Deadline deadline) {
    return session.sendAsync(deadline.isNone() ? request : request.within(deadline));
  }

  @Override
  public boolean ok(Response response) {
    return response.ok();
  }

  /**
   * Returns when to try again after a limit of this side refused a call. An open breaker does not
   * count: it says that the server has failed.
   */
  @Override
  public Optional<Duration> refused(Throwable failure) {
    if (!(failure instanceof RequestException known) || known.sent() != Sent.NO) {
      return Optional.empty();
    }
    return switch (known.category()) {
      case OVERLOADED, POOL_TIMEOUT, DNS_QUEUE_TIMEOUT, RATE_LIMITED ->
        Optional.of(known.retryAfter().orElse(Duration.ZERO));
      default -> Optional.empty();
    };
  }

  @Override
  public RequestException ended(Request request, boolean late, boolean sent) {
    String what = late ? "the deadline of the batch has passed" : "the batch has ended";
    Failure failure = Failure.of(
        late ? Category.DEADLINE_EXCEEDED : Category.CANCELLED,
        what + (sent ? "" : " before the turn of this request came; nothing was sent"),
        request,
        List.of());
    return (sent ? failure.withSent(Sent.MAYBE) : failure).toException();
  }
}
