/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.http.tls.Tls;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  private static final TestCertificates CERTIFICATES = TestCertificates.create();

  @TempDir
  static Path directory;

  private static String authority = "";

  @BeforeAll
  static void writeAuthority() {
    authority =
        CERTIFICATES.writeAuthorityPem(directory.resolve("authority.pem")).toString();
  }

  @Test
  void trustsTheCertificatesInTheFile() {
    try (FaultServer server =
        FaultServer.builder().tls(CERTIFICATES.valid()).start(Step.respond(200).body("secret"))) {
      Ran ran = Ran.run("get", server.url("/"), "--cacert", authority);

      assertThat(ran.out()).isEqualTo("secret");
      assertThat(ran.code()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeff",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----\n",
        "# the authority of the tests\r\n\r\n",
        "Bag Attributes\n    friendlyName: x\n"
      })
  void findsTheCertificatesWhateverStandsBeforeThem(String before) throws Exception {
    String pem = before + Files.readString(Path.of(authority)) + before;
    Path file = Files.writeString(directory.resolve("mixed.pem"), pem);
    try (FaultServer server =
        FaultServer.builder().tls(CERTIFICATES.valid()).start(Step.respond(200).body("secret"))) {
      assertThat(Ran.run("get", server.url("/"), "--cacert", file.toString()).out())
          .isEqualTo("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\ufeff",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----\n",
        "-----BEGIN CERTIFICATE-----\nMC4CAQAw\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nMC4"
      })
  void refusesAFileWithoutACertificate(String content) throws Exception {
    Path file = Files.writeString(directory.resolve("none.pem"), content);

    Ran ran = Ran.run("get", "https://127.0.0.1:1/", "--cacert", file.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("holdfast: --cacert: ").hasLineCount(1);
  }

  static Stream<Arguments> untrusted() {
    return Stream.of(
        arguments(Step.presenting(CERTIFICATES.selfSigned())),
        arguments(Step.presenting(CERTIFICATES.expired())),
        arguments(Step.presenting(CERTIFICATES.notYetValid())),
        arguments(Step.presenting(CERTIFICATES.wrongHost())));
  }

  @ParameterizedTest
  @MethodSource("untrusted")
  void endsWith60AfterOneAttemptForABadCertificate(Step fault) {
    try (FaultServer server =
        FaultServer.builder().tls(CERTIFICATES.valid()).start(Step.always(fault))) {
      Ran ran = Ran.run("get", server.url("/"), "--cacert", authority);

      assertThat(ran.code()).isEqualTo(60);
      assertThat(ran.errLines()).hasSize(1);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("untrusted")
  void takesAnyCertificateIfToldToAndWarns(Step fault) {
    try (FaultServer server = FaultServer.builder()
        .tls(CERTIFICATES.valid())
        .start(fault, Step.always(Step.respond(200).body("seen")))) {
      Ran ran = Ran.run("get", server.url("/"), "-k", "--silent");

      assertThat(ran.out()).isEqualTo("seen");
      assertThat(ran.errLines())
          .containsExactly(
              "holdfast: warning: --insecure: the server's certificate is not verified;"
                  + " the call can be read and changed on its way");
    }
  }

  private static Path key(String name, byte[] content) throws Exception {
    return Files.write(directory.resolve(name), content);
  }

  private static byte[] pem(byte[] key) {
    return ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PUBLIC KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void talksToAServerWithAPinnedKeyOnly() throws Exception {
    byte[] right = CERTIFICATES.authority().getPublicKey().getEncoded();
    byte[] wrong =
        KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic().getEncoded();
    String hash = Tls.pinOf(CERTIFICATES.authority()).replace("sha256/", "sha256//");
    String other = "sha256//" + "A".repeat(43) + "=";
    try (FaultServer server =
        FaultServer.builder().tls(CERTIFICATES.valid()).start(Step.always(Step.respond(200)))) {
      for (String pins : List.of(
          hash,
          other + ";" + hash,
          key("right.der", right).toString(),
          key("right.pem", pem(right)).toString())) {
        assertThat(Ran.run("get", server.url("/"), "--cacert", authority, "--pinnedpubkey", pins)
                .code())
            .as(pins)
            .isZero();
      }
      for (String pins : List.of(other, key("wrong.pem", pem(wrong)).toString())) {
        Ran ran = Ran.run("get", server.url("/"), "--cacert", authority, "--pinnedpubkey", pins);
        assertThat(ran.code()).as(pins).isEqualTo(60);
        assertThat(ran.err()).contains("pins of 127.0.0.1");
      }
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void aPinHoldsWithoutAnyOtherCheckAndAfterARedirect() {
    String other = "sha256//" + "A".repeat(43) + "=";
    try (FaultServer server =
            FaultServer.builder().tls(CERTIFICATES.selfSigned()).start(Step.respond(200));
        FaultServer plain =
            FaultServer.start(Step.respond(302).header("Location", server.url("/")))) {
      assertThat(Ran.run("get", plain.url("/"), "-k", "--pinnedpubkey", other).code())
          .isEqualTo(60);
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256//short", "sha256/", "", "/no/such/file", "."})
  void refusesAPinThatIsNone(String pin) {
    Ran ran = Ran.run("get", "https://127.0.0.1:1/", "--pinnedpubkey", pin);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("holdfast: --pinnedpubkey: ").hasLineCount(1);
  }

  @Test
  void refusesAFileWithAnythingButAPublicKey() throws Exception {
    Ran ran = Ran.run("get", "https://127.0.0.1:1/", "--pinnedpubkey", authority);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("a file with a public key, PEM or DER");
  }

  @Test
  void warnsInTheFormOfTheTrace() {
    try (FaultServer server =
        FaultServer.builder().tls(CERTIFICATES.selfSigned()).start(Step.respond(200))) {
      Ran ran = Ran.run("get", server.url("/"), "--insecure", "--trace", "json");

      assertThat(ran.events().get(0).get("event").asString()).isEqualTo("warning");
    }
  }

  @Test
  void refusesToTrustEverybodyAndSomebody() {
    Ran ran = Ran.run("get", "https://127.0.0.1:1/", "-k", "--cacert", authority);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("holdfast: --insecure: given beside --cacert");
  }

  @Test
  void wantsACertificateForAKeyAndAKeyForACertificate() {
    Ran key = Ran.run("get", "https://127.0.0.1:1/", "--key", authority);
    Ran certificate = Ran.run("get", "https://127.0.0.1:1/", "--cert", authority);
    Ran missing = Ran.run("get", "https://127.0.0.1:1/", "--cert", "/no/such/file");

    assertThat(key.err())
        .startsWith("holdfast: --key: given without its certificate (expected: --cert FILE)");
    assertThat(certificate.err())
        .startsWith(
            "holdfast: --cert: " + authority
                + " (expected: a readable PEM or PKCS#12 file with certificate and key: it holds no private key)");
    assertThat(missing.err())
        .startsWith(
            "holdfast: --cert: /no/such/file (expected: a readable PEM or PKCS#12 file with certificate and key:"
                + " no such file)");
    assertThat(missing.code()).isEqualTo(2);
  }

  @Test
  void endsWith60WithoutTheAuthority() {
    try (FaultServer server =
        FaultServer.builder().tls(CERTIFICATES.valid()).start(Step.respond(200))) {
      Ran ran = Ran.run("get", server.url("/"));

      assertThat(ran.code()).isEqualTo(60);
      assertThat(server.requests()).isEmpty();
    }
  }

  static Stream<Arguments> handshakes() {
    return Stream.of(
        arguments(Step.plaintextToTls()),
        arguments(Step.garbageToTls()),
        arguments(Step.resetAfterClientHello()),
        arguments(Step.closeAfterClientHello()),
        arguments(Step.cutServerHello()));
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void endsWith35ForAHandshakeThatFails(Step fault) {
    try (FaultServer server =
        FaultServer.builder().tls(CERTIFICATES.valid()).start(Step.always(fault))) {
      Ran ran = Ran.run("get", server.url("/"), "--retries", "0");

      assertThat(ran.code()).isEqualTo(35);
      assertThat(ran.errLines()).hasSize(1);
    }
  }

  @Test
  void endsWith28ForAHandshakeThatStalls() {
    try (FaultServer server =
        FaultServer.builder().tls(CERTIFICATES.valid()).start(Step.stallOnAccept())) {
      Ran ran = Ran.run("get", server.url("/"), "--retries", "0", "--connect-timeout", "200ms");

      assertThat(ran.code()).isEqualTo(28);
    }
  }
}
