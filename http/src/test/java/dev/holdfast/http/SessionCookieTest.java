/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.cookie.Cookie;
import dev.holdfast.http.cookie.CookieJar;
import dev.holdfast.http.cookie.CookieStore;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cookies of a session's calls. What a jar takes is tested beside the jar. */
@ParameterizedClass
@EnumSource(Mode.class)
class SessionCookieTest {

  private static final String URL = "https://www.example.com/login";

  private final MockedSession mocked = new MockedSession();
  private final Mode mode;

  SessionCookieTest(Mode mode) {
    this.mode = mode;
  }

  private SessionCookieTest answer(int status, String... namesAndValues) {
    Headers headers = Headers.empty();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers = headers.plus(namesAndValues[i], namesAndValues[i + 1]);
    }
    mocked.transport.respond(status, headers, "");
    return this;
  }

  private List<String> sent() {
    return mocked.transport.requests().stream()
        .map(TransportRequest::headers)
        .map(headers -> String.join(" && ", headers.all("Cookie")))
        .toList();
  }

  @Test
  @Tag("X10")
  void aLoginOverARedirectWorks() {
    answer(302, "Location", "/home", "Set-Cookie", "sid=1; Path=/; Secure; HttpOnly")
        .answer(200);

    Response response = mode.request(
        mocked.builder().cookies().build(), Request.post(URL).body(Body.form().field("u", "me")));

    assertThat(response.status()).isEqualTo(200);
    assertThat(sent()).containsExactly("", "sid=1");
  }

  @Test
  void aSessionKeepsNoneUnlessItIsAskedTo() {
    answer(302, "Location", "/home", "Set-Cookie", "sid=1; Path=/").answer(200);

    mode.get(mocked.session(), URL);

    assertThat(sent()).containsExactly("", "");
  }

  @Test
  void laterCallsAndRetriesSendWhatAnyAnswerHasSet() {
    answer(503, "Set-Cookie", "a=1").answer(404, "Set-Cookie", "b=2").answer(200);
    Session session = mocked.builder().cookies().build();

    mode.get(session, URL);
    mode.get(session, URL);

    assertThat(sent()).containsExactly("", "a=1", "a=1; b=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other.example.com/home",
        "https://example.com/home",
        "https://www.example.com.evil.org/home",
        "https://evil.org/home"
      })
  @Tag("X10")
  void aRedirectElsewhereTakesNoCookieAlong(String location) {
    answer(302, "Location", location, "Set-Cookie", "sid=canary; Path=/")
        .answer(302, "Location", URL)
        .answer(200);

    mode.request(
        mocked.builder().cookies().build(), Request.get(URL).header("Cookie", "own=canary"));

    // The caller's own header does not come back; the jar's cookies are for this host.
    assertThat(sent()).containsExactly("own=canary", "", "sid=canary");
  }

  @Test
  void theJarKnowsWhichHostsShareACookie() {
    answer(
            302,
            "Location",
            "https://app.example.com/",
            "Set-Cookie",
            "sso=1; Domain=example.com; Path=/")
        .answer(200);

    mode.request(
        mocked.builder().cookies().build(), Request.get(URL).header("Cookie", "own=canary"));

    assertThat(sent()).containsExactly("own=canary", "sso=1");
  }

  @Test
  @Tag("X09")
  void theTimelineSaysWhichCookiesWereIgnoredWithoutTheirValues() {
    answer(200, "Set-Cookie", "sid=canary; Domain=com");

    Response response = mode.get(mocked.builder().cookies().build(), URL);

    assertThat(response.explain())
        .contains("note: a cookie 'sid' was ignored: the domain 'com' is a public suffix")
        .doesNotContain("canary");
    assertThat(response.headers().toString()).doesNotContain("canary");
  }

  @Test
  void sessionsShareAJar() {
    answer(200, "Set-Cookie", "a=1").answer(200);
    CookieJar jar = CookieJar.create(mocked.time);

    mode.get(mocked.builder().cookies(jar).build(), URL);
    mode.get(mocked.builder().cookies(jar).build().toBuilder().build(), URL);

    assertThat(sent()).containsExactly("", "a=1");
    assertThat(jar.cookies(Url.parse(URL))).extracting(Cookie::name).containsExactly("a");
  }

  @Test
  void theCookiesOfASessionThatIsClosedAreSaved() {
    List<Cookie> saved = new ArrayList<>();
    answer(200, "Set-Cookie", "a=1");

    try (Session session = mocked
        .builder()
        .cookies(CookieJar.create().storedIn(store(saved, false)))
        .build()) {
      mode.get(session, URL);
    }

    assertThat(saved).extracting(Cookie::name).containsExactly("a");
  }

  @Test
  void aSessionWhoseCookiesCannotBeSavedIsClosedAndSaysSo() {
    answer(200, "Set-Cookie", "a=1");
    Session session = mocked
        .builder()
        .cookies(CookieJar.create().storedIn(store(new ArrayList<>(), true)))
        .build();
    mode.get(session, URL);

    assertThatThrownBy(session::close).isInstanceOf(UncheckedIOException.class);

    assertThatThrownBy(() -> mode.get(session, URL)).isInstanceOf(CancelledException.class);
    session.close();
  }

  private static CookieStore store(List<Cookie> saved, boolean fails) {
    return new CookieStore() {
      @Override
      public List<Cookie> load() {
        return List.of();
      }

      @Override
      public void save(List<Cookie> cookies) throws IOException {
        if (fails) {
          throw new IOException("disk full");
        }
        saved.addAll(cookies);
      }
    };
  }
}
