/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Session;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.tls.TlsVersion;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSamplesTest {

  private static final TestCertificates CERTIFICATES = TestCertificates.create();

  @TempDir
  static Path folder;

  private static Path authority = Path.of("");

  @BeforeAll
  static void write() {
    authority = CERTIFICATES.writeAuthorityPem(folder.resolve("ca.pem"));
  }

  private static int status(Session session) {
    try (FaultServer server =
            FaultServer.builder().tls(CERTIFICATES.valid()).start(Step.respond(200));
        session) {
      return session.get(server.url("/")).status();
    }
  }

  @Test
  void trusts() {
    Path ca = authority;
    // sample: trust
    Session session = Session.builder().tls(Tls.builder().trust(ca).build()).build();
    // end
    assertThat(status(session)).isEqualTo(200);
  }

  @Test
  void presents() {
    Path ca = authority;
    Path client = CERTIFICATES.validFor("client").writePkcs12(folder.resolve("c.p12"), "secret");
    String password = "secret";
    // sample: client
    Tls tls = Tls.builder()
        .trustAlso(ca) // besides what the JVM trusts
        .certificate(client) // PEM or PKCS#12, with its key
        .keyPassword(password)
        .build();
    // end
    assertThat(status(Session.builder().tls(tls).build())).isEqualTo(200);
  }

  @Test
  void differsByOrigin() {
    Path client = CERTIFICATES.validFor("client").writePem(folder.resolve("c.pem"));
    // sample: mount
    Session session = Session.builder()
        .mount(
            "https://bank.example.com/",
            own -> own.tls(Tls.builder().certificate(client).build()))
        .build();
    // end
    session.close();
    assertThat(session.describe("https://bank.example.com/")).isNotEmpty();
  }

  @Test
  void pins() {
    String inUse = Tls.pinOf(CERTIFICATES.authority());
    String spare = Tls.pinOf(TestCertificates.create().authority());
    Path ca = authority;
    // sample: pins
    Tls tls = Tls.builder()
        .trust(ca)
        .versions(TlsVersion.TLS_1_3)
        .pin("127.0.0.1", inUse, spare)
        .build();
    // end
    assertThat(status(Session.builder().tls(tls).build())).isEqualTo(200);
  }

  @Test
  void verifiesNothing() {
    // sample: danger
    Tls tls = Tls.builder().dangerouslyTrustEverything().build(); // warns each time
    // end
    assertThat(status(Session.builder().tls(tls).build())).isEqualTo(200);
  }
}
