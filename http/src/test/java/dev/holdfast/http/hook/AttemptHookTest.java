/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.CancelledException;
import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.DeadlineHeader;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hook may do with an attempt, whatever drives the call. */
@ParameterizedClass
@EnumSource(Mode.class)
class AttemptHookTest {

  private static final String URL = "https://api.example.com/orders";

  private final MockTransport transport = MockTransport.create();
  private final VirtualTime time = VirtualTime.create();
  private final Mode mode;

  AttemptHookTest(Mode mode) {
    this.mode = mode;
  }

  private SessionBuilder builder() {
    return Session.builder().transport(transport).time(time);
  }

  private Session with(AttemptHook hook) {
    return builder().hooks(h -> h.beforeAttempt(hook)).build();
  }

  private Headers sent(int attempt) {
    return transport.requests().get(attempt - 1).headers();
  }

  @Test
  void everyAttemptIsSignedAnew() {
    transport.respond(503).fail(FailureKind.READ_TIMEOUT, Sent.MAYBE).respond(200);

    mode.get(with(a -> a.header("X-Attempt", "n" + a.number())), URL);

    assertThat(List.of(sent(1), sent(2), sent(3)))
        .extracting(headers -> headers.all("X-Attempt"))
        .containsExactly(List.of("n1"), List.of("n2"), List.of("n3"));
  }

  @Test
  void itKnowsHowTheAttemptBeforeEnded() {
    transport
        .respond(503, Headers.empty().plus("X-Trace", "7"), "")
        .fail(FailureKind.READ_TIMEOUT, Sent.MAYBE)
        .respond(200);
    List<Optional<PreviousAttempt>> previous = new ArrayList<>();

    mode.get(with(a -> previous.add(a.previous())), URL);

    assertThat(previous.get(0)).isEmpty();
    assertThat(previous.get(1).orElseThrow().status()).hasValue(503);
    assertThat(previous.get(1).orElseThrow().headers().first("X-Trace")).hasValue("7");
    assertThat(previous.get(2).orElseThrow().error()).hasValue("read_timeout");
  }

  @Test
  void hooksAreAskedInTheirOrderAndAMountAddsToThoseOfTheSession() {
    transport.respond(200);
    Session session = builder()
        .hooks(h -> h.beforeAttempt(a -> a.addHeader("X-By", "session")).beforeAttemptAsync(a -> {
          a.addHeader("X-By", "second");
          return CompletableFuture.completedFuture("any value");
        }))
        .mount(
            "https://api.example.com/",
            s -> s.hooks(h -> h.beforeAttempt(a -> a.addHeader("X-By", "mount"))))
        .build();

    mode.get(session, URL);

    assertThat(sent(1).all("X-By")).containsExactly("session", "second", "mount");
  }

  @Test
  void attributesTravelToHooksOverRedirectsAndToTheResponse() {
    AttributeKey<Integer> tenant = AttributeKey.of("tenant", Integer.class);
    transport.respond(302, Headers.empty().plus("Location", "/elsewhere"), "").respond(200);
    List<Object> seen = new ArrayList<>();
    Session session = with(a -> {
      seen.add(a.call().attributes().get(tenant).orElseThrow());
      seen.add(a.call().attributes().get("plan").orElseThrow());
    });

    Response response =
        mode.request(session, Request.get(URL).attribute(tenant, 7).attribute("plan", "gold"));

    assertThat(seen).containsExactly(7, "gold", 7, "gold");
    assertThat(response.request().attributes().get(tenant)).hasValue(7);
    assertThat(sent(1).toString()).doesNotContain("gold");
  }

