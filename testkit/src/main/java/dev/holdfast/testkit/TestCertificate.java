/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's certificate and its private key. Immutable. */
public final class TestCertificate {

  private final String name;
  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final SSLContext serverContext;

  TestCertificate(String name, PrivateKey key, List<X509Certificate> chain)
      throws GeneralSecurityException, IOException {
    this.name = name;
    this.key = key;
    this.chain = List.copyOf(chain);
    this.serverContext = context();
  }

  private SSLContext context() throws GeneralSecurityException, IOException {
    char[] noPassword = new char[0];
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, noPassword);
    store.setKeyEntry("server", key, noPassword, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, noPassword);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, new SecureRandom());
    return context;
  }

  /** The certificate itself. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** A context whose server sockets present this certificate. */
  public SSLContext serverContext() {
    return serverContext;
  }

  /**
   * Writes the certificate, its chain and its key to a PEM file.
   *
   * @return the file
   * @throws UncheckedIOException if it cannot be written
   */
  public Path writePem(Path file) {
    StringBuilder pem = new StringBuilder();
    try {
      for (X509Certificate one : chain) {
        pem.append(TestCertificates.pem("CERTIFICATE", one.getEncoded()));
      }
      pem.append(TestCertificates.pem("PRIVATE KEY", key.getEncoded()));
      return Files.writeString(file, pem);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate of this class has a form", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the certificate, its chain and its key to a PKCS#12 file.
   *
   * @return the file
   * @throws UncheckedIOException if it cannot be written
   */
  public Path writePkcs12(Path file, String password) {
    char[] secret = password.toCharArray();
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", key, secret, chain.toArray(X509Certificate[]::new));
      store.store(out, secret);
      return file;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PKCS#12", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
