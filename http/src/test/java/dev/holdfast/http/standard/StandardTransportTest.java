/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.http.Mode;
import dev.holdfast.http.Session;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandardTransportTest {

  /** What a user's decorator looks like. */
  private record Recorder(Transport next, List<String> log) implements Transport {

    @Override
    public TransportResponse send(
        TransportRequest request, AttemptLimits limits, AttemptListener listener)
        throws TransportException {
      log.add(request.method() + " " + request.url().path());
      return next.send(request, limits, listener);
    }

    @Override
    public Capabilities capabilities() {
      return next.capabilities();
    }

    @Override
    public void close() {
      next.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"BLOCKING", "ASYNC"})
  void canBeWrappedAndTuned(Mode mode) throws Exception {
    List<String> log = new ArrayList<>();
    Transport standard = StandardTransport.builder()
        .idleTimeout(Duration.ofSeconds(5))
        .maxConnectionAge(Duration.ofSeconds(30))
        .pingAfter(Duration.ofSeconds(3))
        .maxConnections(4)
        .maxConnectionsPerRoute(2)
        .build();
    try (FaultServer server = FaultServer.start(Step.respond(200).body("ok"));
        Session session = Session.builder()
            .transport(new Recorder(standard, log))
            .asyncTransport(StandardTransport.asynchronous(standard))
            .build()) {
      assertThat(mode.get(session, server.url("/a")).text()).isEqualTo("ok");
    }

    assertThat(log).isEqualTo(mode == Mode.BLOCKING ? List.of("GET /a") : List.of());
  }

  @Test
  void anotherTransportHasNoSuchSide() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StandardTransport.asynchronous(MockTransport.create()));
  }
}
