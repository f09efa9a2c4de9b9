/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.transport.AsyncTransportResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A response whose body has not arrived yet. */
final class PublishedHead implements AsyncTransportResponse {

  private final ResponseHead head;
  private final boolean framed;
  private final Flow.Publisher<ByteBuffer> body;
  private final AsynchronousAttempt attempt;

  /** @param framed whether the protocol marks the end of every body */
  PublishedHead(
      ResponseHead head,
      boolean framed,
      Flow.Publisher<ByteBuffer> body,
      AsynchronousAttempt attempt) {
    this.head = head;
    this.framed = framed;
    this.body = body;
    this.attempt = attempt;
  }

  ResponseHead head() {
    return head;
  }

  @Override
  public int status() {
    return head.status();
  }

  @Override
  public String reason() {
    return head.reason();
  }

  @Override
  public Headers headers() {
    return head.headers();
  }

  @Override
  public boolean endMarked() {
    return framed || AsyncTransportResponse.super.endMarked();
  }

  @Override
  public Flow.Publisher<ByteBuffer> body() {
    return body;
  }

  @Override
  public Headers trailers() {
    return attempt.trailers();
  }

  @Override
  public CompletionStage<@Nullable Void> discard(long maxBytes, long maxNanos) {
    return attempt.discard(maxBytes, maxNanos);
  }

  @Override
  public void close() {
    attempt.cancel();
  }
}
