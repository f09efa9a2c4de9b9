/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.RetryEngine;
import dev.holdfast.engine.Verdict;
import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.events.EventSource;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.resume.Representation;
import dev.holdfast.http.runtime.AsyncRuntime;
import dev.holdfast.http.sse.EventOptions;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event stream. Each is a call with its own retries and deadline. The same
 * rules decide whether to reconnect. The count of retries starts again after a connection has
 * delivered an event.
 */
final class EventConnections implements EventSource {

  private static final String TYPE = "text/event-stream";
  private static final int NO_CONTENT = 204;

  /**
   * The shortest wait that a server can ask for. Each event resets the backoff, so short
   * connections with {@code retry: 0} would be a flood. Firefox does the same, with 500 ms.
   */
  private static final Duration LEAST_RETRY = Duration.ofMillis(100);

  private final Request request;
  private final EventOptions options;
  private final Function<Request, CompletableFuture<PublishedResponse>> calls;
  private final SessionParts parts;
  private final Retry retry;
  private final boolean repeatable;
  private final AsyncRuntime runtime;
  private CallState state;

  /**
   * Creates connections for that request.
   *
   * @param calls makes a call whose body may outlast its deadline
   */
  EventConnections(
      Request request,
      EventOptions options,
      Function<Request, CompletableFuture<PublishedResponse>> calls,
      SessionParts parts,
      Settings settings,
      AsyncRuntime runtime) {
    this.request = request;
    this.options = options;
    this.calls = calls;
    this.parts = parts;
    this.retry = settings.retry();
    this.runtime = runtime;
    boolean keyed = request.headers().contains(settings.headers().idempotencyKey())
        || request.overrides().idempotencyKey() != null;
    this.repeatable = options.reconnects()
        && request.body().repeatable()
        && (keyed || retry.retriesMethod(request.method()));
    this.state = CallState.start(parts.time());
  }

  /** Returns that request with the headers for events. */
  static Request prepared(Request request, EventOptions options, Timeouts timeouts) {
    Request prepared = request
        .timeouts(timeouts.read(options.idle()))
        .header("Accept-Encoding", "identity"); // what is decoded piece by piece would come late
    prepared = withDefault(prepared, "Accept", TYPE);
    return withDefault(prepared, "Cache-Control", "no-store");
  }

  private static Request withDefault(Request request, String name, String value) {
    return request.headers().contains(name) ? request : request.header(name, value);
  }

  @Override
  public CompletableFuture<Optional<Opened>> open(String lastEventId) {
    CompletableFuture<PublishedResponse> call = calls.apply(after(lastEventId));
    CompletableFuture<Optional<Opened>> opened = call.thenApply(this::opened);
    CompletionStage<Optional<Opened>> end = opened;
    end.whenComplete((done, failure) -> {
      if (opened.isCancelled()) {
        call.cancel(true);
      }
    });
    return opened;
  }

  /**
   * Returns the request for events after that id. An id that is not a valid header value is not
   * sent: the server then chooses where to begin.
   */
  private Request after(String lastEventId) {
    if (lastEventId.isEmpty()) {
      return request;
    }
    byte[] utf8 = lastEventId.getBytes(StandardCharsets.UTF_8);
    try {
      return request.header("Last-Event-ID", new String(utf8, StandardCharsets.ISO_8859_1));
    } catch (InvalidRequestException unfit) {
      return request;
    }
  }

  private Optional<Opened> opened(PublishedResponse response) {
    if (response.status() == NO_CONTENT) {
      response.close();
      return Optional.empty();
    }
    String type = response.header("Content-Type").orElse("");
    String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean coded = Representation.isCoded(response.headers());
    if (response.status() == 200 && essence.equals(TYPE) && !coded) {
      return Optional.of(new Opened(response.body(), response::close));
    }
    response.raiseForStatus();
    response.close();
    throw failure(
            Category.BAD_RESPONSE,
            "status " + response.received.statusLine() + " with the content type "
                + "'" + Escaped.text(type) + "'"
                + (coded ? ", in a content coding," : "")
                + " is no stream of events (expected: 200 with "
                + TYPE + ")",
            response.attempts())
        .toException();
  }

