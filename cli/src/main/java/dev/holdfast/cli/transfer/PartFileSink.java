/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.body.LinkRule;
import dev.holdfast.http.message.Url;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A download that several runs of the command may share: {@code FILE.part} holds what has come, and
 * {@code FILE.part.state} which version of the body it is of. FILE itself is written when the body
 * is whole. A file that is not ours, or of which it is not known what it is a part of, is never
 * added to.
 */
final class PartFileSink implements BodySink {

  private final Path target;
  private final Path state;
  private final Path part;
  private final Url url;
  private final FileChannel channel;

  private PartFileSink(Path target, Path part, Path state, Url url, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.state = state;
    this.url = url;
    this.channel = channel;
  }

  /**
   * Opens the part of that file, or begins one.
   *
   * @param target behind all links
   * @throws IOException if it cannot be written, or another process writes it
   */
  static PartFileSink open(Path target, Url url) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Path state = target.resolveSibling(target.getFileName() + ".part.state");
    if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
      boolean file = Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS);
      if (!file || !LinkRule.isOurs(part)) {
        throw new IOException(part + " is a link, no regular file, or another user's");
      }
    }
    FileChannel channel = FileChannel.open(
        part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException(part + " is being written by another process");
    }
    return new PartFileSink(target, part, state, url, channel);
  }

  /** What an earlier run has left that can be continued. */
  Optional<Kept> kept() throws IOException {
    long count = channel.size();
    Optional<Representation> of = PartState.read(state)
        .filter(known -> known.equals(PartState.of(url, known.of())))
        .map(PartState::of)
        .filter(known -> count > 0 && (known.length() < 0 || count < known.length()));
    channel.position(count);
    return of.map(known -> new Kept(count, known));
  }

  @Override
  public void begin(StreamedResponse response) throws IOException {
    channel.truncate(0);
    Files.deleteIfExists(state);
    Optional<Representation> of = Representation.of(response);
    if (of.isPresent()) {
      PartState.of(url, of.get()).write(state);
    }
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  @Override
  public void complete() throws IOException {
    channel.close();
    WholeFileSink.replace(part, target);
    Files.deleteIfExists(state);
  }

  @Override
  public boolean canRestart() {
    return true;
  }

  /** Leaves the part for the next run, if that can know what it is a part of. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      boolean useful = channel.size() > 0 && Files.exists(state, LinkOption.NOFOLLOW_LINKS);
      channel.close();
      if (!useful) {
        Files.deleteIfExists(part);
        Files.deleteIfExists(state);
      }
    }
  }
}
