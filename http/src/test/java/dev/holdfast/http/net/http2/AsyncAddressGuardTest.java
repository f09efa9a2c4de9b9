/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.testkit.FaultServer;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X07")
class AsyncAddressGuardTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]", "localhost"})
  void holdsForTheAsynchronousTransportToo(String host) {
    try (FaultServer server = FaultServer.start();
        AsyncTransport transport = DefaultTransport.builder()
            .addressGuard(AddressGuard.publicOnly())
            .build()
            .asynchronous()) {
      Url url = Url.parse("http://" + host + ":" + server.port() + "/");
      TransportRequest request = new TransportRequest("GET", url, Headers.empty(), Body.none());

      ExecutionException e = catchThrowableOfType(
          ExecutionException.class,
          () -> transport
              .send(request, AttemptLimits.none(), AttemptListener.none())
              .response()
              .toCompletableFuture()
              .get());

      assertThat(e.getCause()).isInstanceOfSatisfying(TransportException.class, refused -> {
        assertThat(refused.kind()).isEqualTo(FailureKind.CONNECT_ERROR);
        assertThat(refused.permanent()).isTrue();
        assertThat(refused.sent()).isEqualTo(Sent.NO);
      });
      assertThat(server.connections()).isZero();
    }
  }
}
