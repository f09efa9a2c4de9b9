/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Creates contexts of JSSE whose failures describe the certificate. */
public final class TlsContexts {

  /** The JDK's name of its own default context. One that an application set has another name. */
  private static final String JDK_DEFAULT = "Default";

  private TlsContexts() {}

  /**
   * Returns the JVM's default: unchanged if the application set it or it has keys, else one with
   * the same trust.
   *
   * @throws IllegalStateException if there is none
   */
  public static SSLContext jvm() {
    try {
      SSLContext there = SSLContext.getDefault();
      boolean plain = there.getProtocol().equals(JDK_DEFAULT)
          && System.getProperty("javax.net.ssl.keyStore") == null;
      return plain && system() instanceof X509ExtendedTrustManager trust
          ? context(null, new CheckingTrustManager(trust, Pins.NONE))
          : there;
    } catch (GeneralSecurityException none) {
      throw new IllegalStateException("the JVM has no default TLS context", none);
    }
  }

  /** Returns a context that verifies nothing but pins. */
  public static SSLContext trustingEverything(@Nullable ClientIdentity identity, Pins pins) {
    return made(identity, new CheckingTrustManager(new AnyServer(), pins));
  }

  /** Returns a context that trusts the JVM's certificates. */
  public static SSLContext trustingSystem(@Nullable ClientIdentity identity, Pins pins) {
    return made(identity, new CheckingTrustManager(extended(system()), pins));
  }

  /**
   * Returns a context with trust of its own.
   *
   * @param also whether to trust the JVM's certificates as well
   */
  public static SSLContext trusting(
      List<X509Certificate> own, boolean also, @Nullable ClientIdentity identity, Pins pins) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (X509Certificate certificate : own) {
        store.setCertificateEntry("own-" + number++, certificate);
      }
      if (also) {
        for (X509Certificate certificate : extended(system()).getAcceptedIssuers()) {
          store.setCertificateEntry("system-" + number++, certificate);
        }
      }
      return made(identity, new CheckingTrustManager(extended(manager(store)), pins));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot hold trusted certificates", e);
    }
  }

  private static SSLContext made(@Nullable ClientIdentity identity, TrustManager trust) {
    try {
      return context(identity, trust);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static SSLContext context(@Nullable ClientIdentity identity, TrustManager trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        identity == null ? null : new KeyManager[] {new ClientKeyManager(identity)},
        new TrustManager[] {trust},
        null);
    return context;
  }

  private static TrustManager system() {
    return manager(null);
  }

  private static TrustManager manager(@Nullable KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return Arrays.stream(factory.getTrustManagers())
          .findFirst()
          .orElseThrow(() -> new NoSuchAlgorithmException("no trust manager"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot check certificates", e);
    }
  }

  private static X509ExtendedTrustManager extended(TrustManager trust) {
    if (trust instanceof X509ExtendedTrustManager extended) {
      return extended;
    }
    throw new IllegalStateException(
        "the JVM's trust manager, " + trust.getClass().getName() + ", cannot check host names");
  }

  /** Returns the cipher suites that this JVM supports. */
  public static List<String> supportedCiphers() {
    return List.of(made(null, new AnyServer()).getSupportedSSLParameters().getCipherSuites());
  }
}
