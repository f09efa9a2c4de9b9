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
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Headers;
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
 * The outcome of an attempt that was answered: the head, and the body if it was read before the
 * decision (it is not when the response may be retried or redirected).
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
   * A response.
   *
   * @param request that it answers
   * @param endMarked whether the end of the body is marked, so that a cut cannot pass for it
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

  /** Status and reason, escaped for a message. */
  String statusLine() {
    return (status + " " + Escaped.text(reason)).strip();
  }

  Headers headers() {
    return headers;
  }

  /** The fields after the body, as far as they are known. */
  Headers trailers() {
    return trailers.get();
  }

  /** Where the fields after the body are, or will be. */
  void trailers(Supplier<Headers> source) {
    trailers = source;
  }

  /** The body has ended: the fields after it are kept, and their source is not. */
  void trailed(Headers fields) {
    trailers = fields.size() == 0 ? Headers::empty : () -> fields;
  }

  /** How long the server asks to wait. */
  RetryAfter retryAfter() {
    return retryAfter;
  }

  /** The target, if it is a redirect that is followed or refused. */
  Optional<Redirects.Target> redirect() {
    return redirect;
  }

  void redirect(Optional<Redirects.Target> target) {
    redirect = target;
  }

  /**
   * The buffer for the body, which decodes it if that is ours to do. The caller closes it.
   *
   * @throws TransportException if the response announces a body that is too large or cannot be
   *     decoded
   */
  BodyBuffer buffer(Bodies bodies) throws TransportException {
    decodes(bodies);
    return bodies.buffer(request.method(), request.headers(), status, headers, endMarked);
  }

  /**
   * The decoder of the body, or null if there is nothing to decode. The caller closes it.
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

  /** Whether a content coding is taken off the body. */
  boolean decoded() {
    return decoded;
  }

  /** What a download is told of the response. */
  DownloadSink.Head downloadHead() {
    long length = Representation.length(headers).orElse(-1);
    return new DownloadSink.Head(status, reason, headers, length);
  }

  /** The whole body, if it was read; nothing if it was saved. */
  byte @Nullable [] body() {
    return body;
  }

  void body(byte[] bytes) {
    body = bytes;
  }

  /** Why the body did not arrive whole, or null. */
  @Nullable TransportException bodyFailure() {
    return body == null ? bodyFailure : null;
  }

  /** The body does not arrive whole; the call does not wait for it any more. */
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

  /** The connection had carried a request before. */
  void onReused() {
    crossed = status == 408;
  }

  /** Why it is not the rest of a download that was asked for, in words; null if it fits. */
  @Nullable String misfit() {
    return misfit && bodyFailure != null ? bodyFailure.getMessage() : null;
  }

  /** It is not the rest of a download that was asked for: its body is of no use. */
  void misfit(String why) {
    misfit = true;
    bodyLost(TransportException.of(FailureKind.BAD_RESPONSE, Sent.ANSWERED, why, null));
  }

  /** What is worth knowing of it, in words. */
  List<String> notes() {
    return notes;
  }

  /** Adds notes. */
  void note(List<String> more) {
    if (!more.isEmpty()) {
      notes = Stream.concat(notes.stream(), more.stream()).toList();
    }
  }

  /** What is kept of it when it is followed to another. */
  EarlierResponse earlier() {
    return new EarlierResponse(request.method(), request.url(), status, reason, headers);
  }

  /** The head, to be kept with a failure. */
  TransportException.Head head() {
    return new TransportException.Head(status, reason, headers);
  }
}
