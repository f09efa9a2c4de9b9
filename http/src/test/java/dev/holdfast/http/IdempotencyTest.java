/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with an idempotency key, and what servers answer to the key. */
@ParameterizedClass
@EnumSource(Mode.class)
class IdempotencyTest {

  private static final String URL = "http://api.example.com/orders";
  private static final String NAME = "PayPal-Request-Id";
  private static final Request ORDER =
      Request.post(URL).body("order").idempotencyKey(IdempotencyKey.of("order-7"));

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  IdempotencyTest(Mode mode) {
    this.mode = mode;
  }

  private List<Optional<String>> sent(String header) {
    return mocked.transport.requests().stream()
        .map(request -> request.headers().first(header))
        .toList();
  }

  @Test
  void sendsTheKeyUnderTheNameThatTheServiceWants() {
    mocked.transport.respond(503).respond(201);
    Session session = mocked.builder().idempotencyHeader(NAME).build();

    assertThat(mode.request(session, ORDER).status()).isEqualTo(201);

    assertThat(sent(NAME)).containsExactly(Optional.of("order-7"), Optional.of("order-7"));
    assertThat(sent(IdempotencyKey.HEADER)).containsOnly(Optional.empty());
  }

  @Test
  void aMountMayHaveANameOfItsOwn() {
    mocked.transport.respond(201).respond(201);
    Session session = mocked
        .builder()
        .mount("http://api.example.com/", own -> own.idempotencyHeader(NAME))
        .build();

    mode.request(session, ORDER);
    mode.request(
        session,
        Request.post("http://other.example.com/").idempotencyKey(IdempotencyKey.of("order-8")));

    assertThat(sent(NAME)).containsExactly(Optional.of("order-7"), Optional.empty());
    assertThat(sent(IdempotencyKey.HEADER))
        .containsExactly(Optional.empty(), Optional.of("order-8"));
  }

  @Test
  void aHeaderOfThatNameSetByHandMakesARequestRepeatable() {
    mocked.transport.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE).respond(201);
    Session session = mocked.builder().idempotencyHeader(NAME).build();

    Response response = mode.request(session, Request.post(URL).header(NAME, "mine"));

    assertThat(response.status()).isEqualTo(201);
    assertThat(sent(NAME)).containsExactly(Optional.of("mine"), Optional.of("mine"));
  }

  @Test
  void oneOfTheUsualNameThenSaysNothing() {
    mocked.transport.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE);
    Session session = mocked.builder().idempotencyHeader(NAME).build();
    Request other = Request.post(URL).header(IdempotencyKey.HEADER, "mine");

    assertThatExceptionOfType(ReadTimeoutException.class)
        .isThrownBy(() -> mode.request(session, other));
  }

  @Test
  void refusesAMalformedKeyUnderThatNameBeforeAnythingIsSent() {
    Session session = mocked.builder().idempotencyHeader(NAME).build();

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> mode.request(session, Request.post(URL).header(NAME, "two words")))
        .withMessageContaining("visible ASCII");
    assertThat(mocked.transport.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "Host", "content-length"})
  void refusesNamesThatCannotBeOne(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.builder().idempotencyHeader(name));
  }

  @Test
  void theKeyFollowsARedirectToAnotherOrigin() {
    mocked
        .transport
        .respond(307, Headers.empty().plus("Location", "http://other.example.com/"), "")
        .respond(201);
    Session session = mocked.builder().idempotencyHeader(NAME).build();

    mode.request(session, ORDER.header("X-Own", "secret"));

    assertThat(sent(NAME)).containsExactly(Optional.of("order-7"), Optional.of("order-7"));
    assertThat(sent("X-Own")).containsExactly(Optional.of("secret"), Optional.empty());
  }

  @Test
  @Tag("I5")
  void aKeyOfTheCallersOwnIsTheSameAfterARestart() {
    mocked.transport.fail(FailureKind.CONNECTION_ABORTED, Sent.MAYBE).respond(201);
    try (Session before = mocked.builder().retry(Retry.off()).build()) {
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> mode.request(before, ORDER));
    }
    MockedSession restarted = new MockedSession();
    restarted.transport.respond(201);

    mode.request(restarted.session(), ORDER);

    assertThat(sent(IdempotencyKey.HEADER)).containsExactly(Optional.of("order-7"));
    assertThat(restarted.transport.requests().get(0).headers().first(IdempotencyKey.HEADER))
        .contains("order-7");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 422})
  void handsBackWhatAServerSaysOfAKeyItSeesForTheFirstTime(int status) {
    mocked.transport.respond(status);

    assertThat(mode.request(mocked.session(), ORDER).status()).isEqualTo(status);
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @Test
  void waitsForItsOwnEarlierAttemptThatIsStillUnderWay() {
    mocked
        .transport
        .fail(FailureKind.READ_TIMEOUT, Sent.MAYBE)
        .respond(409)
        .respond(409)
        .respond(201, "made by the first");

    Response response = mode.request(mocked.session(), ORDER);

    assertThat(response.text()).isEqualTo("made by the first");
    assertThat(mocked.time.slept()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(response.explain())
        .contains(
            "status 409: an earlier request with this idempotency key may still be processed");
  }

  @Test
  void aConflictIsFinalIfNoEarlierAttemptReachedTheServer() {
    mocked.transport.fail(FailureKind.CONNECT_REFUSED, Sent.NO).respond(409);

    assertThat(mode.request(mocked.session(), ORDER).status()).isEqualTo(409);
  }

  @Test
  void aConflictWithRetryAfterIsAnInvitationOnlyWithAKey() {
    Headers soon = Headers.empty().plus("Retry-After", "2");
    mocked.transport.respond(409, soon, "").respond(201).respond(409, soon, "");
    Session session = mocked.session();

    assertThat(mode.request(session, ORDER).status()).isEqualTo(201);
    assertThat(mode.get(session, URL).status()).isEqualTo(409);

    assertThat(mocked.time.sleeps()).containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void aConflictHandedBackInTheEndHasItsBody() {
    mocked.transport.respond(502).otherwise(request -> MockedSession.answer(409));

    Response response = mode.request(mocked.session(), ORDER);

    assertThat(response.status()).isEqualTo(409);
    assertThat(response.attempts()).hasSize(6);
  }

  @Test
  void aKeyUsedForAnotherPayloadIsNeverRetried() {
    mocked.transport.fail(FailureKind.READ_TIMEOUT, Sent.MAYBE).respond(422, "key reused");

    Response response = mode.request(mocked.session(), ORDER);
    StatusException e = catchThrowableOfType(StatusException.class, response::raiseForStatus);

    assertThat(e.attempts()).hasSize(2);
    assertThat(response.text()).isEqualTo("key reused");
  }
}
