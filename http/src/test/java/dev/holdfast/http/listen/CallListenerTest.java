/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener is told, and in which order. */
@ParameterizedClass
@EnumSource(Mode.class)
class CallListenerTest {

  private static final String URL = "https://api.example.com/orders?token=s3cr3t";

  private final MockTransport transport = MockTransport.create();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<CallInfo> calls = Collections.synchronizedList(new ArrayList<>());
  private final Mode mode;

  CallListenerTest(Mode mode) {
    this.mode = mode;
  }

  private SessionBuilder builder() {
    return Session.builder()
        .transport(transport)
        .time(VirtualTime.create())
        .retry(Retry.builder()
            .total(2)
            .backoff(Backoff.constant(Duration.ofSeconds(1)).jitter(Jitter.none()))
            .build())
        .listener(this::begin);
  }

  private CallScope begin(CallInfo call) {
    calls.add(call);
    heard.add("begin " + call);
    return new CallScope() {
      @Override
      public void held(String why) {
        heard.add("held");
      }

      @Override
      public void attemptStarted(AttemptStart attempt) {
        heard.add("start " + attempt.number() + " " + attempt.method() + " +" + attempt.start());
      }

      @Override
      public void attemptEnded(AttemptEnd end) {
        heard.add("end " + end.number() + " "
            + end.error().orElseGet(() -> String.valueOf(end.status().orElse(0))) + " "
            + end.decision() + " " + end.delay());
      }

      @Override
      public void ended(CallOutcome outcome) {
        heard.add("over "
            + outcome.error().orElseGet(() -> String.valueOf(outcome.status().orElse(0)))
            + " after " + outcome.attempts() + ", " + outcome.elapsed() + ", waited "
            + outcome.waited());
      }
    };
  }

  @Test
  void aBreakerThatChangesIsTold() {
    List<String> told = new ArrayList<>();
    Session session = builder()
        .safeguards(Safeguards.builder().breaker(BreakerPolicy.defaults()).build())
        .listener(new CallListener() {
          @Override
          public CallScope begin(CallInfo call) {
            return CallScope.NONE;
          }

          @Override
          public void breakerChanged(BreakerChange change) {
            told.add(change.origin() + " " + change.from() + " " + change.to());
            throw new AssertionError("a listener that fails");
          }
        })
        .build();

    session.origin(URL).breaker().orElseThrow().open();
    session.origin(URL).breaker().orElseThrow().close();

    assertThat(told).containsExactly("api.example.com CLOSED OPEN", "api.example.com OPEN CLOSED");
  }

  @Test
  void theWholeStoryInOrder() {
    transport
        .respond(503)
        .fail(FailureKind.READ_TIMEOUT, Sent.MAYBE)
        .respond(302, Headers.empty().plus("Location", "/next"), "")
        .respond(200);

    mode.get(builder().build(), URL);

    assertThat(heard)
        .containsExactly(
            "begin call 1, GET https://api.example.com/orders?token=***",
            "start 1 GET +PT0S",
            "end 1 503 RETRY PT1S",
            "start 2 GET +PT1S",
            "end 2 read_timeout RETRY PT1S",
            "start 3 GET +PT2S",
            "end 3 302 FOLLOW PT0S",
            "start 4 GET +PT2S",
            "end 4 200 SUCCESS PT0S",
            "over 200 after 4, PT2S, waited PT2S");
  }

  @Test
  void givingUp() {
    transport.otherwise(request -> new MockResponse(503, Headers.empty(), new byte[0]));

    Response response = mode.get(builder().build(), URL);

    assertThat(response.status()).isEqualTo(503);
    assertThat(heard).endsWith("end 3 503 STOP PT0S", "over 503 after 3, PT2S, waited PT2S");
  }

  @Test
  void aFailureIsTheOneThatTheCallerGets() {
    transport.fail(FailureKind.TLS_ERROR, Sent.NO);
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    Session session = builder()
        .retry(Retry.off())
        .listener(call -> new CallScope() {
          @Override
          public void ended(CallOutcome outcome) {
            failures.add(outcome.failure().orElseThrow());
          }
        })
        .build();

    Throwable failure = catchThrowable(() -> mode.get(session, URL));

    assertThat(failures).containsExactly(failure);
    assertThat(heard)
        .endsWith("end 1 tls_error STOP PT0S", "over tls_error after 1, PT0S, waited PT0S");
  }

  @Test
  @Tag("U42")
  void oneThatThrowsChangesNothingForTheOthers() {
    transport.respond(503).respond(200);
    CallListener broken = call -> {
      throw new IllegalStateException("begin");
    };
    CallListener brokenLater = call -> new CallScope() {
      @Override
      public void attemptStarted(AttemptStart attempt) {
        throw new AssertionError("start");
      }

      @Override
      public void attemptEnded(AttemptEnd attempt) {
        throw new AssertionError("end");
      }

      @Override
      public void ended(CallOutcome outcome) {
        throw new AssertionError("over");
      }
    };
    Session session = Session.builder()
        .transport(transport)
        .time(VirtualTime.create())
        .listener(broken)
        .listener(brokenLater)
        .listener(this::begin)
        .build();

    assertThat(mode.get(session, URL).status()).isEqualTo(200);
    assertThat(heard).hasSize(6).last().asString().startsWith("over 200 after 2");
  }

  @Test
  void aPolicyThatHoldsAnAttemptBackIsHeard() {
    transport.respond(200).respond(200);
    Session session = builder()
        .safeguards(
            Safeguards.builder().rate(RateLimit.of(1, Duration.ofSeconds(1))).build())
        .build();

    mode.get(session, URL);
    mode.get(session, URL);

    assertThat(heard).contains("held");
    assertThat(calls).extracting(CallInfo::id).containsExactly(1L, 2L);
  }

  @Test
  void hooksAndListenersSeeTheSameCall() {
    transport.respond(200);
    List<CallInfo> seen = new ArrayList<>();
    Session session =
        builder().hooks(h -> h.beforeAttempt(a -> seen.add(a.call()))).build();

    mode.request(session, Request.get(URL).attribute("client", "shop"));

    assertThat(seen).containsExactlyElementsOf(calls);
    assertThat(calls.get(0).attributes().get("client")).hasValue("shop");
    assertThat(calls.get(0).asynchronous()).isEqualTo(mode == Mode.ASYNC);
    assertThat(calls.get(0).deadline()).hasValue(Duration.ofMinutes(2));
  }

  @Test
  void aStreamedCallEndsWithItsHead() {
    transport.respond(200, "body");

    try (StreamedResponse response = builder().build().stream(Request.get(URL))) {
      assertThat(heard).last().asString().startsWith("over 200 after 1");
      assertThat(response.status()).isEqualTo(200);
    }
  }

  @Test
  void aCallWhoseDeadlineHasPassedIsToldWithoutAttempts() {
    Throwable failure = catchThrowable(() -> mode.request(
        builder().build(),
        Request.get(URL).within(dev.holdfast.time.Deadline.afterNanos(0, VirtualTime.create()))));

    assertThat(failure).isNotNull();
    assertThat(heard).hasSize(2).last().asString().startsWith("over deadline_exceeded after 0");
  }

  @Test
  void aCallThatIsCancelledEndsItsAttempt() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    Session session = builder().hooks(h -> h.beforeAttemptAsync(a -> never)).build();

    session.sendAsync(Request.get(URL)).cancel(true);

    assertThat(heard)
        .endsWith("end 1 cancelled STOP PT0S", "over cancelled after 1, PT0S, waited PT0S");
  }
}
