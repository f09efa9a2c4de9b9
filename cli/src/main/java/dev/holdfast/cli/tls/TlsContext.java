/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Puts together what a call trusts and what it presents. */
public final class TlsContext {

  private static final byte DER_SEQUENCE = 0x30;

  private TrustManager @Nullable [] trust;
  private KeyManager @Nullable [] keys;

  /** Trusts what Java trusts and presents nothing. */
  public TlsContext() {}

  /** Something that a file should hold and does not. */
  public static final class UnusableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final Exception why;

    UnusableFileException(Path file, Exception cause) {
      super(cause);
      this.file = file;
      this.why = cause;
    }

    /** Why it cannot be used. */
    public Exception why() {
      return why;
    }

    /** The file. */
    public Path file() {
      return file;
    }
  }

  /** Trusts the certificates of that file and no other. */
  public TlsContext trusting(Path file) throws UnusableFileException {
    try {
      Collection<? extends Certificate> certificates = read(file);
      if (certificates.isEmpty()) {
        throw new IOException("it holds none");
      }
      trust = managers(certificates);
      return this;
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableFileException(file, e);
    }
  }

  /** Trusts everybody. */
  public TlsContext trustingAnyServer() {
    trust = new TrustManager[] {new AnyServer()};
    return this;
  }

  /**
   * Presents a client certificate.
   *
   * @param password of the key; asked only if it is encrypted
   */
  public TlsContext presenting(Path certificate, Path key, Supplier<Optional<String>> password)
      throws UnusableFileException {
    X509Certificate[] chain;
    try {
      chain = ClientIdentity.chain(certificate);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableFileException(certificate, e);
    }
    try {
      keys = ClientIdentity.managers(ClientIdentity.key(key, chain[0], password), chain);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableFileException(key, e);
    }
    return this;
  }

  /** The context, if anything differs from Java's own. */
  public Optional<SSLContext> context() {
    if (trust == null && keys == null) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** Those between their markers; or DER. */
  private static Collection<? extends Certificate> read(Path file)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    for (Pem block : Pem.read(file)) {
      if (block.isCertificate()) {
        certificates.add(factory.generateCertificate(new ByteArrayInputStream(block.der())));
      }
    }
    byte[] content = Files.readAllBytes(file);
    return certificates.isEmpty() && content.length > 0 && content[0] == DER_SEQUENCE
        ? factory.generateCertificates(new ByteArrayInputStream(content))
        : certificates;
  }

  private static TrustManager[] managers(Collection<? extends Certificate> certificates)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("certificate-" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
