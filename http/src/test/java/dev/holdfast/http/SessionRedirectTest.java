/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.transport.TransportRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Mode.class)
@Tag("I18")
class SessionRedirectTest {

  private static final String URL = "https://api.example.com/a";

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  SessionRedirectTest(Mode mode) {
    this.mode = mode;
  }

  @ParameterizedTest
  @CsvSource({
    "301, GET, GET",
    "302, GET, GET",
    "307, GET, GET",
    "308, GET, GET",
    "301, POST, GET",
    "302, POST, GET",
    "303, POST, GET",
    "307, POST, POST",
    "308, POST, POST",
    "301, PUT, PUT",
    "302, PUT, PUT",
    "303, PUT, GET",
    "303, HEAD, HEAD",
    "302, HEAD, HEAD"
  })
  @Tag("X06")
  void changesTheMethodAsTheStatusSays(int status, String method, String next) {
    redirect(status, "/b").respond200();

    mode.request(
        mocked.session(),
        Request.of(method, URL)
            .body("x")
            .header("Content-Type", "text/plain")
            .header("Content-Digest", "sha-256=:canary:")
            .header("Repr-Digest", "sha-256=:canary:")
            .header("content-range", "bytes 0-0/1")
            .header("Expect", "100-continue"));

    TransportRequest second = mocked.transport.requests().get(1);
    assertThat(second.method()).isEqualTo(next);
    assertThat(second.url().text()).isEqualTo("https://api.example.com/b");
    boolean becameGet = next.equals("GET") && !method.equals("GET");
    for (String name :
        List.of("Content-Type", "Content-Digest", "Repr-Digest", "Content-Range", "Expect")) {
      assertThat(second.headers().contains(name)).as(name).isEqualTo(!becameGet);
    }
    assertThat(second.body().length()).isEqualTo(becameGet ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other.example.com/b",
        "https://api.example.com:8443/b",
        "https://api.example.com.evil.org/b",
        "//other.example.com/b"
      })
  @Tag("X02")
  void takesNoCredentialsAcrossOriginsNorBack(String location) {
    redirect(302, location).redirect(302, URL).respond200();

    mode.request(
        mocked.session(),
        Request.get(URL)
            .header("Authorization", "Bearer canary")
            .header("Cookie", "canary")
            .header("Proxy-Authorization", "canary")
            .header("X-Api-Key", "canary")
            .header("X-Custom", "canary")
            .header("Accept-Language", "de"));

    List<TransportRequest> requests = mocked.transport.requests();
    for (TransportRequest later : requests.subList(1, 3)) {
      assertThat(later.headers())
          .extracting(Headers.Field::value)
          .doesNotContain("canary", "Bearer canary");
      assertThat(later.headers().first("Accept-Language")).contains("de");
    }
  }

  @Test
  void takesARangeAcrossOriginsWithItsCondition() {
    redirect(302, "https://other.example.com/b").respond200();

    mode.request(
        mocked.session(),
        Request.get(URL).header("Range", "bytes=5-").header("If-Range", "\"one\""));

    Headers later = mocked.transport.requests().get(1).headers();
    assertThat(later.first("Range")).hasValue("bytes=5-");
    assertThat(later.first("If-Range")).hasValue("\"one\"");
  }

