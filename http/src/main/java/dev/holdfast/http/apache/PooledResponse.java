/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportResponse;
import java.io.InputStream;

/** A response on its connection, which it gives back or closes at the end. */
final class PooledResponse implements TransportResponse {

  private final Exchange.Answer answer;
  private final AttemptClock clock;
  private final ConnectionPool pool;
  private final Runnable onClose;
  private boolean closed;

  PooledResponse(
      Exchange.Answer answer, AttemptClock clock, ConnectionPool pool, Runnable onClose) {
    this.answer = answer;
    this.clock = clock;
    this.pool = pool;
    this.onClose = onClose;
  }

  @Override
  public int status() {
    return answer.head().status();
  }

  @Override
  public String reason() {
    return answer.head().reason();
  }

  @Override
  public Headers headers() {
    return answer.head().headers();
  }

  @Override
  public InputStream body() {
    return answer.body();
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {
    if (!closed && answer.keep() && answer.body().worthReading(maxBytes)) {
      clock.beginDiscard(maxNanos);
      answer.body().skipAtMost(maxBytes);
    }
    close();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    answer.body().close();
    onClose.run();
    if (answer.keep() && answer.body().reusable()) {
      pool.keep(answer.connection(), Persistence.idleLimit(headers()));
    } else {
      pool.drop(answer.connection());
    }
  }
}
