/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.net.Origin;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Http1OriginsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Http1Origins origins = new Http1Origins(nanos::get);

  private static Origin origin(int number) {
    return new Origin(true, "host" + number, 443);
  }

  @Test
  void knowsAnOriginForTenMinutes() {
    origins.negotiated(origin(1));
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(10));

    assertThat(origins.contains(origin(1))).isTrue();
    assertThat(origins.contains(origin(2))).isFalse();

    nanos.incrementAndGet();

    assertThat(origins.contains(origin(1))).isFalse();
  }

  @Test
  void countsTheTimeFromTheLastThatWasHeard() {
    origins.insists(origin(1));
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(10));
    origins.insists(origin(1));
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(10));

    assertThat(origins.contains(origin(1))).isTrue();
  }

  @Test
  void forgetsWhatAHandshakeShowedWhenAnotherShowsTheContrary() {
    origins.negotiated(origin(1));
    origins.speaksHttp2(origin(1));
    origins.speaksHttp2(origin(2));

    assertThat(origins.contains(origin(1))).isFalse();
  }

  @Test
  void aHandshakeTakesNothingBackThatAServerInsistedOn() {
    origins.insists(origin(1));
    origins.negotiated(origin(1));
    origins.speaksHttp2(origin(1));

    assertThat(origins.contains(origin(1))).isTrue();
  }

  @Test
  void keepsTheNewestThousand() {
    IntStream.range(0, 1_001).mapToObj(Http1OriginsTest::origin).forEach(origins::insists);

    assertThat(origins.contains(origin(0))).isFalse();
    assertThat(origins.contains(origin(1))).isTrue();
    assertThat(origins.contains(origin(1_000))).isTrue();
  }
}
