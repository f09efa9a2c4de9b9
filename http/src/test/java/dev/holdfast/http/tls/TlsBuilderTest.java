/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.http.Session;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.testkit.TestCertificate;
import dev.holdfast.testkit.TestCertificates;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsBuilderTest {

  private static final TestCertificates CERTIFICATES = TestCertificates.create();

  @TempDir
  static Path folder;

  private static Path file(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void readsTrustInEveryForm() throws Exception {
    Path der = Files.write(folder.resolve("ca.der"), CERTIFICATES.authority().getEncoded());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", CERTIFICATES.authority());
    Path p12 = folder.resolve("ca.p12");
    try (OutputStream out = Files.newOutputStream(p12)) {
      store.store(out, "secret".toCharArray());
    }

    assertThat(Tls.builder().trust(der).build().context()).isNotNull();
    assertThat(Tls.builder().trust(p12, "secret").build().context()).isNotNull();
    assertThatThrownBy(() -> Tls.builder().trust(p12, "wrong").build())
        .hasMessageContaining("ca.p12: the password is wrong");
    assertThatThrownBy(() -> Tls.builder().trust(p12).build()).hasMessageContaining("password");
  }

  static Stream<Arguments> unusable() throws Exception {
    TestCertificate own = CERTIFICATES.valid();
    Path pem = own.writePem(folder.resolve("own.pem"));
    Path other = CERTIFICATES.valid().writePem(folder.resolve("other.pem"));
    Path store = own.writePkcs12(folder.resolve("own.p12"), "secret");
    Path ca = CERTIFICATES.writeAuthorityPem(folder.resolve("ca.pem"));
    Path none = folder.resolve("none.pem");
    Path empty = file("empty.pem", "");
    Path cut = file("cut.pem", "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n");
    Path old = file(
        "old.pem",
        Files.readString(ca)
            + "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n"
            + "-----END RSA PRIVATE KEY-----\n");
    return Stream.of(
        unusable(b -> b.trust(none), "trust: " + none + ": no such file"),
        unusable(b -> b.trust(folder), "trust: " + folder),
        unusable(b -> b.trust(empty), "empty.pem: it holds no certificate"),
        unusable(b -> b.trust(cut), "trust: " + cut),
        unusable(b -> b.trust(store, "secret"), "marked as trusted"),
        unusable(b -> b.certificate(none), "certificate: " + none + ": no such file"),
        unusable(b -> b.certificate(ca), "ca.pem: it holds no private key"),
        unusable(b -> b.certificate(pem, none), "key: " + none + ": no such file"),
        unusable(b -> b.certificate(pem, other), "other.pem: the key is not that of the cert"),
        unusable(b -> b.certificate(old), "old.pem: the RSA PRIVATE KEY is encrypted in the old"),
        unusable(b -> b.certificate(store), "own.p12: it needs a password, and none was given"),
        unusable(b -> b.certificate(store).keyPassword("no"), "own.p12: the password is wrong"));
  }

  private static Arguments unusable(Consumer<TlsBuilder> settings, String message) {
    return arguments(settings, message);
  }

  @ParameterizedTest
  @MethodSource("unusable")
  @Tag("U21")
  void saysWhichFileCannotBeUsedAndWhy(Consumer<TlsBuilder> settings, String message) {
    TlsBuilder builder = Tls.builder();
    settings.accept(builder);

    assertThatThrownBy(builder::build)
        .isInstanceOf(TlsFileException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("(expected: ");
  }

  /** PKCS#8 with PBES2, as OpenSSL writes it; of no use elsewhere. */
  private static final String ENCRYPTED = """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjIlGBk04G2wAICCAAw
      DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEDT3rPQDZh1Xr/Kja4rcvRMEgZB1
      bZHb98gRvUkscFD6k5pKkr/NRoWYJU5/IMyKtACpxhL665MW+WxdV7oH4mHt8/yN
      w+VCnbYX1fapTTIdtmvJAOYj6ZRGf2ZCsBy+tVGiyaLwJ6wwx4rocjJwN/safUK/
      mfhpariYZvd4jNkU/QBVAhKTG7GtBX2nyoYha09mTycXADy8JMUyc9hL2vTgw8w=
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /** The same with triple DES, as openssl req writes it by default. */
  private static final String TRIPLE_DES = """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIHjME4GCSqGSIb3DQEFDTBBMCkGCSqGSIb3DQEFDDAcBAgNh32VLnbkgAICCAAw
      DAYIKoZIhvcNAgkFADAUBggqhkiG9w0DBwQIB1+ERwUegZcEgZBgY1+FvQUcK56k
      O0Dr+CnDi1+UIh1QOJh0x23DXQOi3ow6lzd5OAfX25wK6cRq2epwohIsdKBY9aUy
      BFSYnqEZUmXbHJUnce1LJjtU5HmV2QUryxP1IUr6HNjQVOib+4CUl/xkEr562K3T
      7FbgUVnFg0svmscdKZei3+SlWxklwZzwp5pgRTpV4TUuUHGrxbY=
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  private static final String ITS_CERTIFICATE = """
      -----BEGIN CERTIFICATE-----
      MIIBejCCAR+gAwIBAgIUf0okrEG6tg928POTusJ/xCDEoIswCgYIKoZIzj0EAwIw
      ETEPMA0GA1UEAwwGY2xpZW50MCAXDTI2MTEzMDEzMzI1MVoYDzIxMjYxMTA2MTMz
      MjUxWjARMQ8wDQYDVQQDDAZjbGllbnQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
      AATyiMf9Gsy0PQ+ftsz400da6MxzfwVhNsAIK7Vl5XS/IGy4Tu49hf7dXhRzEThQ
      XE3TMFa27hZcd0V+dUUcz3Q3o1MwUTAdBgNVHQ4EFgQUbgCM6aBcKzctU7keLFvG
      vniirOAwHwYDVR0jBBgwFoAUbgCM6aBcKzctU7keLFvGvniirOAwDwYDVR0TAQH/
      BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAzNh77T7d83YGZO6pT3mYX7orVRcC
      6OFKMHSJieidSeYCIQCM7VGOU3Ydv58+xC3x4h4Bc9th3ULYEr7wAG4NdDlJVA==
      -----END CERTIFICATE-----
      """;

  @Test
  void readsAnEncryptedKeyWithItsPassword() throws Exception {
    Path plain = file("plain.pem", ITS_CERTIFICATE);
    Path key = file("encrypted.pem", ENCRYPTED);

    assertThatThrownBy(
            () -> Tls.builder().certificate(plain, file("3des.pem", TRIPLE_DES)).build())
        .hasMessageContaining("3des.pem: it is encrypted in a way that Java cannot read")
        .hasMessageContaining("openssl pkcs8 -topk8 -v2 aes-256-cbc");

    TlsBuilder builder = Tls.builder().certificate(plain, key);
    assertThatThrownBy(builder::build).hasMessageContaining("encrypted.pem: it needs a password");
    assertThatThrownBy(builder.keyPassword("wrong")::build)
        .hasMessageContaining("key: " + key + ": the password is wrong");
    assertThat(builder.keyPassword("secret").build().context()).isNotNull();
  }

  static Stream<Consumer<TlsBuilder>> contradictions() throws Exception {
    Path ca = CERTIFICATES.writeAuthorityPem(folder.resolve("ca.pem"));
    SSLContext context = CERTIFICATES.clientContext();
    String pin = Tls.pinOf(CERTIFICATES.authority());
    return Stream.of(
        b -> b.trust(ca).trustAlso(ca),
        b -> b.trust(ca).dangerouslyTrustEverything(),
        b -> b.trustAlso(ca).dangerouslyTrustEverything(),
        b -> b.context(context).trust(ca),
        b -> b.context(context).pin("a.example", pin),
        b -> b.context(context).certificate(ca),
        b -> b.context(context).dangerouslyTrustEverything(),
        b -> b.keyPassword("secret"),
        b -> b.versions(TlsVersion.TLS_1_3).ciphers("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
        b -> b.versions(TlsVersion.TLS_1_2).ciphers("TLS_AES_128_GCM_SHA256"));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  @Tag("U21")
  void refusesSettingsThatContradictEachOther(Consumer<TlsBuilder> settings) {
    TlsBuilder builder = Tls.builder();
    settings.accept(builder);

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("(expected: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "sha256/", "sha256/AAAA", "sha1/AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "sha256/***"})
  void refusesWhatIsNoPin(String pin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().pin("a.example", pin))
        .withMessageContaining("a.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "*.", "a.*.example"})
  void refusesPinsOfNoHost(String host) {
    String pin = Tls.pinOf(CERTIFICATES.authority());

    assertThatIllegalArgumentException().isThrownBy(() -> Tls.builder().pin(host, pin));
    assertThatIllegalArgumentException().isThrownBy(() -> Tls.builder().pin("a.example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS_MADE_UP", "TLS_RSA_WITH_NULL_SHA256", "", "tls_aes_128_gcm_sha256"})
  void refusesCiphersThatProtectNothing(String cipher) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.builder().ciphers(cipher))
        .withMessageContaining("TLS_AES_128_GCM_SHA256");
  }

  @Test
  void givesThePinThatOthersGive() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256")
        .digest(CERTIFICATES.authority().getPublicKey().getEncoded());

    assertThat(Tls.pinOf(CERTIFICATES.authority()))
        .isEqualTo("sha256/" + Base64.getEncoder().encodeToString(hash));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example/v1", "http://a.example/"})
  void refusesTlsBelowAPath(String mount) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Session.builder().mount(mount, own -> own.tls(Tls.jvm())).build())
        .withMessageContaining("all calls to an origin share its connections");
  }

  @Test
  void refusesTlsBesideATransportOfTheCallers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Session.builder().tls(Tls.jvm()).transport(MockTransport.create()).build())
        .withMessageContaining("tls: set beside a transport");
  }

  @Test
  void givesItsContextToOthers() {
    assertThat(Tls.of(CERTIFICATES.clientContext()).context())
        .isSameAs(CERTIFICATES.clientContext());
    assertThat(List.of(Tls.jvm().context().getProtocol())).containsAnyOf("TLS", "Default");
  }
}
