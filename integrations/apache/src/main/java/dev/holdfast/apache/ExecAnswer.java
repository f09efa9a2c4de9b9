/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.apache;

import dev.holdfast.http.adapter.Interruptible;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** A response whose body Apache reads. */
final class ExecAnswer implements TransportResponse {

  private final ExecAttempt attempt;
  private final ClassicHttpResponse response;
  private final @Nullable HttpEntity entity;
  private final Runnable whenOver;

  /**
   * A response to that attempt.
   *
   * @param whenOver runs when the connection has been released
   */
  ExecAnswer(ExecAttempt attempt, ClassicHttpResponse response, Runnable whenOver) {
    this.attempt = attempt;
    this.response = response;
    // Kept, since the application gets the response with another entity.
    this.entity = response.getEntity();
    this.whenOver = whenOver;
  }

  @Override
  public int status() {
    return response.getCode();
  }

  @Override
  public String reason() {
    String reason = response.getReasonPhrase();
    return reason == null ? "" : reason;
  }

  @Override
  public Headers headers() {
    List<Headers.Field> fields = new ArrayList<>();
    for (Header header : response.getHeaders()) {
      String value = header.getValue();
      fields.add(new Headers.Field(header.getName(), value == null ? "" : value));
    }
    return Headers.ofReceived(fields);
  }

  @Override
  public InputStream body() {
    return new Bytes();
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {
    long end = System.nanoTime() + maxNanos;
    byte[] chunk = new byte[4_096];
    try (InputStream body = new Bytes()) {
      for (long left = maxBytes; left > 0 && System.nanoTime() < end; ) {
        int count = body.read(chunk);
        if (count < 0) {
          break;
        }
        left -= count;
      }
    } catch (IOException thatTheConnectionIsClosedFor) {
      // close() abandons it.
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    attempt.end();
    try {
      // Closes without reading the rest: the connection returns to the pool only if there is no
      // rest.
      response.close();
    } catch (IOException thatNothingIsLeftFor) {
      attempt.cancel();
    } finally {
      whenOver.run();
    }
  }

  /** Reads the body: an interrupt ends a read, and failures get a category. */
  private final class Bytes extends InputStream {

    private @Nullable InputStream content;

    @Override
    public int read() throws TransportException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws TransportException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (entity == null) {
        return -1;
      }
      try {
        return Interruptible.run(attempt::cancel, () -> {
          if (content == null) {
            content = entity.getContent();
          }
          return content.read(target, offset, length);
        });
      } catch (IOException e) {
        throw ExecFailures.inBody(attempt, e);
      }
    }
  }
}
