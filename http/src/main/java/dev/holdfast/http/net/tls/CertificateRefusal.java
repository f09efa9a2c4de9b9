/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/**
 * Thrown when a server's certificate is refused. Its message is complete, one line, and safe to
 * show.
 */
public final class CertificateRefusal extends CertificateException {
  private static final long serialVersionUID = 1L;

  private CertificateRefusal(String message, Throwable cause) {
    super(message, cause);
  }

  CertificateRefusal(String message) {
    super(message);
  }

  /**
   * Returns the refusal of that chain, the server's own certificate first, with a helpful message.
   */
  public static CertificateRefusal of(X509Certificate[] chain, CertificateException refused) {
    // JSSE selects its alert by the next cause.
    Throwable cause = refused.getCause() == null ? refused : refused.getCause();
    return new CertificateRefusal(RefusalWords.of(chain, refused), cause);
  }
}
