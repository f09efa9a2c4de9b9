/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** A virtual thread for each task. */
public final class VirtualThreads implements OwnThreads {

  private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

  private final ThreadFactory threads;

  private VirtualThreads(ThreadFactory threads) {
    this.threads = threads;
  }

  /** Null where the JDK has no virtual threads (before Java 21). */
  public static @Nullable VirtualThreads ifAvailable() {
    ThreadFactory factory = DaemonThreads.virtual();
    return factory == null ? null : new VirtualThreads(factory);
  }

  /** Returns whether the calling thread is a virtual one. */
  public static boolean runThis() {
    MethodHandle question = IS_VIRTUAL;
    if (question == null) {
      return false;
    }
    try {
      return (boolean) question.invokeExact(Thread.currentThread());
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static @Nullable MethodHandle isVirtual() {
    try {
      // By name, since this is compiled for Java 17.
      MethodType question = MethodType.methodType(boolean.class);
      return MethodHandles.publicLookup().findVirtual(Thread.class, "isVirtual", question);
    } catch (NoSuchMethodException | IllegalAccessException olderThan21) {
      return null;
    }
  }

  @Override
  public void execute(Runnable task) {
    threads.newThread(task).start();
  }

  @Override
  public void retire() {
    // None is idle.
  }
}
