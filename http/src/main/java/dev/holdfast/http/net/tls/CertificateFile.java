/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificates of a file: PEM, DER or PKCS#12, recognised by its content. */
public final class CertificateFile {

  private static final byte DER_SEQUENCE = 0x30;

  private CertificateFile() {}

  /**
   * Returns the certificates to trust, at least one.
   *
   * @param password of a PKCS#12 file; null if it has none
   */
  public static List<X509Certificate> trusted(byte[] file, char @Nullable [] password)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> certificates =
        KeyStores.holds(file) ? ofStore(KeyStores.open(file, password)) : plain(file);
    if (!certificates.isEmpty()) {
      return certificates;
    }
    if (!KeyStores.holds(file)) {
      throw new IOException("it holds no certificate");
    }
    throw new IOException(
        password == null
            ? "it holds no certificate that can be read without a password"
            : "it holds no certificate that is marked as trusted, which keytool -importcert does and"
                + " openssl pkcs12 -export does not; a PEM file needs no mark");
  }

  private static List<X509Certificate> ofStore(KeyStore store) throws GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      Certificate certificate =
          store.isCertificateEntry(alias) ? store.getCertificate(alias) : null;
      if (certificate instanceof X509Certificate x509) {
        certificates.add(x509);
      }
    }
    return certificates;
  }

  /** Returns the certificates of a file that is not a key store, in its order; possibly none. */
  static List<X509Certificate> plain(byte[] file) throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : Pem.blocks(file)) {
      if (block.isCertificate()) {
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
      }
    }
    if (certificates.isEmpty() && file.length > 0 && file[0] == DER_SEQUENCE) {
      for (Certificate one : factory.generateCertificates(new ByteArrayInputStream(file))) {
        certificates.add((X509Certificate) one);
      }
    }
    return certificates;
  }
}
