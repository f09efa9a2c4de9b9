/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.apache;

import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.adapter.AttemptsInFlight;
import dev.holdfast.http.adapter.Innermost;
import dev.holdfast.http.adapter.Interruptible;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
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
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** Carries each attempt of a call by proceeding in the call's chain of handlers. */
final class ExecTransport implements Transport {

  /** Attempts follow each other in one call. The client decides how to connect and to send. */
  static final Capabilities CAN = new Capabilities(false, true, false, true, true).withoutHedges();

  /** The calls that the current thread makes. */
  static final Innermost<Carried> PRESENT = new Innermost<>();

  private final AttemptsInFlight<ExecAttempt> inFlight =
      new AttemptsInFlight<>(ExecAttempt::cancel);

  /** A call of Apache's that the current thread makes. */
  static final class Carried {

    private final ClassicHttpRequest request;
    private final ExecChain.Scope scope;
    private final ExecChain chain;
    private final boolean guarded;
    private final @Nullable RequestConfig config;
    private @Nullable ClassicHttpResponse last;
    private @Nullable Url url;

    Carried(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, boolean guarded) {
      this.request = request;
      this.scope = scope;
      this.chain = chain;
      this.guarded = guarded;
      this.config = scope.clientContext.getRequestConfig();
    }

    /** Returns Apache's answer, with the body that the session reads. */
    ClassicHttpResponse answer(StreamedResponse response) {
      ClassicHttpResponse answered = Objects.requireNonNull(last, "last");
      if (answered.getEntity() != null) {
        answered.setEntity(ApacheMessages.entity(response, answered.getEntity()));
      }
      return answered;
    }

    private ClassicHttpResponse proceed(ExecAttempt attempt, ClassicHttpRequest next)
        throws IOException {
      attempt.begin(scope.clientContext);
      try {
        return chain.proceed(next, scope);
      } catch (HttpException e) {
        throw ExecFailures.beforeHead(attempt, e);
      } finally {
        ExecAttempt.answered(scope.clientContext, config);
      }
    }
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    Carried call = PRESENT.get();
    if (call == null) {
      throw ExecFailures.CLIENT.refused(Sent.NO, "not on the thread of one of its calls", null);
    }
    if (call.url == null) {
      call.url = request.url();
    } else if (!call.url.equals(request.url())) {
      throw ExecFailures.CLIENT.refused(
          Sent.NO,
          "a redirect (expected: Retry with followRedirects(false), Apache follows them)",
          null);
    }
    ExecAttempt attempt = new ExecAttempt(limits, listener, call.scope.execRuntime, call.guarded);
    inFlight.add(attempt);
    listener.begin(Phase.CONNECT);
    try {
      ClassicHttpRequest next = next(call.request, request);
      call.last = Interruptible.run(attempt::cancel, () -> call.proceed(attempt, next));
      listener.begin(Phase.BODY);
      return new ExecAnswer(attempt, call.last, () -> inFlight.remove(attempt));
    } catch (IOException e) {
      inFlight.remove(attempt);
      attempt.end();
      throw ExecFailures.beforeHead(attempt, e);
    }
  }

  private static ClassicHttpRequest next(ClassicHttpRequest first, TransportRequest request) {
    ClassicHttpRequest next = ClassicRequestBuilder.copy(first).build();
    next.setHeaders();
    for (Headers.Field field : request.headers()) {
      // Apache sets its own User-Agent, unless the application sets one.
      boolean ours = field.name().equalsIgnoreCase("User-Agent")
          && field.value().startsWith("holdfast/")
          && !first.containsHeader("User-Agent");
      if (!ours) {
        next.addHeader(field.name(), field.value());
      }
    }
    Body body = request.body();
    next.setEntity(
        body == Body.none() ? null : new EntityTemplate(body.length(), null, null, body::writeTo));
    return next;
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
    return "HoldfastExecChainHandler";
  }
}
