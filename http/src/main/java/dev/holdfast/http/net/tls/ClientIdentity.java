/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The client's certificate, its chain and its key, read from files.
 *
 * @param chain the client's own certificate first
 */
public record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {

  /** Whether the file is a key store, which contains all of them. */
  public static boolean isStore(byte[] file) {
    return KeyStores.holds(file);
  }

  /** Returns the one key and its certificates in a PKCS#12 file. */
  public static ClientIdentity ofStore(byte[] file, Password password)
      throws IOException, GeneralSecurityException {
    char[] given = password.ask();
    KeyStore store = KeyStores.open(file, given);
    List<String> keys = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        keys.add(alias);
      }
    }
    if (keys.size() != 1) {
      throw new IOException("it holds " + keys.size() + " private keys, not one");
    }
    try {
      PrivateKey key = (PrivateKey) store.getKey(keys.get(0), given);
      Certificate[] chain = store.getCertificateChain(keys.get(0));
      return new ClientIdentity(
          key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
    } catch (UnrecoverableKeyException e) {
      throw new IOException("the password of its key is another one than its own", e);
    }
  }

  /** Returns the certificates of a PEM file, the client's own first. */
  public static List<X509Certificate> chain(byte[] file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = CertificateFile.plain(file);
    if (chain.isEmpty()) {
      throw new IOException("it holds no certificate");
    }
    return chain;
  }

  /**
   * Returns the identity of that chain, with the key of a PEM file, which must be that of its first
   * certificate.
   */
  public static ClientIdentity of(List<X509Certificate> chain, byte[] keyFile, Password password)
      throws IOException, GeneralSecurityException {
    X509Certificate own = chain.get(0);
    String algorithm = own.getPublicKey().getAlgorithm();
    Pem block = Pem.blocks(keyFile).stream()
        .filter(Pem::isKey)
        .findFirst()
        .orElseThrow(() -> new IOException("it holds no private key"));
    PrivateKey key;
    try {
      key = PrivateKeys.read(block, algorithm, password);
    } catch (GeneralSecurityException e) {
      throw new IOException("it holds no key of the certificate's kind, " + algorithm, e);
    }
    if (!belongTogether(key, own)) {
      throw new IOException("the key is not that of the certificate");
    }
    return new ClientIdentity(key, List.copyOf(chain));
  }

  private static boolean belongTogether(PrivateKey key, X509Certificate own)
      throws GeneralSecurityException {
    if (key instanceof RSAKey mine && own.getPublicKey() instanceof RSAKey theirs) {
      return mine.getModulus().equals(theirs.getModulus());
    }
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
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
}
