/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that the JDK's client carries: its limits, its progress, and the cause of its end.
 * One thread waits for it; the client's threads report progress; any thread may cancel.
 */
final class JdkAttempt {

  private final AttemptLimits limits;
  private final String method;
  private final long begun = System.nanoTime();
  private volatile long progress = begun;
  private volatile boolean sent;
  private volatile boolean cancelled;
  private volatile @Nullable Throwable bodyFailure;
  private volatile @Nullable CompletableFuture<?> exchange;
  private volatile @Nullable ReceivedBody body;

  JdkAttempt(AttemptLimits limits, String method) {
    this.limits = limits;
    this.method = method;
  }

  void begin(CompletableFuture<?> running) {
    exchange = running;
  }

  /** Sets the body of the response, whose subscription ends with the attempt. */
  void answeredBy(ReceivedBody received) {
    body = received;
    if (cancelled) {
      received.cancel();
    }
  }

  /** Called when the client has taken a part of the request. */
  void progress() {
    progress = System.nanoTime();
  }

  /** Called when the whole request has been passed to the client. */
  void sent() {
    progress();
    sent = true;
  }

  void bodyFailed(Throwable failure) {
    bodyFailure = failure;
  }

  @Nullable Throwable bodyFailure() {
    return bodyFailure;
  }

  /**
   * Whether the client may have repeated the request by itself, so that it may have been sent
   * before it failed.
   */
  boolean repeated() {
    return method.equals("GET") || method.equals("HEAD");
  }

  boolean cancelled() {
    return cancelled;
  }

  /** Waits for the head of the response, within the limits. */
  <T> T await(CompletableFuture<T> head) throws TransportException {
    while (true) {
      try {
        return head.get(Math.max(1, left(phaseNanos())), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        TransportException over = over(phaseNanos(), e);
        if (over != null) {
          cancel();
          throw over;
        }
      } catch (InterruptedException e) {
        throw interrupted(Sent.MAYBE, e);
      } catch (CancellationException e) {
        throw JdkFailures.beforeHead(this, e);
      } catch (ExecutionException e) {
        throw JdkFailures.beforeHead(this, e.getCause() == null ? e : e.getCause());
      }
    }
  }

  private long phaseNanos() {
    return sent ? limits.readNanos() : limits.writeNanos();
  }

  /** Begins a wait for the next bytes of the body. Returns its limit. */
  long bodyNanosLeft() {
    progress();
    return Math.max(1, left(limits.readNanos()));
  }

  /** Ends such a wait without bytes. */
  TransportException bodyOver(@Nullable Throwable cause) {
    TransportException over = over(limits.readNanos(), cause);
    return over == null ? silent(Sent.ANSWERED, cause) : over;
  }

  /** The nanoseconds until the nearest limit. */
  private long left(long phaseNanos) {
    long now = System.nanoTime();
    long whole = Math.min(limits.attemptNanos(), limits.deadlineNanos());
    return Math.min(minus(phaseNanos, now - progress), minus(whole, now - begun));
  }

  private static long minus(long limit, long elapsed) {
    return limit == Long.MAX_VALUE ? limit : limit - elapsed;
  }

  private @Nullable TransportException over(long phaseNanos, @Nullable Throwable cause) {
    long now = System.nanoTime();
    Sent known = body == null ? Sent.MAYBE : Sent.ANSWERED;
    if (now - begun >= limits.deadlineNanos()) {
      return TransportException.of(
          FailureKind.DEADLINE_EXCEEDED, known, "java.net.http: the deadline passed", cause);
    }
    if (now - begun >= limits.attemptNanos()) {
      return TransportException.of(
          FailureKind.READ_TIMEOUT, known, "java.net.http: the attempt timeout passed", cause);
    }
    return now - progress >= phaseNanos ? silent(known, cause) : null;
  }

  private TransportException silent(Sent known, @Nullable Throwable cause) {
    return sent
        ? TransportException.of(
            FailureKind.READ_TIMEOUT, known, "java.net.http: the peer sent nothing", cause)
        : TransportException.of(
            FailureKind.WRITE_TIMEOUT, known, "java.net.http: the peer took nothing", cause);
  }

  TransportException interrupted(Sent known, InterruptedException cause) {
    Thread.currentThread().interrupt();
    cancel();
    return TransportException.of(FailureKind.CANCELLED, known, "the thread was interrupted", cause);
  }

  /** Ends the attempt, whatever it is waiting for. Does not block. */
  void cancel() {
    cancelled = true;
    CompletableFuture<?> running = exchange;
    if (running != null) {
      running.cancel(true);
    }
    ReceivedBody receiving = body;
    if (receiving != null) {
      receiving.cancel();
    }
  }
}
