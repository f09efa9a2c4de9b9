/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.message.UrlTemplate;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.standard.StandardTransport;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultsSamplesTest {

  // sample: template
  private static final UrlTemplate ORDER = UrlTemplate.of("/orders/{id}");
  // end

  private final MockTransport mock = MockTransport.create().respond(200).respond(200);

  @Test
  void completesRequests() {
    // sample: defaults
    Session session = Session.builder()
        .transport(mock)
        .baseUrl("https://api.example.com/v2")
        .defaults(defaults -> defaults
            .userAgent("shop/1.0")
            .header("Accept-Language", "de")
            .query("tenant", "7")
            .attribute(AttributeKey.CLIENT_NAME, "orders"))
        .mount(
            "https://api.example.com/v2/events",
            settings -> settings.defaults(d -> d.httpVersion(HttpVersion.NEGOTIATE)))
        .build();

    Response all = session.get("/orders"); // https://api.example.com/v2/orders?tenant=7
    Response one = session.request(Request.get(ORDER, "a/b")); // …/v2/orders/a%2Fb?tenant=7
    // end
    assertThat(all.url().text()).isEqualTo("https://api.example.com/v2/orders?tenant=7");
    assertThat(one.url().text()).isEqualTo("https://api.example.com/v2/orders/a%2Fb?tenant=7");
    assertThat(one.request().attributes().get(AttributeKey.URL_TEMPLATE)).hasValue("/orders/{id}");
  }

  @Test
  void takesTheDeadlineOfItsHost() {
    TimeSource time = TimeSource.system();
    // sample: host
    Session session = Session.builder()
        .transport(mock)
        .timeouts(Timeouts.defaults().withoutDeadline()) // connect, read, write and pool stay
        .deadlineFrom(() -> HostContext.remaining()
            .map(left -> Deadline.afterNanos(left.toNanos(), time))
            .orElse(Deadline.none()))
        .build();
    // end
    assertThat(session.get("https://api.example.com/").status()).isEqualTo(200);
  }

  /** A host, as a servlet container or gRPC would be. */
  private static final class HostContext {
    static Optional<Duration> remaining() {
      return Optional.of(Duration.ofSeconds(5));
    }
  }

  @Test
  void tunesTheTransport() {
    try (FaultServer server = FaultServer.start(Step.respond(200))) {
      // sample: standard
      Transport standard = StandardTransport.builder()
          .idleTimeout(Duration.ofSeconds(20))
          .pingAfter(Duration.ofSeconds(5))
          .build();
      Session session = Session.builder()
          .transport(standard) // or a decorator around it
          .asyncTransport(StandardTransport.asynchronous(standard))
          .build();
      // end
      try (session) {
        assertThat(session.get(server.url("/")).status()).isEqualTo(200);
      }
    }
  }
}