  @Override
  public Optional<Long> again(
      @Nullable Throwable cause, Optional<Duration> asked, boolean progress) {
    if (progress) {
      state = CallState.start(parts.time());
    }
    RuntimeException last = null;
    if (cause != null) {
      last = exception(cause);
      if (isFinal(last, cause) || !repeatable) {
        throw last;
      }
    } else if (!repeatable) {
      return Optional.empty();
    }
    Optional<Duration> least = asked.isPresent() || state.retries() > 0
        ? asked.map(wait -> wait.compareTo(LEAST_RETRY) < 0 ? LEAST_RETRY : wait)
        : Optional.of(options.reconnectDelay());
    String why = cause == null ? "the stream has ended" : "the stream broke off";
    RetryEngine engine = parts.engine().with(retry.policy());
    Decision decision = engine.decide(
        state,
        Verdict.retryForFree(Counter.READ, why).after(least),
        Outcome.failed(cause == null ? new EOFException(why) : cause),
        Deadline.none());
    if (decision instanceof Decision.Retry granted) {
      return Optional.of(granted.delayNanos());
    }
    throw ended(decision, last);
  }

  private RuntimeException ended(Decision decision, @Nullable RuntimeException last) {
    if (last != null
        && !(decision instanceof Decision.Stop stop && stop.serverDelay().isPresent())) {
      return last;
    }
    Optional<Duration> delay =
        decision instanceof Decision.Stop stop ? stop.serverDelay() : Optional.empty();
    return failure(
            delay.isPresent() ? Category.RETRY_AFTER_EXCEEDED : Category.CONNECTION_BROKEN_MID_BODY,
            "the stream of events has ended again without an event: " + decision.reason(),
            List.of())
        .withRetryAfter(delay)
        .toException();
  }

  private RuntimeException exception(Throwable cause) {
    if (cause instanceof RuntimeException known) {
      return known;
    }
    TransportException failure =
        cause instanceof TransportException known ? known : Bodies.brokenOff(cause);
    return failure(
            Category.of(failure.kind()),
            "the stream of events broke off: " + failure.getMessage(),
            List.of())
        .withCause(failure)
        .withSent(Sent.ANSWERED)
        .toException();
  }

  private Failure failure(Category category, String message, List<Attempt> attempts) {
    return Failure.of(category, message, request, attempts);
  }

  /** Whether the stream ends: another connection would end the same way, or none is wanted. */
  private static boolean isFinal(RuntimeException last, Throwable cause) {
    if (cause instanceof TransportException failure && failure.permanent()) {
      return true;
    }
    if (!(last instanceof RequestException e)) {
      return true;
    }
    return switch (e.category()) {
      case DNS_FAILURE,
          DNS_QUEUE_TIMEOUT,
          CONNECT_REFUSED,
          CONNECT_TIMEOUT,
          CONNECT_ERROR,
          POOL_TIMEOUT,
          WRITE_TIMEOUT,
          READ_TIMEOUT,
          CONNECTION_ABORTED,
          CONNECTION_BROKEN_MID_BODY,
          BAD_CHUNK,
          DEADLINE_EXCEEDED,
          TOO_MANY_ERROR_RESPONSES,
          BREAKER_OPEN,
          RATE_LIMITED,
          OVERLOADED -> false;
      case STATUS_ERROR ->
        e.response().map(it -> it.status() < 500 && it.status() != 429).orElse(true);
      default -> true;
    };
  }

  @Override
  public Runnable onClose(Consumer<RuntimeException> task) {
    AsyncRuntime.Closing closing = () -> task.accept(
        failure(Category.CANCELLED, "the session was closed", List.of()).toException());
    runtime.add(closing);
    return () -> runtime.remove(closing);
  }

  @Override
  public Scheduled later(long nanos, Runnable task) {
    return parts.time().schedule(nanos, task);
  }

  @Override
  public Executor executor() {
    return runtime.stages();
  }
}
