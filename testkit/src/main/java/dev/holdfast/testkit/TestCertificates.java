/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import dev.holdfast.testkit.CertificateSigner.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority in memory, and the valid and invalid certificates that it signs for
 * 127.0.0.1 and localhost. Keys are EC P-256; validity is counted from the system's clock, which
 * the JDK checks it against.
 *
 * <pre>{@code
 * TestCertificates certificates = TestCertificates.create();
 * try (FaultServer server =
 *     FaultServer.builder().tls(certificates.valid()).start(Step.respond(200))) {
 *   // a client with certificates.clientContext() reaches server.url("/")
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class TestCertificates {

  private static final String HERE = "localhost";
  private static final byte[] HERE_ADDRESS = {127, 0, 0, 1};
  private static final byte[] ELSEWHERE_ADDRESS = {(byte) 192, 0, 2, 1};
  private static final Duration WEEK = Duration.ofDays(7);

  private final Instant now = Instant.now();
  private final CertificateSigner signer;
  private final X509Certificate authority;
  private final SSLContext clientContext;

  private TestCertificates() throws GeneralSecurityException, IOException {
    signer = new CertificateSigner("Holdfast test authority", newKey());
    authority = signer.authority(validity(-10, 10));
    clientContext = trusting(authority);
  }

  /** Makes a new authority; takes a few milliseconds. */
  public static TestCertificates create() {
    return made(TestCertificates::new);
  }

  /**
   * A certificate that is valid from a week ago, for a week from now, for 127.0.0.1 and localhost.
   */
  public TestCertificate valid() {
    return signed("valid", validity(-1, 1), HERE, HERE_ADDRESS);
  }

  /**
   * A certificate that is valid now, for that host and 127.0.0.1.
   *
   * @param host a name, perhaps with an asterisk for its first label
   */
  public TestCertificate validFor(String host) {
    return signed("valid for " + host, validity(-1, 1), host, HERE_ADDRESS);
  }

  /** A certificate that expired a week ago. */
  public TestCertificate expired() {
    return signed("expired", validity(-2, -1), HERE, HERE_ADDRESS);
  }

  /** A certificate that becomes valid in a week. */
  public TestCertificate notYetValid() {
    return signed("not yet valid", validity(1, 2), HERE, HERE_ADDRESS);
  }

  /** A valid certificate, but for {@code elsewhere.example} and 192.0.2.1. */
  public TestCertificate wrongHost() {
    return signed("wrong host", validity(-1, 1), "elsewhere.example", ELSEWHERE_ADDRESS);
  }

  /** A certificate for the right host and time, signed with its own key. */
  public TestCertificate selfSigned() {
    return made(() -> {
      KeyPair key = newKey();
      X509Certificate certificate = new CertificateSigner(HERE, key)
          .server(key.getPublic(), validity(-1, 1), HERE, HERE_ADDRESS);
      return new TestCertificate("self-signed", key.getPrivate(), List.of(certificate));
    });
  }

  private TestCertificate signed(String name, Validity validity, String host, byte[] address) {
    return made(() -> {
      KeyPair key = newKey();
      X509Certificate certificate = signer.server(key.getPublic(), validity, host, address);
      return new TestCertificate(name, key.getPrivate(), List.of(certificate, authority));
    });
  }

  private Validity validity(int fromWeeks, int untilWeeks) {
    return new Validity(
        now.plus(WEEK.multipliedBy(fromWeeks)), now.plus(WEEK.multipliedBy(untilWeeks)));
  }

  /** The authority's own certificate. */
  public X509Certificate authority() {
    return authority;
  }

  /** A context for clients that trusts this authority and no other. */
  public SSLContext clientContext() {
    return clientContext;
  }

  /** The authority's certificate in PEM form. */
  public String authorityPem() {
    return pem("CERTIFICATE", made(authority::getEncoded));
  }

  static String pem(String label, byte[] encoded) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  /**
   * Writes {@link #authorityPem()} to a file, for programs that read a file.
   *
   * @return the file
   * @throws UncheckedIOException if it cannot be written
   */
  public Path writeAuthorityPem(Path file) {
    return made(() -> Files.writeString(file, authorityPem()));
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static SSLContext trusting(X509Certificate authority)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), new SecureRandom());
    return context;
  }

  private static <T> T made(Making<T> making) {
    try {
      return making.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks what every JDK must have", e);
    }
  }

  private interface Making<T> {
    T make() throws GeneralSecurityException, IOException;
  }
}
