/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One block of a PEM file (RFC 7468). */
final class Pem {

  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  private final String label;
  private final byte[] der;

  private Pem(String label, byte[] der) {
    this.label = label;
    this.der = der;
  }

  /** Returns the kind of its content, such as {@code CERTIFICATE}. */
  String label() {
    return label;
  }

  /** Returns its content. */
  byte[] der() {
    return der.clone();
  }

  /** Returns all blocks in a file, which may contain other text: comments, attributes, a BOM. */
  static List<Pem> blocks(byte[] file) throws IOException {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    List<Pem> blocks = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int label = begin + BEGIN.length();
      int content = text.indexOf(DASHES, label);
      String name = content < 0 ? "" : text.substring(label, content);
      int end = content < 0 ? -1 : text.indexOf(DASHES + "END " + name + DASHES, content);
      if (end >= 0) {
        String base64 = text.substring(content + DASHES.length(), end);
        blocks.add(new Pem(name, decoded(name, base64)));
      }
      begin = text.indexOf(BEGIN, Math.max(label, end));
    }
    return blocks;
  }

  private static byte[] decoded(String label, String base64) throws IOException {
    if (base64.contains(":")) { // the headers of RFC 1421
      throw new IOException("the " + label + " is encrypted in the old format of OpenSSL;"
          + " openssl pkcs8 -topk8 makes one that can be read");
    }
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException("the " + label + " is no Base64", e);
    }
  }

  boolean isCertificate() {
    return label.equals("CERTIFICATE")
        || label.equals("X509 CERTIFICATE")
        || label.equals("TRUSTED CERTIFICATE"); // OpenSSL writes more after it, which is not read
  }

  boolean isKey() {
    return label.endsWith("PRIVATE KEY");
  }
}
