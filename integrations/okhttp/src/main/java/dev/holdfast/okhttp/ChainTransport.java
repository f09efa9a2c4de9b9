/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.adapter.AttemptsInFlight;
import dev.holdfast.http.adapter.Innermost;
import dev.holdfast.http.adapter.Interruptible;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Carries each attempt of a call by proceeding in the call's chain of interceptors. */
final class ChainTransport implements Transport {

  /** No attempt can be ended without its call, and the client decides how to connect. */
  static final Capabilities CAN = new Capabilities(false, true, true, true, true).withinOneCall();

  /** The calls that the current thread makes. */
  static final Innermost<Carried> PRESENT = new Innermost<>();

  private final AttemptsInFlight<OkHttpAttempt> inFlight =
      new AttemptsInFlight<>(OkHttpAttempt::cancel);

  /** A call of OkHttp's that the current thread makes. */
  static final class Carried {

    private final Interceptor.Chain chain;
    private final OkHttpAttempt.Place place;
    private @Nullable Response last;

    Carried(Interceptor.Chain chain, OkHttpAttempt.Place place) {
      this.chain = chain;
      this.place = place;
    }

    boolean cancelled() {
      return chain.call().isCanceled();
    }

    /** Returns OkHttp's answer, with the body that the session reads. */
    Response answer(StreamedResponse response) {
      Response answered = Objects.requireNonNull(last, "last");
      return answered
          .newBuilder()
          .body(OkHttpResponses.body(answered.headers(), response.body(), response::close))
          .build();
    }
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    Carried call = PRESENT.get();
    if (call == null) {
      throw OkHttpFailures.CLIENT.refused(Sent.NO, "not on the thread of one of its calls", null);
    }
    OkHttpAttempt attempt = new OkHttpAttempt(limits, listener, call.place);
    Request next = next(call.chain.request(), request, attempt);
    attempt.of(call.chain.call());
    inFlight.add(attempt);
    attempt.begin(Phase.CONNECT);
    try {
      Response response =
          Interruptible.run(attempt::cancel, () -> attempt.proceed(call.chain, next));
      requireOnce(response);
      call.last = ExchangeGuard.restored(response);
      attempt.begin(Phase.BODY);
      return new OkHttpAnswer(attempt, call.last, () -> inFlight.remove(attempt));
    } catch (IOException e) {
      inFlight.remove(attempt);
      attempt.end();
      throw attempt.failure(e);
    }
  }

  private static Request next(Request first, TransportRequest request, OkHttpAttempt attempt)
      throws TransportException {
    Request.Builder tagged = first.newBuilder().tag(OkHttpAttempt.class, attempt);
    try {
      Request next = OkHttpMessages.request(tagged, request);
      // OkHttp sets its own User-Agent, unless the application sets one.
      return first.header("User-Agent") == null && ours(next)
          ? next.newBuilder().removeHeader("User-Agent").build()
          : next;
    } catch (IllegalArgumentException e) {
      throw OkHttpFailures.CLIENT.refused(Sent.NO, e.toString(), e);
    }
  }

  private static boolean ours(Request request) {
    String agent = request.header("User-Agent");
    return agent != null && agent.startsWith("holdfast/");
  }

  /**
   * Checks that the request was sent once: without a guard OkHttp may have repeated it by itself.
   */
  private static void requireOnce(Response response) throws TransportException {
    for (Response each = response.priorResponse(); each != null; each = each.priorResponse()) {
      if (each.code() == 408 || each.code() == 503) {
        response.close();
        throw OkHttpFailures.CLIENT.refused(
            Sent.MAYBE,
            "has sent the request a second time by itself after status " + each.code()
                + " (expected: HoldfastInterceptor.applyTo(client), which switches that off)",
            null);
      }
    }
  }

  @Override
  public Capabilities capabilities() {
    return CAN;
  }

  @Override
  public void close() {
    inFlight.close();
  }

  @Override
  public String toString() {
    return "HoldfastInterceptor";
  }
}
