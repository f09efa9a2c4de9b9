/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.text;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text, which end with LF, CR, or CR LF. A line is available as soon as its end is: a CR
 * does not wait for the LF that may follow. Malformed input becomes U+FFFD; a byte order mark is
 * left out.
 */
public final class TextLines implements Splitter<String> {

  /** The most bytes of a byte order mark. */
  private static final int LONGEST_MARK = 3;

  private static final char MARK = '\ufeff';

  private final @Nullable Charset given;
  private final Charset otherwise;
  private final int maxChars;
  private final StringBuilder text = new StringBuilder();
  private ByteBuffer undecoded = ByteBuffer.allocate(0);
  private @Nullable CharsetDecoder decoder;
  private int at;
  private int scanned;
  private boolean skipsLineFeed;
  private boolean begun;
  private boolean ended;

  private TextLines(@Nullable Charset given, Charset otherwise, int maxChars) {
    this.given = given;
    this.otherwise = otherwise;
    this.maxChars = maxChars;
  }

  /**
   * Returns lines in that character set.
   *
   * @param maxChars the longest line
   */
  public static TextLines in(Charset charset, int maxChars) {
    return new TextLines(charset, charset, maxChars);
  }

  /**
   * Returns lines in the character set of their byte order mark, or in that one if there is none.
   */
  public static TextLines marked(Charset otherwise, int maxChars) {
    return new TextLines(null, otherwise, maxChars);
  }

  @Override
  public void add(ByteBuffer bytes) {
    ByteBuffer in = bytes;
    if (undecoded.hasRemaining()) {
      in = ByteBuffer.allocate(undecoded.remaining() + bytes.remaining());
      in.put(undecoded).put(bytes).flip();
    }
    if (decoder == null && given == null && in.remaining() < LONGEST_MARK) {
      undecoded = copy(in);
      return;
    }
    decode(in, false);
    undecoded = copy(in);
  }

  private static ByteBuffer copy(ByteBuffer rest) {
    return ByteBuffer.allocate(rest.remaining()).put(rest).flip();
  }

  private void decode(ByteBuffer in, boolean last) {
    CharsetDecoder with = decoder;
    if (with == null) {
      Charset charset = given == null ? ByteOrderMark.of(in).orElse(otherwise) : given;
      with = charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
      decoder = with;
    }
    compact();
    int most = (int) (in.remaining() * (double) with.maxCharsPerByte()) + 8;
    CharBuffer out = CharBuffer.allocate(most);
    with.decode(in, out, last);
    if (last) {
      with.flush(out);
    }
    out.flip();
    if (!begun && out.hasRemaining()) {
      begun = true;
      if (out.get(0) == MARK) {
        out.get();
      }
    }
    text.append(out);
  }

  private void compact() {
    text.delete(0, at);
    scanned -= at;
    at = 0;
  }

  @Override
  public @Nullable String next() throws TransportException {
    while (scanned < text.length()) {
      char c = text.charAt(scanned);
      if (skipsLineFeed) {
        skipsLineFeed = false;
        if (c == '\n' && scanned == at) {
          at++;
          scanned++;
          continue;
        }
      }
      if (c == '\n' || c == '\r') {
        skipsLineFeed = c == '\r';
        limit();
        String line = text.substring(at, scanned);
        scanned++;
        at = scanned;
        return line;
      }
      scanned++;
    }
    limit();
    return null;
  }

  private void limit() throws TransportException {
    if (scanned - at > maxChars) {
      throw TransportException.of(
              FailureKind.BAD_RESPONSE,
              Sent.ANSWERED,
              "a line of more than " + maxChars + " characters",
              null)
          .asPermanent();
    }
  }

  @Override
  public @Nullable String last() throws TransportException {
    if (!ended) {
      ended = true;
      decode(undecoded, true);
    }
    String line = next();
    if (line != null || at == text.length()) {
      return line;
    }
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }
}
