/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a download goes, and what it must be. Immutable: every setter returns another one.
 *
 * <pre>{@code
 * session.download(Request.get(url), Download.to(path).digest("SHA-256", expected));
 * }</pre>
 */
public final class Download {

  private enum Option {
    PART_KEPT,
    PART_OVERWRITTEN,
    CODINGS
  }

  private final @Nullable Path file;
  private final @Nullable DownloadSink sink;
  private final @Nullable DownloadSink errors;
  private final long maxBytes;
  private final Set<Option> options;
  private final List<FileCheck> checks;

  private Download(
      @Nullable Path file,
      @Nullable DownloadSink sink,
      @Nullable DownloadSink errors,
      long maxBytes,
      Set<Option> options,
      List<FileCheck> checks) {
    this.file = file;
    this.sink = sink;
    this.errors = errors;
    this.maxBytes = maxBytes;
    this.options = options;
    this.checks = checks;
  }

  /**
   * A download into that file, which is replaced when the body is whole, and not before. A symbolic
   * link leads to the file that is written, unless another user may have planted it.
   */
  public static Download to(Path file) {
    Objects.requireNonNull(file, "file");
    return new Download(file, null, null, Long.MAX_VALUE, EnumSet.of(Option.PART_KEPT), List.of());
  }

  /** A download into a sink of the caller's, for one call. It has no file to keep or to check. */
  public static Download into(DownloadSink sink) {
    Objects.requireNonNull(sink, "sink");
    return new Download(null, sink, null, Long.MAX_VALUE, EnumSet.noneOf(Option.class), List.of());
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
    return new Download(file, sink, errors, bytes, options, checks);
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
    return with(Option.PART_KEPT, kept);
  }

  /**
   * This download, which overwrites a file under the name of its part that holds no part of a
   * download, or refuses to start because of it (default: refuses).
   *
   * @throws IllegalStateException if there is no file
   */
  public Download overwritePart(boolean overwritten) {
    requireFile("overwritePart");
    return with(Option.PART_OVERWRITTEN, overwritten);
  }

  /**
   * This download, which asks for content codings as other calls of the session do (default: it
   * asks for none). That saves bytes of a text. A coded body is decoded, and never continued.
   */
  public Download codings(boolean asked) {
    return with(Option.CODINGS, asked);
  }

  /**
   * This download, which takes every status for an answer and does not throw
   * {@link dev.holdfast.http.StatusException}: the body of a status from 400 on goes to that sink,
   * any other to the file or sink of the download, one without a body as an empty one. A 304 leaves
   * the file as it is. The request may be HEAD, and may ask for a range of its own.
   *
   * <p>Nothing goes to the sink for errors if the other one has a part of a body that it cannot
   * take back.
   *
   * @param sink possibly the same as that of the download
   */
  public Download errorsInto(DownloadSink sink) {
    Objects.requireNonNull(sink, "sink");
    return new Download(file, this.sink, sink, maxBytes, options, checks);
  }

  private Download with(Option option, boolean set) {
    Set<Option> changed = EnumSet.copyOf(options);
    if (set) {
      changed.add(option);
    } else {
      changed.remove(option);
    }
    return new Download(file, sink, errors, maxBytes, changed, checks);
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
    return new Download(file, sink, errors, maxBytes, options, List.copyOf(all));
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
    return options.contains(Option.PART_KEPT);
  }

  /** Whether a file that is in the place of the part is overwritten. */
  public boolean partOverwritten() {
    return options.contains(Option.PART_OVERWRITTEN);
  }

  /** Whether content codings are asked for. */
  public boolean asksForCodings() {
    return options.contains(Option.CODINGS);
  }

  /** The sink for errors, if every status is taken for an answer. */
  public Optional<DownloadSink> errors() {
    return Optional.ofNullable(errors);
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
