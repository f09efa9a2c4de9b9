/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.testkit.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One more attempt after an error response, such as a 401 after the token was renewed. */
@ParameterizedClass
@EnumSource(Mode.class)
class RecoveryHookTest {

  private static final String URL = "https://api.example.com/orders";

  private final MockTransport transport = MockTransport.create();
  private final VirtualTime time = VirtualTime.create();
  private final AtomicInteger tokens = new AtomicInteger(1);
  private final Mode mode;

  RecoveryHookTest(Mode mode) {
    this.mode = mode;
  }

  private SessionBuilder builder() {
    return Session.builder().transport(transport).time(time);
  }

  /** With a token that is renewed after a 401. */
  private Session renewing() {
    return builder()
        .hooks(h -> h.beforeAttempt(a -> a.header("Authorization", "Bearer " + tokens.get()))
            .recover(answer -> {
              boolean ours =
                  answer.sent().first("Authorization").equals(java.util.Optional.of("Bearer 1"));
              if (answer.status() != 401 || !ours) {
                return false;
              }
              tokens.incrementAndGet();
              return true;
            }))
        .build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRequestIsSentOnceMoreAtOnceAndItIsNoRetry(boolean retries) {
    transport.respond(401, "expired").respond(200, "yes");
    Retry policy = retries ? Retry.defaults() : Retry.off();

    Response response = mode.request(renewing(), Request.post(URL).body("order").retry(policy));

    assertThat(response.text()).isEqualTo("yes");
    assertThat(transport.requests())
        .extracting(request -> request.headers().first("Authorization").orElseThrow())
        .containsExactly("Bearer 1", "Bearer 2");
    assertThat(response.attempts().get(0).decision()).isEqualTo(Attempt.Decision.FOLLOW);
    assertThat(response.elapsed()).isZero();
    assertThat(response.explain()).contains("a recovery hook asks for one more attempt");
  }

  @Test
  void onceInACall() {
    transport.otherwise(request -> new MockResponse(401, Headers.empty(), new byte[0]));
    AtomicInteger asked = new AtomicInteger();
    Session session = builder()
        .hooks(h -> h.recover(answer -> {
          asked.incrementAndGet();
          return true;
        }))
        .build();

    Response response = mode.get(session, URL);

    assertThat(response.status()).isEqualTo(401);
    assertThat(transport.requests()).hasSize(2);
    assertThat(asked).hasValue(1);
  }

  @Test
  void retriesGoOnAfterIt() {
    transport.respond(503).respond(401).respond(503).respond(200);

    Response response = mode.get(renewing(), URL);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.attempts())
        .extracting(Attempt::decision)
        .containsExactly(
            Attempt.Decision.RETRY,
            Attempt.Decision.FOLLOW,
            Attempt.Decision.RETRY,
            Attempt.Decision.SUCCESS);
  }

  @Test
  void itIsNotAskedAboutWhatIsRetriedOrWell() {
    transport.respond(503).respond(200);
    List<AnsweredAttempt> asked = new ArrayList<>();
    Session session = builder()
        .hooks(h -> h.recover(answer -> {
          asked.add(answer);
          return true;
        }))
        .build();

    mode.get(session, URL);

    assertThat(asked).isEmpty();
  }

  @Test
  void theFirstHookThatRecoversIsEnough() {
    transport.respond(400, "ExpiredToken").respond(200);
    List<String> asked = new ArrayList<>();
    Session session = builder()
        .hooks(h -> h.recoverAsync(answer -> {
              asked.add("first");
              return CompletableFuture.completedFuture(false);
            })
            .recoverAsync(answer -> {
              asked.add(new String(answer.body().orElseThrow(), StandardCharsets.UTF_8));
              return CompletableFuture.completedFuture(true);
            })
            .recover(answer -> {
              asked.add("third");
              return false;
            }))
        .build();

    assertThat(mode.get(session, URL).status()).isEqualTo(200);
    assertThat(asked).containsExactly("first", "ExpiredToken");
  }

  @Test
  void aBodyThatCanBeSentOnceIsNotSentAgain() {
    transport.handle(request -> {
      try {
        request.body().writeTo(OutputStream.nullOutputStream());
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
      return new MockResponse(401, Headers.empty(), new byte[0]);
    });
    Request upload = Request.post(URL).body(Body.once(new ByteArrayInputStream(new byte[3]), 3));

    Response response = mode.request(renewing(), upload);

    assertThat(response.status()).isEqualTo(401);
    assertThat(transport.requests()).hasSize(1);
    assertThat(tokens).as("the next call has a new token").hasValue(2);
    assertThat(response.explain()).contains("the request body can be sent only once");
  }

  @Test
  void theDeadlineInterruptsAHookThatBlocks() {
    transport.respond(401);
    Session session = builder()
        .hooks(h -> h.recover(answer -> {
          Clockwork.start(time);
          new CountDownLatch(1).await();
          return true;
        }))
        .build();

    RequestException failure = catchThrowableOfType(
        DeadlineExceededException.class,
        () -> mode.request(session, Request.get(URL).deadline(Duration.ofSeconds(1))));

    assertThat(failure.attempts()).hasSize(1);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  @Tag("U42")
  void theDeadlineEndsAHookThatWaits() {
    transport.respond(401);
    Session session = builder()
        .hooks(h -> h.recoverAsync(answer -> {
          Clockwork.start(time);
          return new CompletableFuture<>();
        }))
        .build();

    RequestException failure = catchThrowableOfType(
        DeadlineExceededException.class,
        () -> mode.request(session, Request.get(URL).deadline(Duration.ofSeconds(1))));

    assertThat(failure.attempts()).hasSize(1);
  }

  @Test
  @Tag("U42")
  void anExceptionEndsTheCallAndKeepsTheResponse() {
    transport.respond(401);
    IllegalStateException broken = new IllegalStateException("no refresh token");
    Session session = builder()
        .hooks(h -> h.recover(answer -> {
          throw broken;
        }))
        .build();

    RequestException failure =
        catchThrowableOfType(InvalidRequestException.class, () -> mode.get(session, URL));

    assertThat(failure).hasCause(broken).hasMessageContaining("after status 401");
    assertThat(failure.response().orElseThrow().status()).isEqualTo(401);
  }
}
