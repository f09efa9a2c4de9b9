/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.LogRecords;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.TlsException;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.testkit.TestCertificate;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated
@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class TlsCallsTest {

  private static final TestCertificates OURS = TestCertificates.create();
  private static final TestCertificates OTHERS = TestCertificates.create();
  private static final TestCertificate SERVER = OURS.valid();
  private static final String SECRET = new String(TlsServer.PASSWORD);

  @TempDir
  static Path folder;

  private static Path authority = Path.of("");
  private static Path othersAuthority = Path.of("");
  private static Path server = Path.of("");

  private final Mode mode;

  TlsCallsTest(Mode mode) {
    this.mode = mode;
  }

  @BeforeAll
  static void write() {
    authority = OURS.writeAuthorityPem(folder.resolve("ours.pem"));
    othersAuthority = OTHERS.writeAuthorityPem(folder.resolve("others.pem"));
    server = SERVER.writePkcs12(folder.resolve("server.p12"), SECRET);
  }

  private static TlsServer plain() throws Exception {
    return TlsServer.start(server, List.of(), null);
  }

  private static TlsServer wantingACertificate(String... protocols) throws Exception {
    return TlsServer.start(server, List.of(), OURS.authority(), protocols);
  }

  private Response call(Tls tls, String url) {
    return call(tls, Request.get(url));
  }

  private Response call(Tls tls, Request request) {
    try (Session session = Session.builder().tls(tls).build()) {
      return mode.request(session, request);
    }
  }

  private TlsException refused(Tls tls, Request request) {
    return catchThrowableOfType(TlsException.class, () -> call(tls, request));
  }

  @ParameterizedTest
  @CsvSource({"trust", "trustAlso"})
  void trustsTheAuthorityInAFile(String how) throws Exception {
    TlsBuilder builder = Tls.builder();
    Tls tls =
        (how.equals("trust") ? builder.trust(authority) : builder.trustAlso(authority)).build();
    try (TlsServer peer = plain()) {
      assertThat(call(tls, peer.url()).status()).isEqualTo(200);
    }
  }

  @Test
  void trustsNoOther() throws Exception {
    try (TlsServer peer = plain()) {
      TlsException e =
          refused(Tls.builder().trust(othersAuthority).build(), Request.get(peer.url()));

      assertThat(e.certificate()).isTrue();
      assertThat(e.attempts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void presentsACertificate(String protocol) throws Exception {
    Path pem = OURS.validFor("pem.example").writePem(folder.resolve("client.pem"));
    Path store = OURS.validFor("p12.example").writePkcs12(folder.resolve("client.p12"), "secret");
    try (TlsServer peer = wantingACertificate(protocol)) {
      Tls ofPem = Tls.builder().trust(authority).certificate(pem).build();
      Tls ofStore = Tls.builder()
          .trust(authority)
          .certificate(store)
          .keyPassword("secret")
          .build();

      assertThat(call(ofPem, peer.url()).text()).isEqualTo("CN=pem.example");
      assertThat(call(ofStore, peer.url()).text()).isEqualTo("CN=p12.example");
    }
  }

  @ParameterizedTest
  @Tag("T31")
  @CsvSource({
    "GET, HTTP_1_1",
    "GET, HTTP_2",
    "GET, NEGOTIATE",
    "POST, HTTP_1_1",
    "POST, HTTP_2",
    "POST, NEGOTIATE"
  })
  void aServerThatWantsACertificateIsAskedOnce(String method, HttpVersion version)
      throws Exception {
    Tls tls = Tls.builder().trust(authority).build();
    try (TlsServer peer = wantingACertificate();
        Session session = Session.builder().tls(tls).build()) {
      Request request = Request.of(method, peer.url()).httpVersion(version);
      TlsException e = catchThrowableOfType(TlsException.class, () -> {
        if (mode == Mode.ASYNC) {
          Mode.await(session.sendAsync(request));
        } else {
          session.request(request);
        }
      });

      assertThat(e.attempts()).hasSize(1);
      assertThat(e).hasMessageContaining("certificate");
      assertThat(e.explain()).contains("certificate");
      assertThat(peer.awaitClients(1)).hasSize(1);
    }
  }

  @Test
  @Tag("T31")
  void aServerThatRefusesOurCertificateIsAskedOnce() throws Exception {
    Path stranger = OTHERS.validFor("stranger").writePem(folder.resolve("stranger.pem"));
    Tls tls = Tls.builder().trust(authority).certificate(stranger).build();
    try (TlsServer peer = wantingACertificate("TLSv1.3")) {
      TlsException e = refused(tls, Request.post(peer.url()).body("order"));

      assertThat(e.attempts()).hasSize(1);
      assertThat(e).hasMessageContaining("certificate_unknown");
    }
  }

  @Test
  void speaksTheVersionsAndCiphersThatItIsToldTo() throws Exception {
    Tls only13 = Tls.builder().trust(authority).versions(TlsVersion.TLS_1_3).build();
    try (TlsServer old = TlsServer.start(server, List.of(), null, "TLSv1.2")) {
      assertThat(refused(only13, Request.get(old.url())).attempts()).hasSize(1);
    }
    Tls one = Tls.builder().trust(authority).ciphers("TLS_AES_256_GCM_SHA384").build();
    try (TlsServer peer = plain()) {
      assertThat(call(one, peer.url()).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "authority", "backup"})
  void aPinOfTheChainOfTrustLetsAServerIn(String which) throws Exception {
    String pin = Tls.pinOf(which.equals("authority") ? OURS.authority() : SERVER.certificate());
    String other = Tls.pinOf(OTHERS.authority());
    Tls tls = Tls.builder().trust(authority).pin("127.0.0.1", other, pin).build();
    try (TlsServer peer = plain()) {
      assertThat(call(tls, peer.url()).status()).isEqualTo(200);
    }
  }

  @Test
  @Tag("T33")
  void aServerWithoutAPinIsAskedOnce() throws Exception {
    String other = Tls.pinOf(OTHERS.authority());
    Path client = OURS.validFor("client").writePem(folder.resolve("pinning.pem"));
    Tls tls = Tls.builder()
        .trust(authority)
        .certificate(client)
        .pin("127.0.0.1", other)
        .build();
    try (TlsServer peer = wantingACertificate()) {
      TlsException e = refused(tls, Request.get(peer.url()));

      assertThat(e.certificate()).isTrue();
      assertThat(e.attempts()).hasSize(1);
      assertThat(e)
          .hasMessageContaining("none of the 1 pins of 127.0.0.1")
          .hasMessageContaining(Tls.pinOf(SERVER.certificate()))
          .hasMessageContaining(Tls.pinOf(OURS.authority()));
      assertThat(peer.clients()).noneMatch(name -> name.contains("CN=client"));
    }
  }

  /** The server sends the pinned certificate, which did not sign its own. */
  @Test
  @Tag("T33")
  void aPinBesideTheChainOfTrustLetsNoOneIn() throws Exception {
    List<X509Certificate> pretence = List.of(OTHERS.authority());
    Tls tls = Tls.builder()
        .trust(authority)
        .trust(othersAuthority)
        .pin("127.0.0.1", Tls.pinOf(OTHERS.authority()))
        .build();
    try (TlsServer peer = TlsServer.start(server, pretence, null)) {
      assertThat(refused(tls, Request.get(peer.url())).attempts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"*.example.test, true", "a.example.test, true", "b.example.test, false"})
  void pinsAreForHosts(String pinned, boolean refuses) throws Exception {
    Path wild = OURS.validFor("*.example.test").writePkcs12(folder.resolve("wild.p12"), SECRET);
    Tls tls = Tls.builder()
        .trust(authority)
        .pin(pinned, Tls.pinOf(OTHERS.authority()))
        .build();
    try (TlsServer peer = TlsServer.start(wild, List.of(), null);
        Session session = Session.builder()
            .tls(tls)
            .dns(host -> List.of(InetAddress.getLoopbackAddress()))
            .build()) {
      Request request = Request.get("https://a.example.test.:" + peer.port() + "/");
      TlsException e =
          catchThrowableOfType(TlsException.class, () -> mode.request(session, request));

      assertThat(e != null).isEqualTo(refuses);
    }
  }

  @Test
  void trustsEverythingIfItHasTo() throws Exception {
    Path wrong = OTHERS.wrongHost().writePkcs12(folder.resolve("wrong.p12"), SECRET);
    try (TlsServer peer = TlsServer.start(wrong, List.of(), null);
        LogRecords log = LogRecords.of("dev.holdfast.http")) {
      Tls tls = Tls.builder().dangerouslyTrustEverything().build();

      assertThat(call(tls, peer.url()).status()).isEqualTo(200);
      assertThat(call(tls, peer.url()).status()).isEqualTo(200);
      assertThat(log.messages())
          .filteredOn(message -> message.contains("dangerouslyTrustEverything"))
          .singleElement()
          .asString()
          .containsIgnoringCase("warn");
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 200", "false, 0"})
  void aPinnedKeyNeedsNoAuthority(boolean right, int status) throws Exception {
    TestCertificate own = OTHERS.selfSigned();
    Path store = own.writePkcs12(folder.resolve("self.p12"), SECRET);
    // The pinned certificate of others is sent along, which must not help.
    List<X509Certificate> extra = List.of(OTHERS.authority());
    String pin = Tls.pinOf(right ? own.certificate() : OTHERS.authority());
    Tls tls = Tls.builder().dangerouslyTrustEverything().pin("127.0.0.1", pin).build();
    try (TlsServer peer = TlsServer.start(store, extra, null)) {
      if (status == 200) {
        assertThat(call(tls, peer.url()).status()).isEqualTo(status);
      } else {
        assertThat(refused(tls, Request.get(peer.url())).certificate()).isTrue();
      }
    }
  }

  @Test
  @Tag("T34")
  void noticesNewFilesForNewConnections() throws Exception {
    Path file = folder.resolve("rotated.pem");
    Files.copy(othersAuthority, file, StandardCopyOption.REPLACE_EXISTING);
    Tls tls = Tls.builder().trust(file).lookForChanges(Duration.ZERO).build();
    try (TlsServer peer = plain();
        LogRecords log = LogRecords.of("dev.holdfast.http");
        Session session = Session.builder().tls(tls).build()) {
      assertThat(catchThrowableOfType(TlsException.class, () -> mode.get(session, peer.url())))
          .isNotNull();

      replace(file, Files.readString(authority));
      assertThat(mode.get(session, peer.url()).status()).isEqualTo(200);

      replace(file, "half a file");
      assertThat(mode.get(session, peer.url()).status()).isEqualTo(200);
      assertThat(mode.get(session, peer.url()).status()).isEqualTo(200);
      assertThat(log.messages())
          .filteredOn(message -> message.contains("rotated.pem"))
          .singleElement()
          .asString()
          .contains("it holds no certificate", "stay in use");
    }
  }

  private static void replace(Path file, String content) throws IOException {
    Path next = Files.writeString(folder.resolve("next"), content);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void anOriginMayHaveItsOwn() throws Exception {
    try (TlsServer peer = plain();
        TlsServer another = plain();
        Session session = Session.builder()
            .tls(Tls.builder().trust(othersAuthority).build())
            .mount(peer.url(), own -> own.tls(Tls.builder().trust(authority).build()))
            .mount(peer.url() + "below", own -> own)
            .build()) {
      assertThat(mode.get(session, peer.url()).status()).isEqualTo(200);
      assertThat(mode.get(session, peer.url() + "below").status()).isEqualTo(200);
      assertThat(catchThrowableOfType(TlsException.class, () -> mode.get(session, another.url())))
          .isNotNull();
    }
  }

  @Test
  @Tag("T01")
  @Tag("T03")
  @Tag("T04")
  void saysWhatIsWrongWithACertificate() throws Exception {
    Tls tls = Tls.builder().trust(authority).build();
    assertThat(messageOf(tls, OURS.expired()))
        .contains("expired at " + OURS.expired().certificate().getNotAfter().toInstant());
    assertThat(messageOf(tls, OURS.notYetValid()))
        .contains(
            "is valid from " + OURS.notYetValid().certificate().getNotBefore().toInstant());
    assertThat(messageOf(tls, OURS.wrongHost()))
        .contains("127.0.0.1", "the certificate is for elsewhere.example, 192.0.2.1");
    assertThat(messageOf(tls, OTHERS.selfSigned()))
        .contains(
            "unable to find valid certification path to requested target",
            "CN=localhost is issued by CN=localhost");
    assertThat(messageOf(Tls.jvm(), OTHERS.valid()))
        .contains(
            "unable to find valid certification path to requested target",
            "CN=localhost is issued by CN=Holdfast test authority");
  }

  private String messageOf(Tls tls, TestCertificate certificate) throws Exception {
    Path store = certificate.writePkcs12(folder.resolve("bad.p12"), SECRET);
    try (TlsServer peer = TlsServer.start(store, List.of(), null)) {
      TlsException e = refused(tls, Request.get(peer.url()));

      assertThat(e.attempts()).hasSize(1);
      assertThat(e.getMessage()).doesNotContain("Exception");
      assertThat(e.explain()).contains(e.attempts().get(0).message());
      assertThat(e.getMessage()).contains(e.attempts().get(0).message());
      return String.valueOf(e.getMessage());
    }
  }
}
