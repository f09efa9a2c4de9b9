/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.body.BodyBuffer;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.download.DownloadSink;
import dev.holdfast.http.field.RetryAfter;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.resume.Representation;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt that got a response: the head, and the body if it was read before the
 * decision. It was not if the response may be retried or redirected.
 */
final class ReceivedResponse {

  private final Request request;
  private final int status;
  private final String reason;
  private final Headers headers;
  private final boolean endMarked;
  private final RetryAfter retryAfter;
  private Optional<Redirects.Target> redirect = Optional.empty();

  private byte @Nullable [] body;
  private @Nullable TransportException bodyFailure;
  private boolean crossed;
  private Supplier<Headers> trailers = Headers::empty;
  private boolean decoded;
  private boolean misfit;
  private List<String> notes;

  /**
   * Creates a response.
   *
   * @param request that it answers
   * @param endMarked whether the end of the body is marked, so that a truncation is detected
   */
  ReceivedResponse(
      Request request,
      int status,
      String reason,
      Headers headers,
      boolean endMarked,
      RetryAfter retryAfter) {
    this.request = request;
    this.status = status;
    this.reason = reason;
    this.headers = headers;
    this.endMarked = endMarked;
    this.retryAfter = retryAfter;
    this.notes = retryAfter.notes();
  }

  Url url() {
    return request.url();
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  /** Returns status and reason, escaped for a message. */
  String statusLine() {
    return (status + " " + Secrets.foreign(reason)).strip();
  }

  Headers headers() {
    return headers;
  }

  /** Returns the trailers, as far as they are known. */
  Headers trailers() {
    return trailers.get();
  }

  /** Sets the source of the trailers. */
  void trailers(Supplier<Headers> source) {
    trailers = source;
  }

  /** Stores the trailers at the end of the body, and drops their source. */
  void trailed(Headers fields) {
    trailers = fields.size() == 0 ? Headers::empty : () -> fields;
  }

  /** Returns how long the server asks to wait. */
  RetryAfter retryAfter() {
    return retryAfter;
  }

  /** Returns the target, if this is a redirect that is followed or refused. */
  Optional<Redirects.Target> redirect() {
    return redirect;
  }

  void redirect(Optional<Redirects.Target> target) {
    redirect = target;
  }

  /**
   * Returns the buffer for the body, which decodes it if the session does so. The caller closes it.
   *
   * @throws TransportException if the response announces a body that is too large or cannot be
   *     decoded
   */
  BodyBuffer buffer(Bodies bodies) throws TransportException {
    decodes(bodies);
    return bodies.buffer(request.method(), request.headers(), status, headers, endMarked);
  }

  /**
   * Returns the decoder of the body, or null if there is nothing to decode. The caller closes it.
   *
   * @throws TransportException if the content coding is unknown
   */
  @Nullable ContentDecoder decoder(Bodies bodies) throws TransportException {
    decodes(bodies);
    return bodies.decoder(request.method(), request.headers(), status, headers, endMarked);
  }

  private void decodes(Bodies bodies) {
    decoded = headers.contains("Content-Encoding")
        && bodies.decodes(request.method(), request.headers(), status);
  }

  /** Whether a content coding is decoded. */
  boolean decoded() {
    return decoded;
  }

  /** Returns the head as a download sees it. */
  DownloadSink.Head downloadHead() {
    long length = Representation.length(headers).orElse(-1);
    return new DownloadSink.Head(status, reason, headers, length);
  }

  /** Returns the whole body, if it was read; empty if it was saved. */
  byte @Nullable [] body() {
    return body;
  }

  void body(byte[] bytes) {
    body = bytes;
  }

  /** Returns why the body did not arrive whole, or null. */
  @Nullable TransportException bodyFailure() {
    return body == null ? bodyFailure : null;
  }

  /** Records that the body does not arrive whole. The call no longer waits for it. */
  void bodyLost(TransportException failure) {
    bodyFailure = failure;
  }

  /**
   * Whether this is a 408 that crossed the request: the server gave up waiting on a kept-alive
   * connection while the request was sent. It says nothing about the request.
   */
  boolean crossed() {
    return crossed;
  }

  /** Records that the connection had carried a request before. */
  void onReused() {
    crossed = status == 408;
  }

  /** Returns why the response is not the requested rest of a download; null if it is. */
  @Nullable String misfit() {
    return misfit && bodyFailure != null ? bodyFailure.getMessage() : null;
  }

  /** Records that the response is not the requested rest of a download. Its body is not used. */
  void misfit(String why) {
    misfit = true;
    bodyLost(TransportException.of(FailureKind.BAD_RESPONSE, Sent.ANSWERED, why, null));
  }

  /** Returns notes on the response for the attempt's description. */
  List<String> notes() {
    return notes;
  }

  /** Adds notes. */
  void note(List<String> more) {
    if (!more.isEmpty()) {
      notes = Stream.concat(notes.stream(), more.stream()).toList();
    }
  }

  /** Returns the description that is kept when this redirect is followed. */
  EarlierResponse earlier() {
    return new EarlierResponse(request.method(), request.url(), status, reason, headers);
  }

  /** Returns the head, to be kept with a failure. */
  TransportException.Head head() {
    return new TransportException.Head(status, reason, headers);
  }
}
