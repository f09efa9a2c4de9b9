/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;

/**
 * Thrown when the TLS handshake failed, or a certificate is not acceptable. Nothing was sent,
 * unless the server refused the client's certificate after the handshake, as it does with TLS 1.3:
 * see {@link #sent}.
 */
public final class TlsException extends RequestException {
  private static final long serialVersionUID = 1L;

  TlsException(Failure failure) {
    super(failure);
  }

  /** Whether the server's certificate was the cause (expired, wrong host, unknown issuer…). */
  public boolean certificate() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
        return true;
      }
    }
    return false;
  }
}
