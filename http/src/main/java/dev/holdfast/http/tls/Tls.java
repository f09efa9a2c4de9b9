/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.tls;

import dev.holdfast.http.net.tls.Pins;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The TLS settings of connections: trusted certificates, own keys, versions and ciphers. Set it for
 * a session or for an origin: see {@code SessionBuilder.tls} and {@code Settings.tls}. Thread-safe;
 * can be shared by sessions.
 *
 * <pre>{@code
 * Tls.builder().trust(Path.of("ca.pem")).build()
 * Tls.builder().certificate(Path.of("client.p12")).keyPassword("…").build()
 * }</pre>
 *
 * <p>Files are read when this is built, so that errors show at once, and again when they have
 * changed. New connections then use the new content. A changed file that cannot be used is reported
 * to the logger {@code dev.holdfast.http}, and its earlier content stays in use. Existing
 * connections are kept until they end, at the latest at their age limit.
 */
public final class Tls {

  private final ReloadedContext context;
  private final List<String> protocols;
  private final List<String> ciphers;
  private final boolean verifies;

  Tls(ReloadedContext context, List<String> protocols, List<String> ciphers, boolean verifies) {
    this.context = context;
    this.protocols = protocols;
    this.ciphers = ciphers;
    this.verifies = verifies;
  }

  /** Returns a builder for settings that differ from those of the JVM. */
  public static TlsBuilder builder() {
    return new TlsBuilder();
  }

  /** Returns the JVM's trust without a client certificate, the default of sessions. */
  public static Tls jvm() {
    return builder().build();
  }

  /** Returns keys and trust of a context of the caller's. */
  public static Tls of(SSLContext context) {
    return builder().context(context).build();
  }

  /**
   * Returns the pin of that certificate's key, for {@link TlsBuilder#pin}: {@code sha256/} and the
   * Base64 of the SHA-256 of its SubjectPublicKeyInfo.
   */
  public static String pinOf(X509Certificate certificate) {
    return pinOf(certificate.getPublicKey());
  }

  /** Returns the pin of that key, as {@link #pinOf(X509Certificate)} does. */
  public static String pinOf(PublicKey key) {
    return Pins.of(Objects.requireNonNull(key, "key"));
  }

  /**
   * Returns the context for a connection that is made now, for instance by another library. Reads
   * files that have changed, so that it may block.
   *
   * @throws IllegalStateException if this JVM has no TLS
   */
  public SSLContext context() {
    return context.get();
  }

  /** Whether {@link #context()} returns at once, without reading any file. */
  public boolean ready() {
    return context.ready();
  }

  /**
   * Whether certificates are verified. Only {@link TlsBuilder#dangerouslyTrustEverything} turns
   * that off.
   */
  public boolean verifies() {
    return verifies;
  }

  /** Returns these parameters, restricted to the versions and ciphers of this. */
  public SSLParameters restrict(SSLParameters parameters) {
    parameters.setProtocols(protocols.toArray(String[]::new));
    if (!ciphers.isEmpty()) {
      parameters.setCipherSuites(ciphers.toArray(String[]::new));
    }
    return parameters;
  }
}
