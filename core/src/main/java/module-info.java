/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import org.jspecify.annotations.NullMarked;

/** The Holdfast retry engine: decides, never does I/O, depends on nothing. */
@NullMarked
@SuppressWarnings("module") // the compiler has not seen the modules yet that it exports packages to
module dev.holdfast.core {
  requires static transitive org.jspecify;

  exports dev.holdfast.breaker;
  exports dev.holdfast.budget;
  exports dev.holdfast.cooldown;
  exports dev.holdfast.engine to
      dev.holdfast.http;
  exports dev.holdfast.engine.hedge to
      dev.holdfast.http;
  exports dev.holdfast.engine.origin to
      dev.holdfast.http;
  exports dev.holdfast.engine.pace to
      dev.holdfast.http;
  exports dev.holdfast.engine.pipeline to
      dev.holdfast.http;
  exports dev.holdfast.engine.latency to
      dev.holdfast.http;
  exports dev.holdfast.engine.time to
      dev.holdfast.http,
      dev.holdfast.testkit;
  exports dev.holdfast.guard;
  exports dev.holdfast.latency;
  exports dev.holdfast.limit;
  exports dev.holdfast.log to
      dev.holdfast.http,
      dev.holdfast.micrometer,
      dev.holdfast.opentelemetry;
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
