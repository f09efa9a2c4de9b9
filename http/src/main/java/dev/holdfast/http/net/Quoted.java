/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.message.Escaped;
import java.nio.charset.StandardCharsets;

/** Quotes and escapes the bytes of a peer for a message. */
public final class Quoted {

  /** The most bytes: more than {@link Escaped} shows, so that it can mark the cut. */
  private static final int MOST = 100;

  private Quoted() {}

  public static String bytes(byte[] bytes) {
    return bytes(bytes, 0, bytes.length);
  }

  public static String bytes(byte[] bytes, int offset, int length) {
    int shown = Math.min(length, MOST);
    return '"' + Escaped.text(new String(bytes, offset, shown, StandardCharsets.ISO_8859_1)) + '"';
  }
}
