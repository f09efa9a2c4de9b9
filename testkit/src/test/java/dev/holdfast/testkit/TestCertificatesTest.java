/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCertificatesTest {

  private final TestCertificates certificates = TestCertificates.create();

  @Test
  void theAuthoritySignsAndMayDoSo() throws Exception {
    X509Certificate certificate = certificates.valid().certificate();

    certificate.verify(certificates.authority().getPublicKey());

    assertThat(certificates.authority().getBasicConstraints()).isGreaterThanOrEqualTo(0);
    assertThat(certificates.authority().getKeyUsage()[5]).isTrue();
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void aServerCertificateNamesTheLoopbackAddressAndLocalhost() throws Exception {
    assertThat(certificates.valid().certificate().getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
    assertThat(certificates.wrongHost().certificate().getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "elsewhere.example"), List.of(7, "192.0.2.1"));
  }

  @Test
  void theAuthorityCanBeWrittenAsPem(@TempDir Path folder) throws Exception {
    Path file = certificates.writeAuthorityPem(folder.resolve("ca.pem"));

    byte[] pem = Files.readString(file).getBytes(StandardCharsets.US_ASCII);
    assertThat(CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem)))
        .isEqualTo(certificates.authority());
  }

  @Test
  void aFileThatCannotBeWrittenIsAnError(@TempDir Path folder) {
    Path nowhere = folder.resolve("missing").resolve("ca.pem");

    assertThatThrownBy(() -> certificates.writeAuthorityPem(nowhere))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void certificatesSayWhatIsWrongWithThem() {
    assertThat(certificates.expired()).hasToString("expired");
    assertThat(Step.presenting(certificates.selfSigned()))
        .hasToString("CONNECTION [startTls(self-signed)]");
  }
}