  @Test
  @Tag("U41")
  void aSecretStaysWithTheOriginOfTheRequest() {
    transport
        .respond(307, Headers.empty().plus("Location", "https://other.example.org/"), "")
        .respond(200);
    List<Boolean> elsewhere = new ArrayList<>();

    Response response = mode.get(
        with(a -> {
          elsewhere.add(a.elsewhere());
          a.header("Authorization", "Bearer s3cr3t")
              .addHeader("X-Api-Key", "k3y")
              .header("Accept-Language", "de")
              .headerFor(a.url().origin(), "traceparent", "00-1-1-01")
              .headerFor("https://other.example.org", "X-Other", "yes");
        }),
        URL);

    assertThat(elsewhere).containsExactly(false, true);
    assertThat(sent(1).first("Authorization")).hasValue("Bearer s3cr3t");
    assertThat(sent(1).contains("X-Other")).isFalse();
    assertThat(sent(2).contains("Authorization")).isFalse();
    assertThat(sent(2).contains("X-Api-Key")).isFalse();
    assertThat(sent(2).first("Accept-Language")).hasValue("de");
    assertThat(sent(2).first("traceparent")).hasValue("00-1-1-01");
    assertThat(sent(2).first("X-Other")).hasValue("yes");
    assertThat(response.explain())
        .contains("note: headers [Authorization, X-Api-Key] of hooks were left out")
        .doesNotContain("s3cr3t", "k3y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b"})
  @Tag("U41")
  void noHookCanSplitARequest(String value) {
    RequestException failure = catchThrowableOfType(
        InvalidRequestException.class, () -> mode.get(with(a -> a.header("X-Note", value)), URL));

    assertThat(failure).cause().isInstanceOf(IllegalArgumentException.class);
    assertThat(failure.sent()).isEqualTo(Sent.NO);
    assertThat(transport.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "Upgrade",
        "TE",
        "Trailer",
        "Idempotency-Key",
        "X Y",
        "X:Y",
        "X\r\nY"
      })
  @Tag("U41")
  void noHookCanSetWhatFramesOrRoutesARequest(String name) {
    List<AttemptHook> ways = List.of(
        a -> a.header(name, "1"), a -> a.addHeader(name, "1"), a -> a.headerFor(URL, name, "1"));

    for (AttemptHook way : ways) {
      assertThat(catchThrowable(() -> mode.get(with(way), URL)))
          .isInstanceOf(InvalidRequestException.class);
    }
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  @Tag("U42")
  void anExceptionEndsTheCallAndIsItsCause() {
    IllegalStateException broken = new IllegalStateException("no key");

    RequestException failure = catchThrowableOfType(
        InvalidRequestException.class,
        () -> mode.get(
            with(a -> {
              throw broken;
            }),
            URL));

    assertThat(failure).hasCause(broken).hasMessageContaining("no key");
    assertThat(failure.attempts()).hasSize(1);
    assertThat(failure.explain()).contains("a hook failed, so the attempt was not sent");
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  void aFailureOfAnotherTransportIsNoFailureOfThisAttempt() {
    TransportException others =
        TransportException.of(FailureKind.READ_TIMEOUT, Sent.MAYBE, "the token's server", null);

    RequestException failure = catchThrowableOfType(
        InvalidRequestException.class,
        () -> mode.get(
            with(a -> {
              throw others;
            }),
            URL));

    assertThat(failure).hasCause(others);
    assertThat(failure.attempts()).hasSize(1);
    assertThat(failure.sent()).isEqualTo(Sent.NO);
  }

  @Test
  void theAttemptTimeoutEndsAHookThatWaits() {
    Session session = builder()
        .timeouts(Timeouts.defaults().attempt(Duration.ofMillis(300)))
        .retry(Retry.off())
        .hooks(h -> h.beforeAttemptAsync(a -> {
          Clockwork.start(time);
          return new CompletableFuture<>();
        }))
        .build();

    RequestException failure =
        catchThrowableOfType(RequestException.class, () -> mode.get(session, URL));

    assertThat(failure).hasMessageContaining("the attempt timeout passed in a hook");
    assertThat(failure.sent()).isEqualTo(Sent.NO);
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  void theAttemptTimeoutInterruptsAHookThatBlocks() throws Exception {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Session session = builder()
        .timeouts(Timeouts.defaults().attempt(Duration.ofMillis(300)))
        .retry(Retry.off())
        .hooks(h -> h.beforeAttempt(a -> {
          Clockwork.start(time);
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.complete(true);
          }
        }))
        .build();

    RequestException failure =
        catchThrowableOfType(RequestException.class, () -> mode.get(session, URL));

    assertThat(failure).hasMessageContaining("the attempt timeout passed in a hook");
    assertThat(failure.sent()).isEqualTo(Sent.NO);
    assertThat(transport.requests()).isEmpty();
    assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anErrorOfAHookWithATimeLimitIsThrown() {
    LinkageError broken = new LinkageError("for a test");
    Session session = builder()
        .timeouts(Timeouts.defaults().attempt(Duration.ofMillis(300)))
        .retry(Retry.off())
        .hooks(h -> h.beforeAttempt(a -> {
          throw broken;
        }))
        .build();

    assertThatThrownBy(() -> mode.get(session, URL))
        .satisfiesAnyOf(
            thrown -> assertThat(thrown).isSameAs(broken),
            thrown -> assertThat(thrown).hasCause(broken));
  }

  @Test
  void aStageThatFailsDoesToo() {
    IllegalStateException broken = new IllegalStateException("no key");
    Session session = builder()
        .hooks(h -> h.beforeAttemptAsync(a -> CompletableFuture.failedFuture(broken)))
        .build();

    assertThat(catchThrowable(() -> mode.get(session, URL)))
        .isInstanceOf(InvalidRequestException.class)
        .hasCause(broken);
  }

  @Test
  void anErrorReachesTheCallerAsItIs() {
    AssertionError broken = new AssertionError("a bug");

    Throwable failure = catchThrowable(() -> {
      try {
        mode.get(
            with(a -> {
              throw broken;
            }),
            URL);
      } catch (AssertionError e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    });

    assertThat(failure).isSameAs(broken);
  }

  @Test
  void theTimeOfAHookCountsAgainstTheDeadline() {
    Session session = with(a -> time.advance(Duration.ofSeconds(2)));

    RequestException failure = catchThrowableOfType(
        DeadlineExceededException.class,
        () -> mode.request(session, Request.get(URL).deadline(Duration.ofSeconds(1))));

    assertThat(failure.sent()).isEqualTo(Sent.NO);
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  @Tag("U42")
  void theDeadlineEndsAHookThatWaits() {
    Session session = builder()
        .hooks(h -> h.beforeAttemptAsync(a -> {
          Clockwork.start(time);
          return new CompletableFuture<>();
        }))
        .build();

    assertThat(catchThrowable(
            () -> mode.request(session, Request.get(URL).deadline(Duration.ofSeconds(1)))))
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  void theDeadlineHeaderSaysWhatIsLeftAfterTheHooks() {
    transport.respond(200);
    Session session = builder()
        .deadlineHeader(DeadlineHeader.of("X-Deadline"))
        .hooks(h -> h.beforeAttempt(a -> time.advance(Duration.ofMillis(400))))
        .build();

    mode.request(session, Request.get(URL).deadline(Duration.ofSeconds(1)));

    assertThat(sent(1).first("X-Deadline")).hasValue("600");
  }

  @Test
  void anAttemptThatIsSentCannotBeChangedAnyMore() {
    transport.respond(200);
    AtomicReference<OutgoingAttempt> kept = new AtomicReference<>();

    mode.get(with(kept::set), URL);

    assertThat(catchThrowable(() -> Objects.requireNonNull(kept.get()).header("X-Late", "1")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anInterruptEndsAHookThatWaits() throws InterruptedException {
    Session session = Session.builder()
        .transport(transport)
        .hooks(h -> h.beforeAttemptAsync(a -> new CompletableFuture<>()))
        .build();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread caller = new Thread(() -> failure.set(catchThrowable(() -> session.get(URL))));
    caller.start();
    caller.interrupt();
    caller.join(10_000);

    assertThat(failure.get()).isInstanceOf(CancelledException.class);
  }
}
