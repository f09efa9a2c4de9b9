/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.security.cert.Certificate;
import java.util.List;
import java.util.Objects;

/**
 * What was agreed on in the handshake of TLS.
 *
 * @param protocol as {@code TLSv1.3}
 * @param cipher the cipher suite, as {@code TLS_AES_128_GCM_SHA256}
 * @param peerCertificates of the server, its own first; empty if a cipher without them was agreed
 *     on
 */
public record TlsSession(String protocol, String cipher, List<Certificate> peerCertificates) {

  /** Checks that nothing is missing. */
  public TlsSession {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(cipher, "cipher");
    peerCertificates = List.copyOf(Objects.requireNonNull(peerCertificates, "peerCertificates"));
  }

  /** Version and cipher suite; nothing of the certificates. */
  @Override
  public String toString() {
    return protocol + " " + cipher;
  }
}
