/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a download goes, and what it must be. Immutable: every setter returns another one.
 *
 * <pre>{@code
 * session.download(Request.get(url), Download.to(path).digest("SHA-256", expected));
 * }</pre>
 */
public final class Download {

  private final @Nullable Path file;
  private final @Nullable DownloadSink sink;
  private final long maxBytes;
  private final boolean partKept;
  private final List<FileCheck> checks;

  private Download(
      @Nullable Path file,
      @Nullable DownloadSink sink,
      long maxBytes,
      boolean partKept,
      List<FileCheck> checks) {
    this.file = file;
    this.sink = sink;
    this.maxBytes = maxBytes;
    this.partKept = partKept;
    this.checks = checks;
  }

  /**
   * A download into that file, which is replaced when the body is whole, and not before. A symbolic
   * link leads to the file that is written, unless another user may have planted it.
   */
  public static Download to(Path file) {
    return new Download(
        Objects.requireNonNull(file, "file"), null, Long.MAX_VALUE, true, List.of());
  }

  /** A download into a sink of the caller's, for one call. It has no file to keep or to check. */
  public static Download into(DownloadSink sink) {
    return new Download(
        null, Objects.requireNonNull(sink, "sink"), Long.MAX_VALUE, false, List.of());
  }

  /**
   * This download with a limit on its size, after decoding (default: none). A larger body ends the
   * call; if its length is announced, before a byte of it is read.
   *
   * @throws IllegalArgumentException if negative
   */
  public Download maxBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("maxBytes: " + bytes + " (expected: >= 0)");
    }
    return new Download(file, sink, bytes, partKept, checks);
  }

  /**
   * This download, whose beginning is kept or deleted when the call fails (default: kept, if it can
   * be continued). It is kept beside the file as {@code NAME.part}, with {@code NAME.part.state},
   * which says what it is a part of; the next download of the same URL to the same file goes on
   * there. One that is not kept has a random name.
   *
   * @throws IllegalStateException if there is no file
   */
  public Download keepPart(boolean kept) {
    requireFile("keepPart");
    return new Download(file, sink, maxBytes, kept, checks);
  }

  /**
   * This download, whose bytes must have that digest.
   *
   * @param algorithm of {@link MessageDigest}: {@code SHA-256}, {@code SHA-512}, {@code MD5}…
   * @param hex the expected digest in hexadecimal digits, upper or lower case
   * @throws IllegalArgumentException if the algorithm is not known, or the digest has another
   *     length
   */
  public Download digest(String algorithm, String hex) {
    Objects.requireNonNull(algorithm, "algorithm");
    byte[] expected = HexFormat.of().parseHex(Objects.requireNonNull(hex, "hex").strip());
    try {
      int length = MessageDigest.getInstance(algorithm).getDigestLength();
      if (length > 0 && expected.length != length) {
        throw new IllegalArgumentException("hex: " + expected.length + " bytes (expected: " + length
            + " bytes, a digest by " + algorithm + ")");
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(
          "algorithm: " + algorithm + " (expected: one of MessageDigest, such as SHA-256)", e);
    }
    return check(new DigestCheck(algorithm, expected));
  }

  /**
   * This download with one more check of the whole file; the first that finds a problem counts. A
   * file that was continued and is not good is fetched anew, within the retries of the call; one
   * that came whole and is not good ends the call.
   *
   * @throws IllegalStateException if there is no file
   */
  public Download check(FileCheck check) {
    requireFile("check");
    List<FileCheck> all = new ArrayList<>(checks);
    all.add(Objects.requireNonNull(check, "check"));
    return new Download(file, sink, maxBytes, partKept, List.copyOf(all));
  }

  private void requireFile(String setting) {
    if (file == null) {
      throw new IllegalStateException(setting + ": set for a sink (expected: a file)");
    }
  }

  /** The file, if there is one. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The sink, if there is no file. */
  public Optional<DownloadSink> sink() {
    return Optional.ofNullable(sink);
  }

  /** The largest body; {@link Long#MAX_VALUE} if there is no limit. */
  public long maxBytes() {
    return maxBytes;
  }

  /** Whether a part that can be continued is kept when the call fails. */
  public boolean partKept() {
    return partKept;
  }

  /** All checks, in their order. */
  public List<FileCheck> checks() {
    return checks;
  }

  /** The file, or the sink. */
  @Override
  public String toString() {
    return "Download[" + (file == null ? sink : file) + "]";
  }
}
