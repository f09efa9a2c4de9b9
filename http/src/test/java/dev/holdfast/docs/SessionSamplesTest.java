/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.JacksonForTests;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.TypeRef;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import dev.holdfast.testkit.VirtualTime;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionSamplesTest {

  record Order(String item, int count) {}

  private final MockTransport mock = MockTransport.create();

  @Test
  void sendsAndReads() {
    Session session =
        Session.builder().transport(mock).codec(new JacksonForTests()).build();
    mock.respond(200, "[{\"item\":\"tea\",\"count\":2}]").respond(201);
    // sample: calls
    List<Order> orders = session
        .request(Request.get("https://api.example.com/orders")
            .query("since", "2026-01-01")
            .header("Accept", "application/json"))
        .raiseForStatus()
        .json(new TypeRef<List<Order>>() {});

    Response created =
        session.request(Request.post("https://api.example.com/orders").json(new Order("tea", 2)));
    // end
    assertThat(orders).containsExactly(new Order("tea", 2));
    assertThat(created.status()).isEqualTo(201);
    assertThat(mock.requests()).extracting(TransportRequest::method).containsExactly("GET", "POST");
  }

  @Test
  void sendsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("june.pdf"), "pdf");
    Session session = Session.builder().transport(mock).build();
    mock.respond(503).respond(204);
    // sample: file
    Response stored = session.request(Request.put("https://api.example.com/reports/june")
        .file(file) // read anew for each attempt
        .header("Content-Type", "application/pdf")
        .retry(Retry.builder().methods("PUT").build()));
    // end
    assertThat(stored.attempts()).hasSize(2);
  }

  @Test
  void hasOtherSettingsBelowAPrefix() {
    Retry patient = Retry.builder().total(8).build();
    // sample: mount
    Session session = Session.builder()
        .transport(mock)
        .mount(
            "https://reports.example.com/",
            settings -> settings
                .timeouts(settings.timeouts().deadline(Duration.ofMinutes(10)))
                .retry(patient))
        .mount("https://reports.example.com/live", settings -> settings.retry(Retry.off()))
        .build();
    // end
    mock.respond(503);

    assertThat(session.get("https://reports.example.com/live/1").status()).isEqualTo(503);
    assertThat(mock.requests()).hasSize(1);
  }

  @Test
  void hearsOfEveryAttempt() {
    List<String> lines = new ArrayList<>();
    // sample: observer
    Session session = Session.builder()
        .transport(mock)
        .time(VirtualTime.create())
        .observer(attempt -> lines.add(attempt.number() + " " + attempt.decision()))
        .build();
    // end
    mock.respond(503).respond(200);

    session.get("https://api.example.com/");

    assertThat(lines).containsExactly("1 RETRY", "2 SUCCESS");
  }

  @Test
  void resolvesAndTrustsAsTold() {
    TestCertificates certificates = TestCertificates.create();
    try (FaultServer server = FaultServer.builder()
        .tls(certificates.valid())
        .start(Step.always(Step.respond(200).keepAlive()))) {
      SSLContext context = certificates.clientContext();
      // sample: connections
      Session session = Session.builder()
          .sslContext(context)
          .dns(host -> List.of(InetAddress.getLoopbackAddress()))
          .maxConnectionsPerRoute(20)
          .maxConnections(100)
          .build();
      // end
      try (session) {
        assertThat(session.get("https://localhost:" + server.port() + "/").status())
            .isEqualTo(200);
      }
    }
  }
}
