/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate and its private key, for a server to present. Immutable. */
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

  @Override
  public String toString() {
    return name;
  }
}
