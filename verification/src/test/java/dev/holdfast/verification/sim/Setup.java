/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.IdempotencyKey;
import dev.holdfast.http.Request;
import dev.holdfast.http.Retry;
import dev.holdfast.http.RetryBuilder;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.message.Body;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.Stop;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Converts the plain data of a plan to a session's settings and a request. */
final class Setup {

  static final String SECRET = "canary-6f1d";
  static final String OWN_KEY = "own-key-1";
  static final String BODY = "the body of the request";

  private final Plan plan;

  Setup(Plan plan) {
    this.plan = plan;
  }

  /** A builder for calls that share the state of a saga. */
  static SessionBuilder company(Shared shared) {
    return Session.builder().retry(Retry.off()).safeguards(shared.safeguards());
  }

  /**
   * A builder with the settings in the place that the plan names, and other settings in a place
   * that is overridden.
   */
  SessionBuilder session() {
    SessionBuilder builder = Session.builder();
    return switch (plan.place()) {
      case SESSION -> builder.timeouts(timeouts()).retry(retry());
      case MOUNT ->
        builder
            .retry(Retry.off())
            .mount(origin(), settings -> settings.timeouts(timeouts()).retry(retry()));
      case REQUEST -> builder.retry(Retry.off());
    };
  }

  private String origin() {
    String url = plan.call().url();
    return url.substring(0, url.indexOf('/', "https://".length()) + 1);
  }

  Request request() {
    Plan.Call call = plan.call();
    Request request = Request.of(call.method(), call.url());
    request = switch (call.payload()) {
      case NONE -> request;
      case REPEATABLE -> request.body(BODY);
      case ONCE ->
        request.body(Body.once(
            new ByteArrayInputStream(BODY.getBytes(StandardCharsets.UTF_8)), BODY.length()));
    };
    request = switch (call.key()) {
      case NONE -> request;
      case AUTO -> request.idempotencyKey(IdempotencyKey.auto());
      case OWN -> request.header(IdempotencyKey.HEADER, OWN_KEY);
    };
    if (call.credentials()) {
      request = request
          .header("Authorization", "Bearer " + SECRET)
          .header("Cookie", "session=" + SECRET)
          .header("X-Api-Key", SECRET);
    }
    return plan.place() == Plan.Place.REQUEST ? overridden(request) : request;
  }

  private Request overridden(Request request) {
    Plan.Clocks clocks = plan.clocks();
    if (clocks.deadline() == Long.MAX_VALUE) {
      return request.timeouts(timeouts()).retry(retry());
    }
    return request
        .timeouts(timeouts().deadline(Duration.ofHours(1)))
        .deadline(Duration.ofNanos(clocks.deadline()))
        .retry(retry());
  }

  private Timeouts timeouts() {
    Plan.Clocks clocks = plan.clocks();
    return Timeouts.unbounded()
        .connect(Duration.ofNanos(clocks.connect()))
        .read(Duration.ofNanos(clocks.read()))
        .write(Duration.ofNanos(clocks.write()))
        .attempt(Duration.ofNanos(clocks.attempt()))
        .deadline(Duration.ofNanos(clocks.deadline()));
  }

  private Retry retry() {
    Plan.Rules rules = plan.rules();
    RetryBuilder builder = Retry.builder()
        .statuses(rules.statuses().stream().mapToInt(Integer::intValue).toArray())
        .methods()
        .unsafeMethods(rules.methods().toArray(String[]::new))
        .raiseOnStatus(rules.raiseOnStatus())
        .followRedirects(rules.followRedirects())
        .backoff(backoff())
        .stop(stop())
        .respectRetryAfter(plan.waits().respectRetryAfter());
    Duration max = Duration.ofNanos(plan.waits().retryAfterMax());
    if (plan.waits().clampRetryAfter()) {
      builder.unsafeClampRetryAfter(max);
    } else {
      builder.retryAfterMax(max);
    }
    if (rules.anyMethod()) {
      builder.unsafeAnyMethod();
    }
    if (rules.total().isPresent()) {
      builder.total(rules.total().getAsInt());
    } else {
      builder.withoutTotal();
    }
    rules.connect().ifPresent(builder::connect);
    rules.read().ifPresent(builder::read);
    rules.status().ifPresent(builder::status);
    rules.redirect().ifPresent(builder::redirect);
    return builder.build();
  }

  private Stop stop() {
    Plan.Rules rules = plan.rules();
    List<Stop> stops = new ArrayList<>();
    rules.lastAttempt().ifPresent(attempt -> stops.add(Stop.afterAttempts(attempt)));
    rules.lastMoment().ifPresent(nanos -> stops.add(Stop.afterElapsed(Duration.ofNanos(nanos))));
    return stops.isEmpty() ? Stop.never() : Stop.any(stops.toArray(Stop[]::new));
  }

  private Backoff backoff() {
    Plan.Waits waits = plan.waits();
    Duration base = Duration.ofNanos(waits.base());
    Backoff backoff = switch (waits.schedule()) {
      case NONE -> Backoff.none();
      case CONSTANT -> Backoff.constant(base);
      case LINEAR -> Backoff.linear(base);
      case EXPONENTIAL -> Backoff.exponential(base);
      case FIBONACCI -> Backoff.fibonacci(base);
      case LIST ->
        Backoff.list(waits.list().stream().map(Duration::ofNanos).toArray(Duration[]::new));
    };
    boolean bare = waits.schedule() == Plan.Schedule.NONE || waits.schedule() == Plan.Schedule.LIST;
    backoff = bare ? backoff : backoff.max(Duration.ofNanos(waits.max())).jitter(jitter());
    return waits.firstImmediate() ? backoff.firstRetryImmediate() : backoff.firstRetryDelayed();
  }

  private Jitter jitter() {
    return switch (plan.waits().spread()) {
      case NONE -> Jitter.none();
      case FULL -> Jitter.full();
      case EQUAL -> Jitter.equal();
      case ADDITIVE -> Jitter.additive(Duration.ofNanos(plan.waits().addition()));
      case DECORRELATED -> Jitter.decorrelated();
    };
  }
}
