/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** The client's certificate, its chain and its key, as PEM files hold them. */
final class ClientIdentity {

  private static final char[] NO_PASSWORD = new char[0];

  private ClientIdentity() {}

  /** The certificates of the file; the first is the client's own. */
  static X509Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (Pem block : Pem.read(file)) {
      if (block.isCertificate()) {
        chain.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
      }
    }
    if (chain.isEmpty()) {
      throw new IOException("it holds no certificate");
    }
    return chain.toArray(X509Certificate[]::new);
  }

  /**
   * The key of the file, which must be that of the certificate.
   *
   * @param password asked only if the key is encrypted
   */
  static PrivateKey key(Path file, X509Certificate own, Supplier<Optional<String>> password)
      throws IOException, GeneralSecurityException {
    Pem block = Pem.read(file).stream()
        .filter(Pem::isKey)
        .findFirst()
        .orElseThrow(() -> new IOException("it holds no private key"));
    PrivateKey key;
    try {
      key = PrivateKeys.read(block, own.getPublicKey().getAlgorithm(), password);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "it holds no key of the certificate's kind, " + own.getPublicKey().getAlgorithm(), e);
    }
    if (!belongTogether(key, own)) {
      throw new IOException("the key is not that of the certificate");
    }
    return key;
  }

  private static boolean belongTogether(PrivateKey key, X509Certificate own)
      throws GeneralSecurityException {
    String algorithm = switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
    byte[] probe = new byte[32];
    new SecureRandom().nextBytes(probe);
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(probe);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(own.getPublicKey());
    verifier.update(probe);
    return verifier.verify(signature);
  }

  static KeyManager[] managers(PrivateKey key, X509Certificate[] chain)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("client", key, NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }
}
