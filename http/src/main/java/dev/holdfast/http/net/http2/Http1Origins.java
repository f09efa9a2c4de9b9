/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The origins that need HTTP/1.1 and are not offered HTTP/2 for some time: the newest thousand, for
 * ten minutes each, because servers change. A wrong entry costs one handshake or one stream. On the
 * loop.
 */
public final class Http1Origins {

  private static final int MOST = 1_000;
  private static final long LIFE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final LongSupplier clock;
  private final Map<Origin, Known> known = new LinkedHashMap<>();

  /** @param insists whether the server speaks HTTP/2, but refuses to serve a request over it */
  private record Known(long since, boolean insists) {}

  /** @param clock the monotonic clock, in nanoseconds */
  public Http1Origins(LongSupplier clock) {
    this.clock = clock;
  }

  boolean contains(Origin origin) {
    Known found = known.get(origin);
    if (found != null && clock.getAsLong() - found.since() > LIFE_NANOS) {
      known.remove(origin);
      return false;
    }
    return found != null;
  }

  /** Records that the handshake has negotiated HTTP/1.1. */
  void negotiated(Origin origin) {
    put(origin, false);
  }

  /**
   * Records that the server demands HTTP/1.1 over HTTP/2 (HTTP_1_1_REQUIRED, RFC 9113 section 7).
   */
  void insists(Origin origin) {
    put(origin, true);
  }

  /** Records that the server speaks HTTP/2 after all. Its demand for HTTP/1.1 stays. */
  void speaksHttp2(Origin origin) {
    Known found = known.get(origin);
    if (found != null && !found.insists()) {
      known.remove(origin);
    }
  }

  private void put(Origin origin, boolean insists) {
    @Nullable Known before = known.remove(origin);
    known.put(origin, new Known(clock.getAsLong(), insists || before != null && before.insists()));
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
  }
}
