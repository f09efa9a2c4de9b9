/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  static Stream<Consumer<Duration>> durations() {
    Timeouts timeouts = Timeouts.defaults();
    return Stream.of(
        timeouts::connect,
        timeouts::read,
        timeouts::write,
        timeouts::pool,
        timeouts::attempt,
        timeouts::deadline,
        Request.get("http://h/")::deadline);
  }

  @ParameterizedTest
  @MethodSource("durations")
  @Tag("U01")
  void refusesTimeoutsThatAreNotPositive(Consumer<Duration> setter) {
    for (Duration bad :
        new Duration[] {Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> setter.accept(bad))
          .withMessageContaining("(expected: > 0");
    }
  }

  @ParameterizedTest
  @MethodSource("durations")
  @Tag("U02")
  @Tag("U03")
  void takesAnyPositiveTimeoutWithoutOverflow(Consumer<Duration> setter) {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    assertThatCode(() -> setter.accept(Duration.ofNanos(1))).doesNotThrowAnyException();
    assertThatCode(() -> setter.accept(longest)).doesNotThrowAnyException();
  }

  @Test
  void hasFiniteDefaults() {
    assertThat(Timeouts.defaults())
        .hasToString(
            "Timeouts[connect 3.05 s, read 27 s, write 27 s, pool 10 s, attempt off, deadline 120 s]");
    assertThat(Timeouts.unbounded().bounded()).isFalse();
  }

  @Test
  void describesAPolicyInOneLine() {
    assertThat(Retry.defaults())
        .hasToString(
            "Retry[total=5, redirect=20, statuses [429, 500, 502, 503, 504], methods [GET, HEAD,"
                + " OPTIONS], Backoff[exponential base 500 ms, first retry immediate, max 120 s,"
                + " jitter full], Retry-After up to 120 s, raiseOnStatus false]");
  }

  @Test
  void tellsEachTimeoutAndWhichAreOff() {
    Timeouts timeouts = Timeouts.off()
        .connect(Duration.ofMillis(1))
        .read(Duration.ofMillis(2))
        .write(Duration.ofMillis(3))
        .pool(Duration.ofMillis(4));

    assertThat(timeouts.connect()).contains(Duration.ofMillis(1));
    assertThat(timeouts.read()).contains(Duration.ofMillis(2));
    assertThat(timeouts.write()).contains(Duration.ofMillis(3));
    assertThat(timeouts.pool()).contains(Duration.ofMillis(4));
    assertThat(timeouts.attempt()).isEmpty();
    assertThat(timeouts.deadline()).isEmpty();
    assertThat(Timeouts.defaults().deadline()).contains(Duration.ofMinutes(2));
    assertThat(Timeouts.off()).isEqualTo(Timeouts.unbounded()).isNotEqualTo(timeouts);
  }

  @Test
  void tellsWhatARetryPolicyDoes() {
    Retry retry = Retry.builder()
        .total(7)
        .read(2)
        .statuses(503, 429)
        .methods("put", "get")
        .unsafeMethods("POST")
        .retryAfterMax(Duration.ofSeconds(9))
        .build();

    assertThat(retry.total()).hasValue(7);
    assertThat(retry.limit(Counter.READ)).hasValue(2);
    assertThat(retry.limit(Counter.CONNECT)).isEmpty();
    assertThat(retry.statuses()).containsExactly(429, 503);
    assertThat(retry.methods()).containsExactly("GET", "POST", "PUT");
    assertThat(retry.retryAfterMax()).isEqualTo(Duration.ofSeconds(9));
    assertThat(retry.clampsRetryAfter()).isFalse();
    assertThat(retry.retriesAnyMethod()).isFalse();
  }

  @Test
  void changesOneSettingOfASessionAndKeepsTheOthers() {
    MockedSession mocked = new MockedSession();
    List<Attempt> observed = new ArrayList<>();
    try (Session session = mocked
            .builder()
            .observer(observed::add)
            .maxBodySize(3)
            .mount("http://h/once", settings -> settings.retry(Retry.off()))
            .build();
        Session other = session.toBuilder()
            .timeouts(Timeouts.defaults().deadline(Duration.ofSeconds(1)))
            .build()) {
      mocked.transport.respond(503).respond(503).respond(200, "abc").respond(503);

      assertThat(session.get("http://h/").attempts()).hasSize(3);
      assertThat(other.get("http://h/once").attempts()).hasSize(1);

      assertThat(observed).hasSize(4);
      assertThat(session.describe("http://h/")).startsWith("deadline 120 s");
      assertThat(other.describe("http://h/")).startsWith("deadline 1 s");
      mocked.transport.respond(200, "abcd");
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> other.get("http://h/"))
          .withMessageContaining("maxBodySize");
    }
  }

  @Test
  void changesOneSettingOfAPolicyAndKeepsTheOthers() {
    Retry all = Retry.builder()
        .withoutTotal()
        .connect(1)
        .read(2)
        .redirect(3)
        .status(4)
        .other(5)
        .statuses(418)
        .methods("PUT")
        .unsafeMethods("PATCH")
        .backoff(Backoff.constant(Duration.ofMillis(6)))
        .stop(Stop.afterAttempts(7))
        .respectRetryAfter(false)
        .unsafeClampRetryAfter(Duration.ofSeconds(8))
        .raiseOnStatus(true)
        .followRedirects(false)
        .build();

    assertThat(all.toBuilder().build()).usingRecursiveComparison().isEqualTo(all);
    assertThat(all.toBuilder().unsafeAnyMethod().build().toBuilder().build().retriesAnyMethod())
        .isTrue();
    assertThat(all.toBuilder().methods("GET").build().methods()).containsExactly("GET", "PATCH");
    assertThat(all.methods()).containsExactly("PATCH", "PUT");
    assertThat(all.toString())
        .contains("Retry-After ignored", "raiseOnStatus true", "redirects not followed");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE})
  @Tag("U07")
  void refusesNegativeCounts(int count) {
    RetryBuilder retry = Retry.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> retry.total(count))
        .withMessageContaining("total: " + count);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> retry.connect(count))
        .withMessageContaining("connect");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> retry.read(count))
        .withMessageContaining("read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> retry.redirect(count))
        .withMessageContaining("redirect");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> retry.status(count))
        .withMessageContaining("status");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> retry.other(count))
        .withMessageContaining("other");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 99, 100, 199, 600, 999, 1_000, -503})
  @Tag("U18")
  void refusesWhatIsNoFinalStatus(int status) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retry.builder().statuses(status))
        .withMessageContaining("statuses: " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G ET", "GET\r\nX: y"})
  @Tag("U13")
  void refusesWhatIsNoMethod(String method) {
    assertThatIllegalArgumentException().isThrownBy(() -> Retry.builder().methods(method));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.of(method, "http://h/"));
  }

  @Test
  void normalisesTheCaseOfMethods() {
    assertThat(Retry.builder().methods("get").build().retriesMethod("GET")).isTrue();
    assertThat(Retry.builder().methods().build().retriesMethod("GET")).isFalse();
    assertThat(Request.of("patch", "http://h/").method()).isEqualTo("PATCH");
  }

  @Test
  @Tag("U08")
  void refusesUnboundedRetriesWithoutADeadline() {
    SessionBuilder builder = Session.builder()
        .retry(Retry.builder().withoutTotal().build())
        .timeouts(Timeouts.unbounded());

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("deadline");
  }

  @Test
  void refusesATransportThatCannotKeepTheDeadline() {
    Transport weak = new Transport() {
      @Override
      public TransportResponse send(
          TransportRequest request, AttemptLimits limits, AttemptListener listener) {
        throw new AssertionError();
      }

      @Override
      public Capabilities capabilities() {
        return new Capabilities(true, true, true, false, true);
      }

      @Override
      public void close() {}
    };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.builder().transport(weak).build());
    Session.builder().transport(weak).timeouts(Timeouts.unbounded()).build().close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host", "content-length", "Transfer-Encoding", "Connection", "X Y", "X\r\nY", ""})
  @Tag("U12")
  @Tag("U14")
  void refusesHeadersThatWouldBreakTheMessage(String name) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.get("http://h/").header(name, "v"))
        .withMessageContaining("expected");
  }

  @Test
  @Tag("U12")
  void refusesHeaderInjection() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.get("http://h/").header("X", "a\r\nEvil: b"))
        .withMessageContaining("0x0d at position 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\n"})
  @Tag("U17")
  void refusesKeysThatAreNoKeys(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.of(key));
    assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.of("k".repeat(256)));
  }

  @Test
  @Tag("I20")
  void neverShowsAKey() {
    assertThat(IdempotencyKey.of("canary").toString()).doesNotContain("canary");
  }

  @Test
  void refusesAFileThatCannotBeRead() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.put("http://h/").file(Path.of("does", "not", "exist")));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Request.put("http://h/").file(Path.of(".")));
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/v1/x, /v1",
    "https://api.example.com/v1, /v1",
    "https://api.example.com/v1/slow/y, /v1/slow/",
    "https://api.example.com/v1/slowly, /v1",
    "https://api.example.com/v2, /",
    "https://api.example.com.evil.org/v1, none",
    "http://api.example.com/v1, none",
    "https://api.example.com:444/v1, none"
  })
  void mountsTheLongestPrefixOfOriginAndPath(String url, String expected) {
    Settings base = new Settings(Timeouts.defaults(), Retry.defaults());
    Map<Url, Settings> mounts = new LinkedHashMap<>();
    Map<Settings, String> names = new HashMap<>();
    names.put(base, "none");
    for (String path : new String[] {"/", "/v1", "/v1/slow/"}) {
      Settings own = base.retry(Retry.off());
      mounts.put(Url.parse("https://api.example.com" + path), own);
      names.put(own, path);
    }

    Settings found = new Mounts(base, mounts).of(Url.parse(url));

    assertThat(names.get(found)).isEqualTo(expected);
  }

  @Test
  void usesTheSettingsOfAMountAndThoseOfTheRequestAboveThem() {
    MockedSession mocked = new MockedSession();
    mocked.transport.respond(503).respond(503).respond(200);
    Session session = mocked
        .builder()
        .mount("http://h/once", settings -> settings.retry(Retry.off()))
        .build();

    assertThat(session.get("http://h/once").attempts()).hasSize(1);
    assertThat(session
            .request(Request.get("http://h/once").retry(Retry.defaults()))
            .attempts())
        .hasSize(2);
  }

  @Test
  void refusesAMountWithAQuery() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Session.builder().mount("http://h/?x", settings -> settings));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MAX_VALUE})
  void refusesAbsurdBodySizes(long bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> Session.builder().maxBodySize(bytes));
  }
}
