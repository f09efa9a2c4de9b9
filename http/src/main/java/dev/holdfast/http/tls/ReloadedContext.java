/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.tls;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The TLS context for the present content of files. Changed files are read again when the next
 * connection is made. While they are unusable, the last valid content stays in use. Thread-safe
 * without a lock: one thread reads, the others use the present context.
 */
final class ReloadedContext {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  private final TlsFiles files;
  private final Function<TlsFiles.Content, SSLContext> maker;
  private final long intervalNanos;
  private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
  private volatile Loaded loaded;

  /** @param seen the state of the files when they were last tried, valid or not */
  private record Loaded(
      TlsFiles.Content content, List<Object> seen, AtomicReference<@Nullable SSLContext> made) {

    Loaded(TlsFiles.Content content) {
      this(content, content.stamps(), new AtomicReference<>());
    }
  }

  /**
   * Reads the files.
   *
   * @param maker creates a context; called when the first connection needs it
   * @param interval the shortest time between two looks at the files
   * @throws TlsFileException if one of them cannot be used
   */
  ReloadedContext(TlsFiles files, Function<TlsFiles.Content, SSLContext> maker, Duration interval) {
    this.files = files;
    this.maker = maker;
    this.intervalNanos = interval.toNanos();
    this.loaded = new Loaded(files.read());
  }

  /** Whether {@link #get} has nothing to read. */
  boolean ready() {
    return loaded.made.get() != null && !due(System.nanoTime());
  }

  private boolean due(long now) {
    return !files.isEmpty() && now - lookedAt.get() >= intervalNanos;
  }

  SSLContext get() {
    long now = System.nanoTime();
    long before = lookedAt.get();
    if (due(now) && lookedAt.compareAndSet(before, now)) {
      look();
    }
    Loaded current = loaded;
    AtomicReference<@Nullable SSLContext> made = current.made;
    SSLContext there = made.get();
    if (there != null) {
      return there;
    }
    SSLContext fresh = maker.apply(current.content);
    // If two threads create a context, both use the first: it keeps the sessions to be resumed.
    SSLContext first = made.compareAndExchange(null, fresh);
    return first == null ? fresh : first;
  }

  private void look() {
    Loaded now = loaded;
    List<Object> stamps = files.stamps();
    if (stamps.equals(now.seen)) {
      return;
    }
    try {
      loaded = new Loaded(files.read());
      LOGGER.log(System.Logger.Level.INFO, "files of TLS have changed and were read again");
    } catch (TlsFileException broken) {
      loaded = new Loaded(now.content, stamps, now.made);
      LOGGER.log(
          System.Logger.Level.WARNING,
          "files of TLS have changed and cannot be used, the ones before stay in use: "
              + broken.getMessage());
    }
  }
}
