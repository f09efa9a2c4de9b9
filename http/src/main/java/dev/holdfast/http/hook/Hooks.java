/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * The hooks of a session or of one of its mounts. They are called in the order in which they were
 * added. Immutable.
 */
public final class Hooks {

  private static final Hooks NONE = new Hooks(List.of(), List.of());
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final List<AsyncAttemptHook> attempts;
  private final List<AsyncRecoveryHook> recoveries;

  private Hooks(List<AsyncAttemptHook> attempts, List<AsyncRecoveryHook> recoveries) {
    this.attempts = attempts;
    this.recoveries = recoveries;
  }

  /** Returns no hooks. */
  public static Hooks none() {
    return NONE;
  }

  /** Returns these and one more that changes attempts. */
  public Hooks beforeAttempt(AttemptHook hook) {
    Objects.requireNonNull(hook, "hook");
    return beforeAttemptAsync(attempt -> {
      hook.before(attempt);
      return DONE;
    });
  }

  /** Returns these and one more that changes attempts, and may have to wait. */
  public Hooks beforeAttemptAsync(AsyncAttemptHook hook) {
    return new Hooks(plus(attempts, hook), recoveries);
  }

  /** Returns these and one more that may ask for another attempt. */
  public Hooks recover(RecoveryHook hook) {
    Objects.requireNonNull(hook, "hook");
    return recoverAsync(answer -> CompletableFuture.completedFuture(hook.recovers(answer)));
  }

  /** Returns these and one more that may ask for another attempt, and may have to wait. */
  public Hooks recoverAsync(AsyncRecoveryHook hook) {
    return new Hooks(attempts, plus(recoveries, hook));
  }

  /** Returns the hooks that change attempts, in order. */
  public List<AsyncAttemptHook> attempts() {
    return attempts;
  }

  /** Returns the hooks that may ask for another attempt, in order. */
  public List<AsyncRecoveryHook> recoveries() {
    return recoveries;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return attempts.isEmpty() && recoveries.isEmpty();
  }

  private static <T> List<T> plus(List<T> some, T more) {
    List<T> all = new ArrayList<>(some);
    all.add(Objects.requireNonNull(more, "hook"));
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return "Hooks[" + attempts.size() + " before attempts, " + recoveries.size() + " recoveries]";
  }
}
