/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Coded bodies for tests, and a way to decode them in pieces of any size. */
public final class Coded {

  private static final int ANY_RATIO = Integer.MAX_VALUE;

  private Coded() {}

  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] gzip(byte[] content) {
    return through(content, GZIPOutputStream::new);
  }

  public static byte[] zlib(byte[] content) {
    return through(content, DeflaterOutputStream::new);
  }

  public static byte[] rawDeflate(byte[] content) {
    return through(
        content,
        out -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true)));
  }

  /** That many zeros as gzip, about a thousandth of their size. */
  public static byte[] bomb(int mebibytes) {
    return through(new byte[0], out -> {
      OutputStream coding = new GZIPOutputStream(out, 1 << 16);
      for (int i = 0; i < mebibytes; i++) {
        coding.write(new byte[1 << 20]);
      }
      return coding;
    });
  }

  public static byte[] concat(byte[]... parts) {
    return through(new byte[0], out -> {
      for (byte[] part : parts) {
        out.write(part);
      }
      return out;
    });
  }

  /** The body of a response with that {@code Content-Encoding}, fed and taken in small pieces. */
  static byte[] decode(String coding, byte[] coded, int inSize, int outSize)
      throws TransportException {
    return decode(Headers.empty().plus("Content-Encoding", coding), coded, inSize, outSize);
  }

  static byte[] decode(Headers headers, byte[] coded, int inSize, int outSize)
      throws TransportException {
    try (ContentDecoder decoder = ContentCodings.decoder(headers, ANY_RATIO, false)) {
      if (decoder == null) {
        return coded;
      }
      return decode(decoder, coded, inSize, outSize);
    }
  }

  static byte[] decode(ContentDecoder decoder, byte[] coded, int inSize, int outSize)
      throws TransportException {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    ByteBuffer out = ByteBuffer.allocate(outSize);
    for (int at = 0; at < coded.length; at += inSize) {
      ByteBuffer in = ByteBuffer.wrap(coded, at, Math.min(inSize, coded.length - at));
      do {
        out.clear();
        decoder.decode(in, out);
        decoded.write(out.array(), 0, out.position());
      } while (!out.hasRemaining());
      if (in.hasRemaining()) {
        throw new AssertionError("left " + in);
      }
    }
    decoder.finish();
    return decoded.toByteArray();
  }

  private interface Coding {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] through(byte[] content, Coding coding) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (OutputStream out = coding.over(coded)) {
      out.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return coded.toByteArray();
  }
}
