/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import org.jspecify.annotations.NullMarked;

/** The Holdfast retry engine: decides, never does I/O, depends on nothing. */
@NullMarked
@SuppressWarnings("module") // the compiler has not seen yet which module it exports something to
module dev.holdfast.core {
  requires static transitive org.jspecify;

  exports dev.holdfast.breaker;
  exports dev.holdfast.budget;
  exports dev.holdfast.cooldown;
  exports dev.holdfast.engine;
  exports dev.holdfast.engine.hedge;
  exports dev.holdfast.engine.limit;
  exports dev.holdfast.engine.pace;
  exports dev.holdfast.engine.pipeline;
  exports dev.holdfast.engine.latency;
  exports dev.holdfast.engine.time;
  exports dev.holdfast.guard;
  exports dev.holdfast.latency;
  exports dev.holdfast.limit;
  exports dev.holdfast.pace;
  exports dev.holdfast.rate;
  exports dev.holdfast.retrier;
  exports dev.holdfast.retry;
  exports dev.holdfast.safeguard;
  exports dev.holdfast.thread to
      dev.holdfast.http;
  exports dev.holdfast.throttle;
  exports dev.holdfast.time;
}
