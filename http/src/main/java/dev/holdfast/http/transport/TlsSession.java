/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.security.cert.Certificate;
import java.util.List;
import java.util.Objects;

/**
 * The result of a TLS handshake.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipher the cipher suite, such as {@code TLS_AES_128_GCM_SHA256}
 * @param peerCertificates the certificates of the server, its own first; empty for a cipher without
 *     certificates
 */
public record TlsSession(String protocol, String cipher, List<Certificate> peerCertificates) {

  /** Checks that nothing is missing. */
  public TlsSession {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(cipher, "cipher");
    peerCertificates = List.copyOf(Objects.requireNonNull(peerCertificates, "peerCertificates"));
  }

  /** Returns version and cipher suite; nothing of the certificates. */
  @Override
  public String toString() {
    return protocol + " " + cipher;
  }
}
