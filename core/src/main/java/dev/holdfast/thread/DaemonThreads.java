/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes every thread of ours: daemons that carry nothing of the thread that happens to need them
 * first. They have no inheritable thread-locals, our own class loader as their context, the usual
 * priority, and the group at the root. Thread-safe.
 */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** Makes threads that all have that name. */
  public static ThreadFactory named(String name) {
    Objects.requireNonNull(name, "name");
    return task -> prepared(new Thread(root(), task, name, 0, false));
  }

  /** Makes threads that have that name and a number, which begins at 1. */
  public static ThreadFactory numbered(String prefix) {
    Objects.requireNonNull(prefix, "prefix");
    AtomicInteger number = new AtomicInteger();
    return task -> prepared(new Thread(root(), task, prefix + number.incrementAndGet(), 0, false));
  }

  /**
   * Makes threads that many calls depend on, such as that of a timer: code of callers must not run
   * there, see {@link ServiceThread}.
   */
  public static ThreadFactory service(String name) {
    Objects.requireNonNull(name, "name");
    return task -> prepared(new ServiceThread(root(), task, name));
  }

  /** Makes virtual threads; null where the JDK has none (before Java 21). */
  public static @Nullable ThreadFactory virtual() {
    try {
      // By reflection, since this is compiled for Java 17.
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
      ThreadFactory factory = (ThreadFactory) type.getMethod("factory").invoke(builder);
      return task -> withOurLoader(factory.newThread(task));
    } catch (NoSuchMethodException | ClassNotFoundException olderThan21) {
      return null;
    } catch (IllegalAccessException | InvocationTargetException previewIsOff) {
      return null;
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // the usual one, instead of the caller's
  private static Thread prepared(Thread thread) {
    thread.setDaemon(true);
    thread.setPriority(Thread.NORM_PRIORITY);
    return withOurLoader(thread);
  }

  private static Thread withOurLoader(Thread thread) {
    thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
    return thread;
  }

  /** Groups of callers may be destroyed, and bound the priority of their threads. */
  private static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    for (ThreadGroup above = group.getParent(); above != null; above = group.getParent()) {
      group = above;
    }
    return group;
  }
}
