/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A repeatable body whose source writes what it likes, whatever its length says. */
public record SourceBody(long length, Source source) implements Body {

  /** Where the bytes come from. */
  public interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Of unknown length, in blocks of 64 KiB without end. */
  public static Body endless() {
    byte[] block = new byte[1 << 16];
    return new SourceBody(-1, out -> {
      while (true) {
        out.write(block);
      }
    });
  }

  /** Of that many blocks of 1 MiB. */
  public static Body mebibytes(int count) {
    byte[] block = new byte[1 << 20];
    return new SourceBody((long) count << 20, out -> {
      for (int i = 0; i < count; i++) {
        out.write(block);
      }
    });
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public Optional<String> contentType() {
    return Optional.empty();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    source.writeTo(out);
  }
}
