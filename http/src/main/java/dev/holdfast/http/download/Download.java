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
 * The target of a download, and its checks. Immutable: every setter returns another one.
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
   * Returns a download into that file, which is replaced only when the body is whole. A symbolic
   * link is followed, unless another user may have planted it.
   */
  public static Download to(Path file) {
    Objects.requireNonNull(file, "file");
    return new Download(file, null, null, Long.MAX_VALUE, EnumSet.of(Option.PART_KEPT), List.of());
  }

  /**
   * Returns a download into a sink of the caller's, for one call. It has no file to keep or to
   * check.
   */
  public static Download into(DownloadSink sink) {
    Objects.requireNonNull(sink, "sink");
    return new Download(null, sink, null, Long.MAX_VALUE, EnumSet.noneOf(Option.class), List.of());
  }

  /**
   * Returns this download with a limit on its size, after decoding (default: none). A larger body
   * ends the call, before a byte is read if its length is announced.
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
   * Returns this download with its partial file kept or deleted when the call fails (default: kept,
   * if it can be continued). It is kept beside the file as {@code NAME.part};
   * {@code NAME.part.state} describes the download. The next download of the same URL to the same
   * file continues it. A partial file that is not kept has a random name.
   *
   * @throws IllegalStateException if there is no file
   */
  public Download keepPart(boolean kept) {
    requireFile("keepPart");
    return with(Option.PART_KEPT, kept);
  }

  /**
   * Returns this download with another behaviour if a foreign file has the name of its partial
   * file: overwrites it, or refuses to start (default: refuses).
   *
   * @throws IllegalStateException if there is no file
   */
  public Download overwritePart(boolean overwritten) {
    requireFile("overwritePart");
    return with(Option.PART_OVERWRITTEN, overwritten);
  }

  /**
   * Returns this download with content codings requested as in other calls of the session (default:
   * none are requested). That saves bytes of a text. A coded body is decoded, and never continued.
   */
  public Download codings(boolean asked) {
    return with(Option.CODINGS, asked);
  }

  /**
   * Returns this download with every status as a result, without a
   * {@link dev.holdfast.http.StatusException}. The body of a status from 400 on goes to that sink,
   * any other to the file or sink of the download. A response without a body counts as an empty
   * one. A 304 leaves the file unchanged. The request may be HEAD, and may ask for a range of its
   * own.
   *
   * <p>Nothing goes to the sink for errors if the other one has a part of a body that it cannot
   * discard.
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
   * Returns this download with a check that its bytes have that digest.
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
   * Returns this download with one more check of the whole file. The first check that finds a
   * problem counts. If a continued file fails a check, it is fetched anew, within the retries of
   * the call. If a file that came in one piece fails, the call ends.
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

  /** Returns the file, if there is one. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** Returns the sink, if there is no file. */
  public Optional<DownloadSink> sink() {
    return Optional.ofNullable(sink);
  }

  /** Returns the largest body; {@link Long#MAX_VALUE} if there is no limit. */
  public long maxBytes() {
    return maxBytes;
  }

  /** Whether a partial file that can be continued is kept when the call fails. */
  public boolean partKept() {
    return options.contains(Option.PART_KEPT);
  }

  /** Whether a foreign file with the name of the partial file is overwritten. */
  public boolean partOverwritten() {
    return options.contains(Option.PART_OVERWRITTEN);
  }

  /** Whether content codings are requested. */
  public boolean asksForCodings() {
    return options.contains(Option.CODINGS);
  }

  /** Returns the sink for errors, if every status is a result. */
  public Optional<DownloadSink> errors() {
    return Optional.ofNullable(errors);
  }

  /** Returns all checks, in their order. */
  public List<FileCheck> checks() {
    return checks;
  }

  /** Returns the file, or the sink. */
  @Override
  public String toString() {
    return "Download[" + (file == null ? sink : file) + "]";
  }
}
