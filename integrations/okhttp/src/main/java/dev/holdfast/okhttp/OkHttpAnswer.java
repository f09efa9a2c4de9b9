/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.adapter.Interruptible;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/** A response whose body OkHttp reads. */
final class OkHttpAnswer implements TransportResponse {

  private final OkHttpAttempt attempt;
  private final Response response;
  private final Runnable whenOver;
  private final BufferedSource source;
  private volatile boolean whole;

  /**
   * A response to that attempt.
   *
   * @param whenOver runs when the connection has been released
   */
  OkHttpAnswer(OkHttpAttempt attempt, Response response, Runnable whenOver) {
    this.attempt = attempt;
    this.response = response;
    this.whenOver = whenOver;
    ResponseBody body = response.body();
    this.source = Objects.requireNonNull(body, "body").source();
  }

  @Override
  public int status() {
    return response.code();
  }

  @Override
  public String reason() {
    return response.message();
  }

  @Override
  public Headers headers() {
    return OkHttpMessages.headers(response.headers());
  }

  @Override
  public boolean endMarked() {
    return response.protocol() == Protocol.HTTP_2
        || response.protocol() == Protocol.H2_PRIOR_KNOWLEDGE
        || TransportResponse.super.endMarked();
  }

  @Override
  public InputStream body() {
    return new Bytes();
  }

  @Override
  public Headers trailers() {
    try {
      return whole ? OkHttpMessages.headers(response.trailers()) : Headers.empty();
    } catch (IOException | RuntimeException thatThereAreNone) {
      return Headers.empty();
    }
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {
    try {
      source.timeout().deadline(Math.max(1, maxNanos), TimeUnit.NANOSECONDS);
      source.request(maxBytes);
      source.skip(source.getBuffer().size());
      whole = source.exhausted();
    } catch (IOException | RuntimeException thatTheConnectionIsClosedFor) {
      whole = false;
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    if (!whole) {
      // Otherwise OkHttp would wait for more of the body.
      attempt.abandon();
    }
    attempt.end();
    response.close();
    whenOver.run();
  }

  /** Reads the body: an interrupt ends a read, and failures get a category. */
  private final class Bytes extends InputStream {

    @Override
    public int read() throws TransportException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws TransportException {
      Objects.checkFromIndexSize(offset, length, target.length);
      try {
        boolean there = length == 0 || source.getBuffer().size() > 0;
        int count = there
            ? source.read(target, offset, length)
            : Interruptible.run(attempt::cancel, () -> source.read(target, offset, length));
        whole |= count < 0;
        return count;
      } catch (IOException e) {
        throw OkHttpFailures.inBody(attempt, e);
      } catch (IllegalStateException e) {
        throw OkHttpFailures.inBody(attempt, new IOException("the response was closed", e));
      }
    }
  }
}
