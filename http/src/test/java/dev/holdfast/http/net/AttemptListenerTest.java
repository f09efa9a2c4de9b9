/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Mode.class)
class AttemptListenerTest {

  private final List<String> events = new ArrayList<>();

  private final Mode mode;

  AttemptListenerTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  void isToldEveryPhaseOfAFreshAndOfAReusedConnection() throws IOException {
    String ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    try (RawServer server = RawServer.answering(ok);
        TransportFixture client = mode.client(host -> List.of(Loopback.address(1)))) {
      String url = "http://a.example:" + server.port() + "/";

      call(client, url);
      call(client, url);

      assertThat(events)
          .containsExactly(
              "POOL", "DNS", "CONNECT", "new", "SEND", "HEAD", "BODY", "POOL", "reused", "SEND",
              "HEAD", "BODY");
    }
  }

  private void call(TransportFixture client, String url) throws TransportException {
    TransportRequest request = TransportFixture.request("GET", url);
    AttemptListener listener = new AttemptListener() {
      @Override
      public void begin(Phase phase) {
        events.add(phase.name());
      }

      @Override
      public void connected(boolean reused, String remote) {
        events.add(reused ? "reused" : "new");
      }
    };
    try (TransportResponse response =
        client.transport().send(request, TransportFixture.limits().build(), listener)) {
      TransportFixture.body(response);
    }
  }
}
