/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads a private key from its PEM block: PKCS#8, encrypted or not, PKCS#1 (RSA), or SEC 1 (EC).
 */
final class PrivateKeys {

  /** The SEQUENCE of an algorithm without parameters: rsaEncryption, 1.2.840.113549.1.1.1. */
  private static final byte[] RSA = {
    0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };
  /** id-ecPublicKey, 1.2.840.10045.2.1. */
  private static final byte[] EC_OID = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1
  };

  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xa0;

  private PrivateKeys() {}

  /**
   * Returns the key.
   *
   * @param password requested only if the key is encrypted
   */
  static PrivateKey read(Pem block, String algorithm, Password password)
      throws IOException, GeneralSecurityException {
    PKCS8EncodedKeySpec spec = switch (block.label()) {
      case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(block.der());
      case "ENCRYPTED PRIVATE KEY" -> decrypted(block.der(), password);
      case "RSA PRIVATE KEY" -> new PKCS8EncodedKeySpec(wrapped(RSA, block.der()));
      case "EC PRIVATE KEY" -> new PKCS8EncodedKeySpec(wrapped(curve(block.der()), block.der()));
      default -> throw new IOException("a " + block.label() + " cannot be read");
    };
    return KeyFactory.getInstance(algorithm).generatePrivate(spec);
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] der, Password password)
      throws IOException, GeneralSecurityException {
    EncryptedPrivateKeyInfo info = parsed(der);
    char[] given = password.ask();
    // In PBES2 (RFC 8018) only the parameters name the algorithm.
    String algorithm = info.getAlgParameters() == null
        ? info.getAlgName()
        : info.getAlgParameters().toString();
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(given)),
        info.getAlgParameters());
    try {
      return info.getKeySpec(cipher);
    } catch (GeneralSecurityException e) {
      throw new IOException("the password is wrong", e);
    }
  }

  private static EncryptedPrivateKeyInfo parsed(byte[] der) throws IOException {
    try {
      return new EncryptedPrivateKeyInfo(der);
    } catch (IOException unknown) {
      throw new IOException(
          "it is encrypted in a way that Java cannot read;"
              + " openssl pkcs8 -topk8 -v2 aes-256-cbc makes one that can be read",
          unknown);
    }
  }

  /** Wraps a key of an older format into a PKCS#8 structure. */
  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, VERSION_0, algorithm, tagged(OCTETS, key));
  }

  /** Returns the algorithm of an EC key: its curve is in the field [0] of the key (RFC 5915). */
  private static byte[] curve(byte[] key) throws IOException {
    for (int i = 0; i + 3 < key.length; i++) {
      boolean found = (key[i] & 0xff) == PARAMETERS
          && key[i + 2] == 0x06
          && key[i + 1] == key[i + 3] + 2
          && i + 4 + key[i + 3] <= key.length;
      if (found) {
        byte[] oid = Arrays.copyOfRange(key, i + 2, i + 4 + key[i + 3]);
        return tagged(SEQUENCE, EC_OID, oid);
      }
    }
    throw new IOException("the EC PRIVATE KEY does not name its curve");
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
