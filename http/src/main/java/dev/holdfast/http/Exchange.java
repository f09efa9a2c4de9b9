/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.field.RetryAfter;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.TransportException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt that was answered: the head, and the body if it was worth reading
 * before the decision (it is not when the response may be retried or redirected).
 */
final class Exchange {

  private final Url url;
  private final int status;
  private final String reason;
  private final Headers headers;
  private final RetryAfter retryAfter;
  private Optional<Redirects.Target> redirect = Optional.empty();
  private boolean endMarked;
  private byte @Nullable [] body;
  private @Nullable TransportException bodyFailure;
  private boolean crossed;

  Exchange(Url url, int status, String reason, Headers headers, RetryAfter retryAfter) {
    this.url = url;
    this.status = status;
    this.reason = reason;
    this.headers = headers;
    this.retryAfter = retryAfter;
  }

  Url url() {
    return url;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  /** Status and reason, fit for a message. */
  String statusLine() {
    return (status + " " + Escaped.text(reason)).strip();
  }

  Headers headers() {
    return headers;
  }

  /** When the server wants to be asked again. */
  RetryAfter retryAfter() {
    return retryAfter;
  }

  /** Where it leads, if it is a redirect that is followed or refused. */
  Optional<Redirects.Target> redirect() {
    return redirect;
  }

  void redirect(Optional<Redirects.Target> target) {
    redirect = target;
  }

  /** Whether a body that ends has ended, and was not cut off with its connection. */
  boolean endMarked() {
    return endMarked;
  }

  void endMarked(boolean marked) {
    endMarked = marked;
  }

  /** The whole body, if it was read. */
  byte @Nullable [] body() {
    return body;
  }

  void body(byte[] bytes) {
    body = bytes;
  }

  /** Why the body did not arrive whole, if it did not. */
  @Nullable TransportException bodyFailure() {
    return body == null ? bodyFailure : null;
  }

  /** The body does not arrive whole, and is not to be waited for any more. */
  void bodyLost(TransportException failure) {
    bodyFailure = failure;
  }

  /**
   * Whether the server had given up waiting for a request, on a connection that it had kept, when
   * this one was on its way (408): it says nothing about this one.
   */
  boolean crossed() {
    return crossed;
  }

  /** It came on a connection that had carried a request before. */
  void onReused() {
    crossed = status == 408;
  }

  /** The head, for a failure to carry. */
  TransportException.Head head() {
    return new TransportException.Head(status, reason, headers);
  }
}
