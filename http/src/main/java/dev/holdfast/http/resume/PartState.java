/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import dev.holdfast.http.body.LinkRule;
import dev.holdfast.http.message.Url;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The description of a partial download, in a small file beside it, for the next process. The URL
 * is kept as a digest only, because it may hold secrets.
 *
 * @param url the digest
 * @param of the version of the body; null if it cannot be told from others, so that the partial
 *     file is Holdfast's but useless
 */
record PartState(String url, @Nullable Representation of) {

  private static final String FIRST_LINE = "holdfast part 1";
  private static final Pattern LENGTH = Pattern.compile("-1|[0-9]{1,18}");
  private static final String NO_VALIDATOR = "-";
  private static final int LONGEST = 4_096;

  static PartState of(Url url, @Nullable Representation of) {
    return new PartState(digest(url.text()), of);
  }

  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Reads that file; empty if there is none, or one that Holdfast did not write. */
  static Optional<PartState> read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) > LONGEST
        || !LinkRule.isOurs(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    if (lines.size() != 4
        || !lines.get(0).equals(FIRST_LINE)
        || !LENGTH.matcher(lines.get(3)).matches()) {
      return Optional.empty();
    }
    String validator = lines.get(2);
    if (validator.equals(NO_VALIDATOR)) {
      return Optional.of(new PartState(lines.get(1), null));
    }
    if (!Representation.isValidator(validator)) {
      return Optional.empty();
    }
    return Optional.of(
        new PartState(lines.get(1), new Representation(validator, Long.parseLong(lines.get(3)))));
  }

  /** Writes a new file that only its owner can read. */
  void write(Path file) throws IOException {
    Files.deleteIfExists(file);
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, fresh, ownersAlone())) {
      String validator = of == null ? NO_VALIDATOR : of.validator();
      long length = of == null ? -1 : of.length();
      String text = String.join("\n", FIRST_LINE, url, validator, "" + length) + "\n";
      Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static FileAttribute<?>[] ownersAlone() {
    boolean posix = Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