  @Test
  void keepsCredentialsWithinAnOrigin() {
    redirect(302, "/b").respond200();

    mode.request(mocked.session(), Request.get(URL).header("Authorization", "Bearer t"));

    assertThat(mocked.transport.requests().get(1).headers().first("Authorization"))
        .contains("Bearer t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com/b",
        "ftp://api.example.com/b",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://[::1/b",
        "https://user:canary@api.example.com/b",
        "https://api.example.com:99999/b"
      })
  @Tag("X03")
  @Tag("X04")
  void refusesPlacesItMustNotGo(String location) {
    redirect(302, location);

    TooManyRedirectsException e = catchThrowableOfType(
        TooManyRedirectsException.class, () -> mode.get(mocked.session(), URL));

    assertThat(e.response().orElseThrow().status()).isEqualTo(302);
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @Test
  @Tag("X05")
  void encodesWhatALocationMustNotHold() {
    redirect(302, "/a b\u00fc").respond200();

    mode.get(mocked.session(), URL);

    assertThat(mocked.transport.requests().get(1).url().target()).isEqualTo("/a%20b%FC");
  }

  @ParameterizedTest
  @CsvSource({
    "/100%, /100%25",
    "/100%?q=5%, /100%25?q=5%25",
    "/%zz%2, /%25zz%252",
    "/%41%c3%a9, /%41%c3%a9",
    "?50%#%, /a?50%25",
    "'/\u00c3\u00a9?\u00c3\u00a9', /%C3%A9?%C3%A9",
    "/a//b:c, /a//b:c",
    "?next=https://\u00c3\u00a9.example/, /a?next=https://%C3%A9.example/"
  })
  @Tag("X11")
  void followsALocationThatIsNotEncodedAsClientsDo(String location, String target) {
    redirect(302, location).respond200();

    mode.get(mocked.session(), URL);

    assertThat(mocked.transport.requests().get(1).url().text())
        .isEqualTo("https://api.example.com" + target);
  }

  @ParameterizedTest
  @CsvSource({
    "https://b\u00c3\u00bccher.example/x, xn--bcher-kva.example",
    "//b\u00c3\u00bccher.example, xn--bcher-kva.example",
    "https://fa\u00c3\u009f.de/, xn--fa-hia.de",
    "https://b\u00c3\u00bccher.example?q, xn--bcher-kva.example"
  })
  @Tag("X12")
  void followsALocationWhoseHostIsRawUtf8(String location, String host) {
    redirect(302, location).respond200();

    mode.get(mocked.session(), URL);

    assertThat(mocked.transport.requests().get(1).url().host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://b\u00fccher.example/", "https://100%.example/"})
  @Tag("X12")
  void doesNotGuessAHost(String location) {
    redirect(302, location);

    TooManyRedirectsException e = catchThrowableOfType(
        TooManyRedirectsException.class, () -> mode.get(mocked.session(), URL));

    assertThat(e).hasMessageContaining("in the host");
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  @Tag("X13")
  void handsARedirectToNowhereBack(int status) {
    redirect(status, "");

    assertThat(mode.get(mocked.session(), URL).status()).isEqualTo(status);
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @Test
  @Tag("X01")
  void endsALoopAfterTwentyRedirects() {
    mocked.transport.otherwise(
        request -> new MockResponse(302, Headers.empty().plus("Location", URL), new byte[0]));

    TooManyRedirectsException e = catchThrowableOfType(
        TooManyRedirectsException.class, () -> mode.get(mocked.session(), URL));

    assertThat(mocked.transport.requests()).hasSize(21);
    assertThat(e).hasMessageContaining("20");
  }

  @Test
  void sharesTheRetriesOverAllHops() {
    mocked.transport.respond(503);
    redirect(302, "/b");
    mocked.transport.respond(503).respond(200);
    Session session = mocked.builder().retry(exact().total(1).build()).build();

    Response response = mode.get(session, URL);

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.url().path()).isEqualTo("/b");
  }

  @Test
  void followsRedirectsEvenWithRetriesOff() {
    redirect(302, "/b").respond200();

    assertThat(mode.get(mocked.builder().retry(Retry.off()).build(), URL).ok()).isTrue();
  }

  @Test
  void handsRedirectsBackIfToldTo() {
    redirect(302, "/b");
    Session session =
        mocked.builder().retry(exact().followRedirects(false).build()).build();

    assertThat(mode.get(session, URL).status()).isEqualTo(302);
  }

  @Test
  @Tag("X04")
  void handsARedirectWithoutLocationBack() {
    mocked.transport.respond(302);

    assertThat(mode.get(mocked.session(), URL).status()).isEqualTo(302);
  }

  @Test
  @Tag("X04")
  void ignoresLocationOnOtherStatuses() {
    mocked.transport.respond(201, Headers.empty().plus("Location", "/b"), "");

    assertThat(mode.get(mocked.session(), URL).status()).isEqualTo(201);
  }

  @Test
  @Tag("X01")
  void hasOneDeadlineForAllHops() {
    mocked.transport.otherwise(request -> {
      mocked.time.advance(Duration.ofSeconds(1));
      return new MockResponse(302, Headers.empty().plus("Location", URL), new byte[0]);
    });

    DeadlineExceededException e = catchThrowableOfType(
        DeadlineExceededException.class,
        () -> mocked.session().request(Request.get(URL).deadline(Duration.ofSeconds(5))));

    assertThat(mocked.transport.requests()).hasSize(5);
    assertThat(e.attempts()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\r\nSet-Cookie: x", "/\u0000", "/\u007f", "\thttps://h/"})
  @Tag("X05")
  void refusesControlCharactersInALocation(String location) {
    redirect(302, location);

    TooManyRedirectsException e = catchThrowableOfType(
        TooManyRedirectsException.class, () -> mocked.session().get(URL));

    assertThat(e.getMessage()).matches("[ -~]+");
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:canary@api.example.com/b",
        "https://user:can@canary@api.example.com/b",
        "https://user:canary/@api.example.com/b",
        "ftp://user:canary@api.example.com/b",
        "http://api.example.com/?api_key=canary"
      })
  @Tag("X08")
  void neitherSendsNorShowsUserInfoOfALocation(String location) {
    redirect(302, location);

    TooManyRedirectsException e = catchThrowableOfType(
        TooManyRedirectsException.class, () -> mocked.session().get(URL));

    assertThat(e.getMessage() + e.explain() + e.attempts() + e.getCause()).doesNotContain("canary");
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @Test
  @Tag("X08")
  void doesNotShowWhereTheRedirectAfterTheLastWouldLead() {
    redirect(302, "/b?token=canary");
    Session session = mocked.builder().retry(exact().redirect(0).build()).build();

    TooManyRedirectsException e =
        catchThrowableOfType(TooManyRedirectsException.class, () -> session.get(URL));

    assertThat(e).hasMessageContaining("/b?token=***");
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  @Tag("X06")
  void neverSendsAOneShotBodyToAnotherPlace(int status) {
    mocked.transport.handle(request -> {
      consume(request.body());
      Headers headers = Headers.empty().plus("Location", "/b");
      return new MockResponse(status, headers, new byte[0]);
    });
    Request post = Request.post(URL).body(Body.once(new ByteArrayInputStream(new byte[3]), 3));

    UnrewindableBodyException e = catchThrowableOfType(
        UnrewindableBodyException.class, () -> mocked.session().request(post));

    assertThat(e).hasMessageContaining("can be repeated");
    assertThat(mocked.transport.requests()).hasSize(1);
  }

  @Test
  @Tag("X10")
  void keepsNoCookieOfARedirect() {
    Headers headers = Headers.empty().plus("Location", "/b").plus("Set-Cookie", "id=canary");
    mocked.transport.respond(302, headers, "").respond(200);

    mocked.session().get(URL);

    assertThat(mocked.transport.requests().get(1).headers().contains("Cookie")).isFalse();
  }

  private static void consume(Body body) {
    try {
      body.writeTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private SessionRedirectTest redirect(int status, String location) {
    Headers headers = Headers.ofReceived(List.of(new Headers.Field("Location", location)));
    mocked.transport.respond(status, headers, "");
    return this;
  }

  private void respond200() {
    mocked.transport.respond(200);
  }
}
