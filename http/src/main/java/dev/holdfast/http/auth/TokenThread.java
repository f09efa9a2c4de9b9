/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import dev.holdfast.thread.DaemonThreads;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;

/**
 * Calls a source that may block on a dedicated thread, because the calls that wait have deadlines.
 */
final class TokenThread implements AsyncTokenSource {

  private static final ThreadFactory THREADS = DaemonThreads.named("holdfast-token");

  private final TokenSource source;
  /** The source that the current thread calls. */
  private static final ThreadLocal<TokenThread> CURRENT = new ThreadLocal<>();

  TokenThread(TokenSource source) {
    this.source = Objects.requireNonNull(source, "source");
  }

  /** Whether the current thread calls this source. */
  boolean isCurrent() {
    return CURRENT.get() == this;
  }

  @Override
  public CompletionStage<AccessToken> fetch() {
    CompletableFuture<AccessToken> result = new CompletableFuture<>();
    THREADS.newThread(() -> run(result)).start();
    return result;
  }

  private void run(CompletableFuture<AccessToken> result) {
    CURRENT.set(this);
    AccessToken token;
    try {
      token = source.fetch();
    } catch (Throwable failure) {
      result.completeExceptionally(failure);
      return;
    } finally {
      CURRENT.remove();
    }
    result.complete(token);
  }
}
