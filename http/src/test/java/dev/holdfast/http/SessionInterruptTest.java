/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import org.junit.jupiter.api.Test;

class SessionInterruptTest {

  private static final String URL = "http://api.example.com/orders";

  private final MockedSession mocked = new MockedSession();

  @Test
  void mapsAnInterruptionOfAWaitAndKeepsTheFlag() {
    mocked.transport.handle(request -> {
      Thread.currentThread().interrupt();
      throw TransportException.of(Category.CONNECT_REFUSED, Sent.NO, "refused", null);
    });

    CancelledException e =
        catchThrowableOfType(CancelledException.class, () -> mocked.session().get(URL));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void sendsNothingOnAnInterruptedThread() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> mocked.session().get(URL));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(mocked.transport.requests()).isEmpty();
  }
}
