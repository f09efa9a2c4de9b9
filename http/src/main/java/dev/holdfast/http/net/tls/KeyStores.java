/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import org.jspecify.annotations.Nullable;

/** Key stores in files: PKCS#12 (RFC 7292), and JKS where Java still reads it as that. */
final class KeyStores {

  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int JKS = 0xfe;

  private KeyStores() {}

  /** Whether the file is a key store: PKCS#12 begins with a version, a certificate does not. */
  static boolean holds(byte[] file) {
    if (file.length < 8) {
      return false;
    }
    int first = file[0] & 0xff;
    int length = file[1] & 0xff;
    int content = 2 + (length > 0x80 ? length - 0x80 : 0);
    return first == JKS || first == SEQUENCE && content < file.length && file[content] == INTEGER;
  }

  /** Opens the store. The password is null if there is none. */
  static KeyStore open(byte[] file, char @Nullable [] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(new ByteArrayInputStream(file), password);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new IOException(
            password == null ? "it needs a password" : "the password is wrong", e);
      }
      throw e;
    }
    return store;
  }
}
