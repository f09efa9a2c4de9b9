/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import dev.holdfast.http.body.LinkRule;
import dev.holdfast.http.body.WholeFile;
import dev.holdfast.http.concurrent.FileInterrupts;
import dev.holdfast.http.download.Download;
import dev.holdfast.http.download.DownloadSink;
import dev.holdfast.http.download.FileCheck;
import dev.holdfast.http.message.Url;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The partial file of a download, which replaces the target when it is whole. A partial file that
 * is kept between calls has a state beside it ({@link PartState}) and a lock, so that two downloads
 * never write it at once.
 */
final class PartFile implements DownloadSink {

  /** The longest name. File systems allow 255 bytes; {@code .part.state} takes 11. */
  private static final int LONGEST_NAME = 240;

  private final Path target;
  private final Path part;
  /** The state file; null if the partial file is not kept. */
  private final @Nullable Path state;

  private final Url url;
  private final FileChannel channel;
  private boolean useless;
  private boolean over;

  private PartFile(Path target, Path part, @Nullable Path state, Url url, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.state = state;
    this.url = url;
    this.channel = channel;
  }

  /**
   * Opens the partial file of that file, or begins one.
   *
   * @param ranges whether the rest can be requested, so that a partial file is useful
   * @throws IOException if it cannot be written, or another download writes it
   */
  static PartFile open(Download download, boolean ranges, Url url) throws IOException {
    Path target = LinkRule.follow(download.file().orElseThrow());
    requireReplaceable(target);
    if (!ranges || !download.partKept()) {
      Path part = target.resolveSibling(".holdfast-" + UUID.randomUUID());
      FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new PartFile(target, part, null, url, channel);
    }
    String name = partName(target.getFileName().toString());
    Path part = target.resolveSibling(name);
    Path state = target.resolveSibling(name + ".state");
    requireOurs(part, state, download.partOverwritten());
    return new PartFile(target, part, state, url, locked(part));
  }

  /**
   * Returns a name derived from the file's, unless that is so long that there is no room for more.
   */
  private static String partName(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
        ? name + ".part"
        : PartState.digest(name) + ".part";
  }

  private static void requireReplaceable(Path target) throws IOException {
    if (target.getFileName() == null || Files.isDirectory(target)) {
      throw new FileSystemException(target.toString(), null, "is a directory");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new FileSystemException(
          target.toString(), null, "is no regular file, which a download could replace");
    }
    if (!Files.isDirectory(LinkRule.directory(target))) {
      throw new FileSystemException(target.toString(), null, "its directory does not exist");
    }
  }

  /** Refuses a foreign file of that name, which holds other data. */
  private static void requireOurs(Path part, Path state, boolean overwritten) throws IOException {
    if (!Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS) || !LinkRule.isOurs(part)) {
      throw new FileSystemException(
          part.toString(), null, "is a link, no regular file, or another user's");
    }
    if (!overwritten && Files.size(part) > 0 && PartState.read(state).isEmpty()) {
      throw new FileSystemException(
          part.toString(),
          null,
          "is not the part of a download, as " + state.getFileName()
              + " would say (expected: no file of that name; move it away)");
    }
  }

  private static FileChannel locked(Path part) throws IOException {
    FileChannel channel = FileChannel.open(
        part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another download of this process has it. Handled below.
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new FileSystemException(part.toString(), null, "is being written by another download");
  }

  /** Returns the beginning that an earlier call has left, if it can be continued. */
  Optional<Kept> kept() throws IOException {
    long count = state == null ? 0 : channel.size();
    if (state == null || count == 0) {
      return Optional.empty();
    }
    channel.position(count);
    return PartState.read(state)
        .filter(known -> known.equals(PartState.of(url, known.of())))
        .map(PartState::of)
        .filter(known -> known.length() < 0 || count < known.length())
        .map(known -> new Kept(count, known));
  }

  @Override
  public void begin(Head head) throws IOException {
    useless = false;
    channel.truncate(0);
  }

  /** Records the body of the partial file, before the first byte is written. */
  void belongsTo(@Nullable Representation of) throws IOException {
    if (state != null) {
      PartState.of(url, of).write(state);
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Returns the problem with the whole file, if there is one. */
  Optional<String> problem(List<FileCheck> checks) throws IOException {
    for (FileCheck check : checks) {
      Optional<String> problem = check.problem(part);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  @Override
  public void complete() throws IOException {
    // Under the lock: another download begins when the target was replaced.
    WholeFile.replace(part, target);
    if (state != null) {
      Files.deleteIfExists(state);
    }
    channel.close();
    over = true;
  }

  @Override
  public boolean canRestart() {
    return true;
  }

  /** Deletes the bytes at the end of the call: they cannot be used. */
  void forget() {
    useless = true;
  }

  /**
   * Keeps a partial file that the next call can continue, and deletes any other. An interrupt may
   * have closed the channel before.
   */
  @Override
  public void close() throws IOException {
    if (over) {
      return;
    }
    over = true;
    try {
      boolean kept = FileInterrupts.deferred(this::useful);
      if (!kept) {
        Files.deleteIfExists(part);
        if (state != null) {
          Files.deleteIfExists(state);
        }
      }
    } finally {
      channel.close();
    }
  }

  private boolean useful() throws IOException {
    return !useless
        && state != null
        && Files.exists(part)
        && Files.size(part) > 0
        && PartState.read(state).map(PartState::of).isPresent();
  }

  /** Returns the file behind all links. */
  Path target() {
    return target;
  }
}
