/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.Quoted;
import dev.holdfast.http.net.tls.CertificateRefusal;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;

/** Adds TLS (1.2 or 1.3) to a connection, with the certificate checked against the host's name. */
public final class TlsLayer {

  private final Map<Origin, Tls> ofOrigins;
  private final Tls fallback;

  /**
   * Creates TLS by origin.
   *
   * @param fallback the settings of all other origins
   */
  public TlsLayer(Map<Origin, Tls> ofOrigins, Tls fallback) {
    this.ofOrigins = Map.copyOf(ofOrigins);
    this.fallback = fallback;
  }

  private Tls of(String host, int port) {
    return ofOrigins.isEmpty()
        ? fallback
        : ofOrigins.getOrDefault(new Origin(true, host, port), fallback);
  }

  /** Whether {@link #load} has nothing to read. */
  public boolean loaded(String host, int port) {
    return of(host, port).ready();
  }

  /**
   * Loads the context. Reads all trusted certificates the first time (0.1 s and more), and later
   * changed files.
   *
   * @throws RuntimeException if there is none
   */
  public void load(String host, int port) {
    of(host, port).context();
  }

  /**
   * Returns an engine for a connection that the caller reads and writes, under the same rules.
   *
   * @param protocols offered by ALPN, the preferred one first; none for no offer
   */
  public SSLEngine engine(String host, int port, String... protocols) {
    Tls tls = of(host, port);
    SSLEngine engine = tls.context().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = tls.restrict(engine.getSSLParameters());
    new ServerName(host).applyTo(parameters);
    parameters.setApplicationProtocols(protocols);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /**
   * Makes the remaining checks after the handshake of an {@link #engine}.
   *
   * @throws SSLException if the certificate is for another host
   */
  public void check(SSLEngine engine, String host, int port) throws SSLException {
    if (of(host, port).verifies()) {
      new ServerName(host).check(engine.getSession());
    }
  }

  /**
   * Returns the failure of a handshake.
   *
   * @param firstBytes the first bytes of the peer, which show whether it speaks TLS
   * @param peerEnded whether the connection had ended
   */
  public static TransportException failure(
      byte[] firstBytes, boolean peerEnded, Exception failure) {
    if (speaksSomethingElse(firstBytes)) {
      String quoted = Quoted.bytes(firstBytes);
      return tlsError("the peer does not speak TLS, it sent " + quoted, failure).asPermanent();
    }
    // An SSLHandshakeException of the engine means that one side refuses the handshake.
    TransportException objection = tlsError(reason(failure), failure);
    if (objection.certificateRefused() || failure instanceof SSLHandshakeException || !peerEnded) {
      return objection.asPermanent();
    }
    return objection.withMessage("handshake cut off: " + objection.getMessage());
  }

  private static TransportException tlsError(String message, Exception cause) {
    return TransportException.of(FailureKind.TLS_ERROR, Sent.NO, message, cause);
  }

  /** Whether the first byte is not one of a TLS record (RFC 8446 section 5.1: 20 to 24). */
  private static boolean speaksSomethingElse(byte[] first) {
    return first.length > 0 && (first[0] < 20 || first[0] > 24);
  }

  /** Returns the messages of all causes, the last one whole, because only that has the reason. */
  private static String reason(Exception failure) {
    Throwable at = failure;
    StringBuilder words = new StringBuilder();
    while (true) {
      Throwable cause = at.getCause();
      if (at instanceof CertificateRefusal) {
        return words + String.valueOf(at.getMessage());
      }
      if (cause == null) {
        boolean known = at instanceof SSLException || at instanceof GeneralSecurityException;
        String kind = known ? "" : at.getClass().getSimpleName() + ": ";
        return words + kind + Escaped.text(String.valueOf(at.getMessage()));
      }
      if (at instanceof CertificateException) {
        words.append(Escaped.text(withoutCause(at, cause)));
      }
      at = cause;
    }
  }

  /**
   * Returns the message of a throwable without its cause's. A throwable that is created without a
   * message takes its cause's, behind its class.
   */
  private static String withoutCause(Throwable failure, Throwable cause) {
    String words = String.valueOf(failure.getMessage());
    String theirs = cause.toString();
    return words.endsWith(theirs)
        ? words.substring(0, words.length() - theirs.length())
        : words + ": ";
  }
}
