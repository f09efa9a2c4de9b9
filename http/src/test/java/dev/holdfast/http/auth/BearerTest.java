/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who fetches a token, and when. How requests are sent with it is tested with sessions. */
class BearerTest {

  private final VirtualTime time = VirtualTime.create();
  private final Deque<CompletableFuture<AccessToken>> fetches = new ArrayDeque<>();
  private final Bearer bearer = new Bearer(
      () -> {
        fetches.add(new CompletableFuture<>());
        return fetches.getLast();
      },
      time,
      Duration.ofSeconds(30));

  private CompletableFuture<AccessToken> token(@Nullable String refused) {
    return bearer.token(refused).toCompletableFuture();
  }

  private static String value(CompletableFuture<AccessToken> token) {
    return token.join().value();
  }

  @Test
  @Tag("X14")
  void oneFetchServesAThousandCallers() {
    List<CompletableFuture<AccessToken>> waiting = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      waiting.add(token(null));
    }
    assertThat(waiting).noneMatch(CompletableFuture::isDone);

    fetches.getLast().complete(AccessToken.of("one"));

    assertThat(fetches).hasSize(1);
    assertThat(waiting).extracting(BearerTest::value).containsOnly("one");
    assertThat(value(token(null))).isEqualTo("one");
  }

  @Test
  @Tag("X14")
  void aFailureIsToldToAllThatWaitAndTheNextCallTriesAgain() {
    CompletableFuture<AccessToken> one = token(null);
    CompletableFuture<AccessToken> two = token(null);

    fetches.getLast().completeExceptionally(new IllegalStateException("no token today"));

    assertThatThrownBy(one::join).hasRootCauseMessage("no token today");
    assertThatThrownBy(two::join).hasRootCauseMessage("no token today");
    CompletableFuture<AccessToken> next = token(null);
    fetches.getLast().complete(AccessToken.of("new"));
    assertThat(value(next)).isEqualTo("new");
    assertThat(fetches).hasSize(2);
  }

  @Test
  void aTokenThatWasRefusedIsReplacedOnce() {
    CompletableFuture<AccessToken> before = token(null);
    fetches.getLast().complete(AccessToken.of("old"));
    assertThat(before).isDone();

    CompletableFuture<AccessToken> first = token("old");
    CompletableFuture<AccessToken> second = token("old");
    CompletableFuture<AccessToken> other = token(null);
    fetches.getLast().complete(AccessToken.of("new"));

    assertThat(List.of(value(first), value(second), value(other))).containsOnly("new");
    assertThat(value(token("old"))).isEqualTo("new"); // a refusal that came late
    assertThat(fetches).hasSize(2);
  }

  @Test
  void aTokenIsReplacedALittleBeforeItExpires() {
    CompletableFuture<AccessToken> before = token(null);
    fetches.getLast().complete(AccessToken.of("short", Duration.ofSeconds(50)));
    assertThat(before).isDone();
    time.advance(Duration.ofSeconds(44));
    assertThat(value(token(null))).isEqualTo("short");

    time.advance(Duration.ofSeconds(1));

    CompletableFuture<AccessToken> next = token(null);
    fetches.getLast().complete(AccessToken.of("long", Duration.ofHours(1)));
    assertThat(value(next)).isEqualTo("long");
    time.advance(Duration.ofSeconds(3_589));
    assertThat(value(token(null))).isEqualTo("long");
    time.advance(Duration.ofSeconds(1));
    assertThat(token(null)).isNotDone();
  }

  @Test
  @Tag("X14")
  void aFetchThatHangsIsGivenUpWhenTheNextCallNeedsAToken() {
    CompletableFuture<AccessToken> hangs = token(null);
    time.advance(Duration.ofSeconds(29));
    CompletableFuture<AccessToken> waits = token(null);
    time.advance(Duration.ofSeconds(1));

    CompletableFuture<AccessToken> next = token(null);

    assertThat(fetches).hasSize(2);
    for (CompletableFuture<AccessToken> late : List.of(hangs, waits)) {
      assertThatThrownBy(late::join)
          .hasRootCauseInstanceOf(TimeoutException.class)
          .hasRootCauseMessage("no new token came within 30 s");
    }
    fetches.getLast().complete(AccessToken.of("new"));
    fetches.getFirst().complete(AccessToken.of("late"));
    assertThat(value(next)).isEqualTo("new");
    assertThat(value(token(null))).isEqualTo("new");
  }

  @Test
  void aCallerCannotChangeWhatOthersGet() {
    CompletableFuture<AccessToken> one = token(null);
    one.cancel(true);
    CompletableFuture<AccessToken> two = token(null);

    fetches.getLast().complete(AccessToken.of("one"));

    assertThat(value(two)).isEqualTo("one");
  }

  @Test
  void aSourceThatThrowsOrGivesNothingIsAFailure() {
    Bearer throwing = new Bearer(
        () -> {
          throw new IllegalStateException("broken");
        },
        time,
        Duration.ofSeconds(30));
    Bearer empty =
        new Bearer(() -> CompletableFuture.completedFuture(null), time, Duration.ofSeconds(30));

    assertThatThrownBy(() -> throwing.token(null).toCompletableFuture().join())
        .hasRootCauseMessage("broken");
    assertThatThrownBy(() -> empty.token(null).toCompletableFuture().join())
        .hasRootCauseMessage("the token source gave null");
  }

  @Test
  void aSourceThatBlocksHasAThreadOfItsOwn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    TokenThread source = new TokenThread(() -> {
      release.await();
      return AccessToken.of(Thread.currentThread().getName());
    });
    Bearer own = new Bearer(source, time, Duration.ofSeconds(30));

    CompletableFuture<AccessToken> waits = own.token(null).toCompletableFuture();
    assertThat(waits).isNotDone();
    release.countDown();

    assertThat(waits.get(30, TimeUnit.SECONDS).value()).isEqualTo("holdfast-token");
    assertThat(source.isCurrent()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nX: y", "a\0", "\u00e9"})
  void refusesATokenThatCouldNotBeSent(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessToken.of(value))
        .withMessageStartingWith("token: ");
    assertThatIllegalArgumentException().isThrownBy(() -> Authentication.bearer(value));
  }

  @Test
  void showsNoSecret() {
    assertThat(AccessToken.of("canary")).hasToString("AccessToken[***]");
    assertThat(Authentication.bearer("canary")).hasToString("Authentication[***]");
    assertThat(Authentication.basic("u", "canary")).hasToString("Authentication[***]");
    assertThat(Authentication.digest("u", "canary")).hasToString("Authentication[***]");
  }
}
