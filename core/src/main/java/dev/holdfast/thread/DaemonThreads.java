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
 * Makes all threads of Holdfast: daemons that inherit nothing from the thread that needs them
 * first. They have no inheritable thread-locals, Holdfast's class loader as context, normal
 * priority, and the root thread group. Thread-safe.
 */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** Makes threads with that name. */
  public static ThreadFactory named(String name) {
    Objects.requireNonNull(name, "name");
    return task -> prepared(new Thread(root(), task, name, 0, false));
  }

  /** Makes threads with that name and a number, from 1. */
  public static ThreadFactory numbered(String prefix) {
    Objects.requireNonNull(prefix, "prefix");
    AtomicInteger number = new AtomicInteger();
    return task -> prepared(new Thread(root(), task, prefix + number.incrementAndGet(), 0, false));
  }

  /**
   * Makes threads that many calls depend on, such as a timer's: callers' code must not run there,
   * see {@link ServiceThread}.
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

  /** The root group: a caller's group may be destroyed, and limits the priority of its threads. */
  private static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    for (ThreadGroup above = group.getParent(); above != null; above = group.getParent()) {
      group = above;
    }
    return group;
  }
}
