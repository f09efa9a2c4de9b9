/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.auth.AccessToken;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.Netrc;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.time.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that prove who sends them, and what follows a 401. */
@ParameterizedClass
@EnumSource(Mode.class)
class SessionAuthenticationTest {

  private static final String ORIGIN = "https://api.example.com";
  private static final String URL = ORIGIN + "/a?b=c";
  private static final String DIGEST =
      "Digest realm=\"r\", nonce=\"n1\", qop=\"auth\", algorithm=SHA-256";

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  SessionAuthenticationTest(Mode mode) {
    this.mode = mode;
  }

  private SessionAuthenticationTest answer(int status, String... namesAndValues) {
    Headers headers = Headers.empty();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers = headers.plus(namesAndValues[i], namesAndValues[i + 1]);
    }
    mocked.transport.respond(status, headers, "");
    return this;
  }

  /** With the real clock, for what waits for another thread. */
  private Session realSession(Authentication authentication) {
    return mocked
        .builder()
        .time(TimeSource.system())
        .authentication(ORIGIN, authentication)
        .build();
  }

  private Session session(Authentication authentication) {
    return mocked.builder().authentication(ORIGIN, authentication).build();
  }

  private List<String> sent() {
    return mocked.transport.requests().stream()
        .map(TransportRequest::headers)
        .map(headers -> headers.first("Authorization").orElse("-"))
        .toList();
  }

  @Test
  void basicIsSentAtOnce() {
    answer(200);

    mode.get(session(Authentication.basic("test", "123\u00a3")), URL);

    assertThat(sent()).containsExactly("Basic dGVzdDoxMjPCow==");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com/a",
        "https://api.example.com:8443/a",
        "https://www.api.example.com/a",
        "https://example.com/a",
        "https://api.example.com.evil.org/a"
      })
  @Tag("X02")
  void credentialsAreForTheirOriginOnly(String other) {
    answer(200).answer(200);
    Session session = session(Authentication.bearer("canary"));

    mode.get(session, other);
    mode.get(session, ORIGIN + ":443/a");

    assertThat(sent()).containsExactly("-", "Bearer canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com:8443/a",
        "https://www.api.example.com/a",
        "https://evil.org/a"
      })
  @Tag("X02")
  void aRedirectElsewhereTakesNoneAlong(String location) {
    answer(302, "Location", location).answer(401, "WWW-Authenticate", DIGEST);

    mode.get(session(Authentication.bearer("canary")), URL);

    assertThat(sent()).containsExactly("Bearer canary", "-");
  }

  @Test
  @Tag("X02")
  void aRedirectFromHttpToHttpsGetsThoseOfHttps() {
    answer(301, "Location", URL).answer(200);

    mode.get(session(Authentication.bearer("token")), "http://api.example.com/");

    assertThat(sent()).containsExactly("-", "Bearer token");
  }

  @Test
  void aHeaderOfTheRequestStays() {
    answer(401, "WWW-Authenticate", DIGEST);

    mode.request(
        session(Authentication.digest("u", "p")),
        Request.get(URL).header("Authorization", "Own 1"));

    assertThat(sent()).containsExactly("Own 1");
  }

  @Test
  void digestIsAnsweredOnceAndThenAtOnce() {
    answer(401, "WWW-Authenticate", DIGEST).answer(200).answer(200);
    Session session = session(Authentication.digest("u", "p"));

    Response response = mode.get(session, URL);
    mode.get(session, URL);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.attempts()).hasSize(2);
    assertThat(response.explain()).contains("401", "one more attempt").doesNotContain("n1");
    assertThat(sent()).hasSize(3);
    assertThat(sent().get(0)).isEqualTo("-");
    assertThat(sent().get(1)).contains("uri=\"/a?b=c\"", "nonce=\"n1\"", "nc=00000001");
    assertThat(sent().get(2)).contains("nonce=\"n1\"", "nc=00000002");
  }

  @Test
  void digestFollowsTheNextNonceAndAStaleOne() {
    answer(401, "WWW-Authenticate", DIGEST)
        .answer(200, "Authentication-Info", "nextnonce=\"n2\"")
        .answer(401, "WWW-Authenticate", DIGEST.replace("n1", "n3") + ", stale=true")
        .answer(200);
    Session session = session(Authentication.digest("u", "p"));

    mode.get(session, URL);
    Response second = mode.get(session, URL);

    assertThat(second.status()).isEqualTo(200);
    assertThat(sent().get(2)).contains("nonce=\"n2\"");
    assertThat(sent().get(3)).contains("nonce=\"n3\"");
  }

  @Test
  @Tag("X15")
  void aServerThatAlwaysRefusesIsAskedTwice() {
    for (int i = 0; i < 3; i++) {
      answer(401, "WWW-Authenticate", DIGEST.replace("n1", "n" + i) + ", stale=true");
    }

    Response response = mode.get(session(Authentication.digest("u", "p")), URL);

    assertThat(response.status()).isEqualTo(401);
    assertThat(sent()).hasSize(2);
  }

  @Test
  void eachOriginOfARedirectMayAskOnce() {
    String other = "https://other.example.com";
    String home = ORIGIN + "/home";
    answer(401, "WWW-Authenticate", DIGEST)
        .answer(302, "Location", other + "/")
        .answer(401, "WWW-Authenticate", DIGEST.replace("n1", "o1"))
        .answer(302, "Location", home)
        .answer(401, "WWW-Authenticate", DIGEST.replace("n1", "n2") + ", stale=true");
    Session session = mocked
        .builder()
        .authentication(ORIGIN, Authentication.digest("u", "p"))
        .authentication(other, Authentication.digest("v", "q"))
        .build();

    Response response = mode.get(session, URL);

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.url()).hasToString(home);
    assertThat(sent()).hasSize(5);
    assertThat(sent().get(1)).contains("username=\"u\"", "nonce=\"n1\"");
    assertThat(sent().get(2)).isEqualTo("-");
    assertThat(sent().get(3)).contains("username=\"v\"", "nonce=\"o1\"");
    assertThat(sent().get(4)).contains("username=\"u\"", "nonce=\"n1\"");
  }

  @Test
  @Tag("X15")
  void aWrongPasswordIsNotTriedAgain() {
    answer(401, "WWW-Authenticate", DIGEST)
        .answer(401, "WWW-Authenticate", DIGEST)
        .answer(401, "WWW-Authenticate", DIGEST);
    Session session = session(Authentication.digest("u", "p"));

    mode.get(session, URL);
    Response second = mode.get(session, URL);

    assertThat(second.attempts()).hasSize(1);
    assertThat(sent()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Basic realm="r"                                      | Basic dTpw
      Negotiate, Digest realm="r", nonce="n", qop="auth"   | Digest username="u",
      """)
  void whatTheServerAsksForIsSent(String challenge, String answer) {
    answer(401, "WWW-Authenticate", challenge).answer(200).answer(200);
    Session session = session(Authentication.onChallenge("u", "p"));

    mode.get(session, URL);
    mode.get(session, URL);

    assertThat(sent().get(0)).isEqualTo("-");
    assertThat(sent().subList(1, 3)).allMatch(header -> header.startsWith(answer));
  }

  @Test
  @Tag("X16")
  void aSchemeThatIsNotThereIsNamed() {
    answer(401, "WWW-Authenticate", "Negotiate", "WWW-Authenticate", "NTLM");

    Response response = mode.get(mocked.session(), URL);

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.explain())
        .contains("note: the server asks for negotiate, ntlm, which Holdfast does not have");
  }

  @Test
  @Tag("X16")
  void authIntIsRefusedWithItsReason() {
    answer(401, "WWW-Authenticate", DIGEST.replace("\"auth\"", "\"auth-int\""));

    Response response = mode.get(session(Authentication.digest("u", "p")), URL);

    assertThat(response.attempts()).hasSize(1);
    assertThat(response.explain()).contains("note: Digest with qop=auth-int is not supported");
  }

  @Test
  void aTokenThatExpiresInMidRunIsReplaced() {
    AtomicInteger fetched = new AtomicInteger();
    Session session = session(Authentication.bearerAsync(
        () -> CompletableFuture.completedFuture(AccessToken.of("t" + fetched.incrementAndGet()))));
    answer(200).answer(401).answer(200).answer(200);

    mode.get(session, URL);
    Response second =
        mode.request(session, Request.post(URL).body("x")); // a POST, too: it was refused
    mode.get(session, URL);

    assertThat(second.status()).isEqualTo(200);
    assertThat(sent()).containsExactly("Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2");
    assertThat(second.explain()).doesNotContain("t1").doesNotContain("t2");
  }

  @Test
  void aTokenThatIsNotNewIsNotSentAgain() {
    Session session = session(Authentication.bearerAsync(
        () -> CompletableFuture.completedFuture(AccessToken.of("same"))));
    answer(401);

    assertThat(mode.get(session, URL).status()).isEqualTo(401);

    assertThat(sent()).containsExactly("Bearer same");
  }

  @Test
  void aBodyThatCanBeSentOnceIsNotSentAgain() {
    AtomicInteger fetched = new AtomicInteger();
    Session session = session(Authentication.bearerAsync(
        () -> CompletableFuture.completedFuture(AccessToken.of("t" + fetched.incrementAndGet()))));
    mocked.transport.handle(request -> {
      try {
        request.body().writeTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return MockedSession.answer(401);
    });

    Response response = mode.request(
        session, Request.post(URL).body(Body.once(new ByteArrayInputStream(new byte[1]), 1)));

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.explain()).contains("can be sent only once");
  }

  @Test
  @Tag("X14")
  void aRefreshThatHangsIsEndedByTheDeadline() {
    Session session = realSession(Authentication.bearerAsync(CompletableFuture::new));

    RequestException late = catchThrowableOfType(
        RequestException.class,
        () -> mode.request(session, Request.get(URL).deadline(Duration.ofMillis(200))));

    assertThat(late).isInstanceOf(DeadlineExceededException.class);
    assertThat(sent()).isEmpty();
  }

  @Test
  @Tag("X14")
  void aRefreshThatFailsEndsTheCallWithItsCause() {
    Session session = session(Authentication.bearerAsync(
        () -> CompletableFuture.failedFuture(new IllegalStateException("no token today"))));

    RequestException failed =
        catchThrowableOfType(RequestException.class, () -> mode.get(session, URL));

    assertThat(failed).hasRootCauseMessage("no token today");
    assertThat(sent()).isEmpty();
  }

  @Test
  void aSourceMayAskTheSameOriginForATokenThroughTheSameSession() {
    Session[] own = new Session[1];
    own[0] = realSession(Authentication.bearer(
        () -> AccessToken.of(own[0].request(Request.post(ORIGIN + "/token")).text())));
    mocked.transport.respond(200, "t1").respond(200);

    mode.get(own[0], URL);

    assertThat(sent()).containsExactly("-", "Bearer t1");
  }

  @Test
  @Tag("X08")
  void aNetrcFileIsForTheHostThatWasAskedForOnly() {
    Netrc netrc = Netrc.parse(
        "machine api.example.com login u password p machine other.example.com login u password p");
    Session session = mocked.builder().netrc(netrc).build();
    answer(302, "Location", "/b")
        .answer(302, "Location", "https://other.example.com/")
        .answer(200)
        .answer(200);

    mode.get(session, URL);
    mode.get(session, "https://third.example.com/");

    assertThat(sent()).containsExactly("Basic dTpw", "Basic dTpw", "-", "-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"api.example.com", "https://api.example.com/path", "ftp://x", "https://a\r"})
  void refusesWhatIsNoOrigin(String origin) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Session.builder().authentication(origin, Authentication.basic("u", "p")));
  }
}
