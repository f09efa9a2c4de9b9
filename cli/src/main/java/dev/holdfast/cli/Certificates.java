/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of a PEM file as the only ones trusted. */
final class Certificates {

  /** OpenSSL writes more after a TRUSTED certificate, which is not read. */
  private static final Pattern MARKED = Pattern.compile(
      "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END", Pattern.DOTALL);

  private static final byte DER_SEQUENCE = 0x30;

  private Certificates() {}

  static SSLContext trusting(Path file) {
    try {
      Collection<? extends Certificate> certificates = read(file);
      if (certificates.isEmpty()) {
        throw unusable(file, "it holds none");
      }
      return context(certificates);
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(file, Reason.of(e));
    }
  }

  /** Those between their markers, whatever else is in the file: a key, a comment, a BOM; or DER. */
  private static Collection<? extends Certificate> read(Path file)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    byte[] content = Files.readAllBytes(file);
    Matcher marked = MARKED.matcher(new String(content, StandardCharsets.ISO_8859_1));
    List<Certificate> certificates = new ArrayList<>();
    while (marked.find()) {
      certificates.add(factory.generateCertificate(der(marked.group(1))));
    }
    return certificates.isEmpty() && content.length > 0 && content[0] == DER_SEQUENCE
        ? factory.generateCertificates(new ByteArrayInputStream(content))
        : certificates;
  }

  private static InputStream der(String base64) throws GeneralSecurityException {
    try {
      return new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("a certificate is no Base64", e);
    }
  }

  private static SSLContext context(Collection<? extends Certificate> certificates)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("certificate-" + number++, certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static UsageException unusable(Path file, String reason) {
    return new UsageException(
        "--cacert", file.toString(), "a readable file of PEM certificates: " + reason);
  }
}
