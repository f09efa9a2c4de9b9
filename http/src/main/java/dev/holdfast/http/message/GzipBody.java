/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.zip.GZIPOutputStream;

/**
 * Another body, compressed with gzip (RFC 1952) as it is written, so that its length is not known
 * before. It gives the same bytes each time if the other body does.
 */
public final class GzipBody extends WrappedBody {

  /**
   * The limit up to which a body in memory is compressed at once. Servers prefer a known length.
   */
  private static final long MOST_AT_ONCE = 1 << 20;

  private static final int BUFFER_SIZE = 8 * 1024;

  private GzipBody(Body body) {
    super(body);
  }

  /**
   * Returns that body, compressed.
   *
   * @throws IllegalArgumentException if a body in memory cannot be written
   */
  public static Body of(Body body) {
    GzipBody coded = new GzipBody(Objects.requireNonNull(body, "body"));
    boolean atOnce = body.inMemory() && body.length() >= 0 && body.length() <= MOST_AT_ONCE;
    return atOnce ? coded.compressed() : coded;
  }

  private Body compressed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writeTo(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("body: cannot be compressed, " + e, e);
    }
    BytesBody coded = new BytesBody(bytes.toByteArray(), "application/octet-stream");
    return contentType().<Body>map(type -> new TypedBody(coded, type)).orElse(coded);
  }

  @Override
  public boolean inMemory() {
    return false;
  }

  @Override
  public long length() {
    return -1;
  }

  @Override
  public Optional<Flow.Publisher<ByteBuffer>> asPublisher() {
    return Optional.empty();
  }

  /**
   * Writes the compressed body. One that breaks off gets no trailer, so that the part does not look
   * whole.
   */
  @Override
  public void writeTo(OutputStream out) throws IOException {
    Coding coding = new Coding(new CountingStream(out));
    try {
      CountingStream plain = new CountingStream(coding);
      super.writeTo(plain);
      long declared = super.length();
      if (declared >= 0 && plain.count() != declared) {
        throw new IOException("declared " + declared + " bytes and wrote " + plain.count());
      }
      coding.finish();
    } finally {
      coding.release();
    }
  }

  /** A gzip stream whose native memory can be freed. */
  private static final class Coding extends GZIPOutputStream {

    Coding(OutputStream out) throws IOException {
      super(out, BUFFER_SIZE);
    }

    void release() {
      def.end();
    }
  }

  @Override
  public String toString() {
    return "gzip of " + super.toString();
  }
}
