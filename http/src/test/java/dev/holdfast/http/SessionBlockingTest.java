/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionBlockingTest {

  private static final String URL = "http://api.example.com/orders";

  private final MockedSession mocked = new MockedSession();

  @Test
  void mapsAnInterruptionOfAWaitAndKeepsTheFlag() {
    mocked.transport.handle(request -> {
      Thread.currentThread().interrupt();
      throw TransportException.of(FailureKind.CONNECT_REFUSED, Sent.NO, "refused", null);
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

  @Test
  void endsAWaitForTheAsynchronousTransport() throws Exception {
    HeldTransport transport = new HeldTransport();
    Session session = mocked.builder().asyncTransport(transport).build();
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread caller = new Thread(() -> end.complete(
        catchThrowable(() -> session.request(Request.get(URL).httpVersion(HttpVersion.HTTP_2)))));
    caller.start();
    HeldTransport.Held exchange = transport.next();

    caller.interrupt();

    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
    assertThat(exchange.cancelled()).isTrue();
  }

  @Test
  void readsABodyOverTheAsynchronousTransportAsAStream() throws Exception {
    mocked.transport.respond(503).respond(200, "streamed");

    try (StreamedResponse response =
        mocked.session().stream(Request.get(URL).httpVersion(HttpVersion.NEGOTIATE))) {
      assertThat(response.body()).hasContent("streamed");
    }
  }

  @Test
  void tellsTheTransportWhichVersionToUse() {
    mocked.transport.respond(200).respond(200);
    Session session = mocked.session();

    session.get(URL);
    session.request(Request.get(URL).httpVersion(HttpVersion.HTTP_2));

    assertThat(mocked.transport.requests())
        .extracting(TransportRequest::version)
        .containsExactly(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
  }
}
