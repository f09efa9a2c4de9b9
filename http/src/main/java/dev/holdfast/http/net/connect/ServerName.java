/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.address.LiteralAddress;
import dev.holdfast.http.net.tls.CertificateRefusal;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * The name of a server in TLS: sent in the handshake (SNI, RFC 6066 section 3) and compared with
 * the certificate (RFC 9110 section 4.3.4).
 *
 * <p>JSSE sends no name without a dot, and accepts no certificate for one with an underscore or
 * with a hyphen at the end of a label. Such names exist and browsers use them, so Holdfast sends
 * the first kind, and compares the second kind itself. It does not send the second kind, because
 * servers in Java end the handshake then.
 */
final class ServerName {

  private static final int DNS_NAME = 2;
  private static final String WILDCARD = "*.";

  private final String name;
  private final boolean literal;

  /** @param host in lower case and ASCII, as in a URL */
  ServerName(String host) {
    this.name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    this.literal = LiteralAddress.parse(host) != null;
  }

  /** Lets JSSE send the name, and compare it if it can. */
  void applyTo(SSLParameters parameters) {
    if (!literal && jsseTakes()) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    parameters.setEndpointIdentificationAlgorithm(jsseTakes() ? "HTTPS" : null);
  }

  private boolean jsseTakes() {
    try {
      return literal || !new SNIHostName(name).getAsciiName().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Compares the name after the handshake, if JSSE did not.
   *
   * @throws SSLException if the certificate is for other names; the cause is the one of JSSE
   */
  void check(SSLSession session) throws SSLException {
    if (jsseTakes()) {
      return;
    }
    Certificate[] chain = session.getPeerCertificates();
    try {
      if (!isNamed(chain[0])) {
        throw new CertificateException(
            "No subject alternative DNS name matching " + name + " found.");
      }
    } catch (CertificateException refused) {
      throw new SSLException(
          refused.getMessage(),
          CertificateRefusal.of(
              Arrays.copyOf(chain, chain.length, X509Certificate[].class), refused));
    }
  }

  private boolean isNamed(Certificate certificate) throws CertificateException {
    Collection<List<?>> names =
        certificate instanceof X509Certificate x509 ? x509.getSubjectAlternativeNames() : null;
    return names != null
        && names.stream()
            .filter(entry -> entry.get(0).equals(DNS_NAME))
            .anyMatch(entry -> covers(String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT)));
  }

  /**
   * Whether the pattern matches. A wildcard matches one whole label, the first, and not that of a
   * top-level domain.
   */
  private boolean covers(String pattern) {
    if (!pattern.startsWith(WILDCARD)) {
      return pattern.equals(name);
    }
    String parent = pattern.substring(1);
    int dot = name.indexOf('.');
    return dot > 0 && parent.indexOf('.', 1) > 0 && name.substring(dot).equals(parent);
  }
}
