/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Headers;
import dev.holdfast.pace.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncedQuotaTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

  @Test
  void readsTheFieldsOfTheDraft() {
    Headers headers = Headers.empty()
        .plus("RateLimit-Policy", "\"burst\";q=100;w=60,\"daily\";q=1000;w=86400")
        .plus("RateLimit", "\"burst\";r=50;t=30");

    assertThat(AnnouncedQuota.of(headers, NOW)).contains(quota(100, 50, 30));
  }

  @Test
  void takesTheQuotaThatLeavesTheLeast() {
    Headers headers = Headers.empty()
        .plus("RateLimit-Policy", "\"burst\";q=100;w=60,\"daily\";q=1000;w=86400")
        .plus("RateLimit", "\"burst\";r=50;t=30, \"daily\";r=100;t=36000");

    assertThat(AnnouncedQuota.of(headers, NOW)).contains(quota(1000, 100, 36_000));
  }

  @Test
  void readsTheThreeHeadersOfEarlierDrafts() {
    Headers headers = Headers.empty()
        .plus("RateLimit-Limit", "100, 100;w=60")
        .plus("RateLimit-Remaining", "7")
        .plus("RateLimit-Reset", "12");

    assertThat(AnnouncedQuota.of(headers, NOW)).contains(quota(100, 7, 12));
  }

  @Test
  void readsAResetThatIsAUnixTime() {
    Headers headers = Headers.empty()
        .plus("X-RateLimit-Limit", "5000")
        .plus("X-RateLimit-Remaining", "0")
        .plus("X-RateLimit-Reset", "1800000090");

    assertThat(AnnouncedQuota.of(headers, NOW)).contains(quota(5000, 0, 90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"x\"", "\"x\";r=5", "\"x\";t=5", "\"x\";r=-1;t=5", "r=1;t=1", "\""})
  void ignoresWhatDoesNotParse(String field) {
    assertThat(AnnouncedQuota.of(Headers.empty().plus("RateLimit", field), NOW)).isEmpty();
  }

  private static Quota quota(long limit, long remaining, long resetSeconds) {
    return new Quota(OptionalLong.of(limit), remaining, Duration.ofSeconds(resetSeconds));
  }
}
