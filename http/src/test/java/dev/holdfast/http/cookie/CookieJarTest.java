/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.testkit.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X09")
class CookieJarTest {

  private static final Url HTTP = Url.parse("http://www.example.com/");
  private static final Url HTTPS = Url.parse("https://www.example.com/");

  private final VirtualTime time = VirtualTime.create();
  private final CookieJar jar = CookieJar.create(time);

  private List<String> receive(Url url, String... values) {
    return receive(jar, url, values);
  }

  private static List<String> receive(CookieJar jar, Url url, String... values) {
    List<Headers.Field> fields = new ArrayList<>();
    for (String value : values) {
      fields.add(new Headers.Field("set-cookie", value));
    }
    return jar.receive(url, Headers.ofReceived(fields));
  }

  private String sent(Url url) {
    return jar.addTo(Headers.empty(), url).first("Cookie").orElse("-");
  }

  private static Cookie cookie(String name, String value) {
    return new Cookie(name, value, "www.example.com", true, "/", false, false, Optional.empty());
  }

  @Test
  void portsShareCookiesOnlyIfTheyAreToldTo() {
    Headers sid = Headers.empty().plus("Set-Cookie", "sid=1");
    CookieJar bound = CookieJar.create();
    CookieJar shared = CookieJar.create().sharedByPorts();

    bound.receive(Url.parse("https://www.example.com:8443/"), sid);
    shared.receive(Url.parse("https://www.example.com:8443/"), sid);

    Url sibling = Url.parse("http://www.example.com:9090/");
    assertThat(bound.cookies(sibling)).isEmpty();
    assertThat(shared.cookies(sibling)).extracting(Cookie::name).containsExactly("sid");
  }

  @Test
  void aCookieOfTheCallersIsForAllPortsUntilTheServerReplacesIt() {
    CookieJar jar = CookieJar.create();
    jar.add(new Cookie("sid", "mine", "a.test", true, "/", false, false, Optional.empty()));
    Url one = Url.parse("http://a.test:8080/");
    assertThat(jar.cookies(one)).extracting(Cookie::value).containsExactly("mine");

    jar.receive(one, Headers.empty().plus("Set-Cookie", "sid=theirs"));

    assertThat(jar.cookies(one)).extracting(Cookie::value).containsExactly("theirs");
    assertThat(jar.cookies(Url.parse("http://a.test:9090/"))).isEmpty();
  }

  @Test
  void endsCookiesWhenTheirTimeHasCome() {
    receive(HTTP, "a=b; Max-Age=10", "c=d");
    time.advance(Duration.ofSeconds(9));
    assertThat(sent(HTTP)).isEqualTo("a=b; c=d");

    time.advance(Duration.ofSeconds(1));

    assertThat(sent(HTTP)).isEqualTo("c=d");
    assertThat(jar.cookies()).extracting(Cookie::name).containsExactly("c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Max-Age=99999999999", "Expires=Fri, 31 Dec 9999 23:59:59 GMT"})
  void keepsNoneLongerThan400Days(String attribute) {
    receive(HTTP, "a=b; " + attribute);

    time.advance(Duration.ofDays(400));

    assertThat(sent(HTTP)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      a=1; Path=/login
      a=1; Path=/login/more
      a=1; Domain=example.com; Path=/login
      a=; Max-Age=0; Path=/login
      """)
  void anAnswerOverHttpNeitherReplacesNorHidesASecureCookie(String set) {
    Url login = Url.parse("https://www.example.com/login/more");
    receive(login, "a=secure; Secure; Path=/login; Domain=example.com");

    List<String> notes = receive(HTTP, set);

    assertThat(sent(login)).isEqualTo("a=secure");
    assertThat(notes)
        .containsExactly(
            "a cookie 'a' was ignored: it came over http and would hide one that is Secure");
  }

  @Test
  void anAnswerOverHttpMaySetOneForAnotherPath() {
    receive(HTTPS, "a=secure; Secure; Path=/login");

    assertThat(receive(HTTP, "a=1; Path=/")).isEmpty();

    assertThat(sent(HTTP)).isEqualTo("a=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b\rc", "a=b\nX: y", "a=b\0", "a\u001b[31m=b", "a=b; Path=/\u007f"})
  void refusesControlCharacters(String value) {
    assertThat(receive(HTTP, value))
        .containsExactly("a cookie was ignored: it has a control character");
    assertThat(jar.cookies()).isEmpty();
  }

  @Test
  void takesNameAndValueUpTo4096Characters() {
    String value = "x".repeat(4_095);

    assertThat(receive(HTTP, "a=" + value)).isEmpty();
    assertThat(receive(HTTP, "bb=" + value))
        .containsExactly(
            "a cookie 'bb' was ignored: name and value have more than 4096 characters");

    assertThat(jar.cookies()).extracting(Cookie::name).containsExactly("a");
  }

  @Test
  void leavesOutAttributesOfMoreThan1024Characters() {
    receive(HTTP, "a=b; Path=/" + "x".repeat(1_024), "c=d; Domain=" + "x".repeat(1_025));

    assertThat(sent(HTTP)).isEqualTo("a=b; c=d");
  }

  @Test
  void keepsFiftyOfADomainAndDropsTheLeastUsedFirstThoseThatAreNotSecure() {
    receive(HTTPS, "secure=1; Secure");
    receive(HTTP, "used=1; Path=/used");
    for (int i = 0; i < 200; i++) {
      receive(HTTP, "n" + i + "=1; Path=/n");
      sent(Url.parse("http://www.example.com/used"));
    }

    assertThat(jar.cookies())
        .hasSize(50)
        .extracting(Cookie::name)
        .contains("secure", "used", "n199", "n152")
        .doesNotContain("n151");
  }

  @Test
  void keeps3000InAll() {
    IntStream.range(0, 100)
        .mapToObj(i -> Url.parse("http://h" + i + ".example.com/"))
        .forEach(url -> {
          for (int i = 0; i < 31; i++) {
            receive(url, "n" + i + "=1");
          }
        });

    assertThat(jar.cookies()).hasSize(3_000);
    assertThat(jar.cookies(Url.parse("http://h0.example.com/"))).isEmpty();
    assertThat(jar.cookies(Url.parse("http://h99.example.com/"))).hasSize(31);
  }

  @Test
  void sendsEightKibibytes() {
    for (int i = 0; i < 5; i++) {
      receive(HTTP, "n" + i + "=" + "x".repeat(2_998));
    }
    receive(HTTP, "small=1");

    assertThat(sent(HTTP)).hasSizeLessThanOrEqualTo(8_192).startsWith("n0=").endsWith("; small=1");
  }

  @Test
  void leavesTheCallersOwnCookiesAsTheyAre() {
    receive(HTTP, "a=jar", "b=jar");
    Headers own = Headers.empty().plus("Cookie", "a=mine; c=mine").plus("cookie", "d=mine");

    assertThat(jar.addTo(own, HTTP).all("Cookie")).containsExactly("a=mine; c=mine; d=mine; b=jar");
    assertThat(jar.addTo(own, Url.parse("http://other.example.com/"))).isSameAs(own);
  }

  @Test
  void saysWhyACookieIsNotKeptAndNeverItsValue() {
    assertThat(receive(
            HTTP,
            "a=canary; Domain=evil.org",
            "b=canary; Secure",
            "c=canary; Domain=com",
            "__Host-d=canary"))
        .containsExactly(
            "a cookie 'a' was ignored: the domain 'evil.org' is not one of www.example.com",
            "a cookie 'b' was ignored: it is Secure and came over http",
            "a cookie 'c' was ignored: the domain 'com' is a public suffix, below which are others",
            "a cookie '__Host-d' was ignored: a __Host- cookie must be Secure, with Path=/ and"
                + " without a domain");
  }

  @Test
  void saysOfAFloodOfCookiesHowManyThereWere() {
    String[] flood = new String[3_000];
    for (int i = 0; i < flood.length; i++) {
      flood[i] = "a" + i + "=1; Secure";
    }

    assertThat(receive(HTTP, flood)).hasSize(6).endsWith("of other cookies 2995 more");
  }

  @Test
  void keepsEachCookieForItsHostWhereThereIsNoList() {
    CookieJar bare = CookieJar.withoutList(time);

    List<String> notes = receive(bare, HTTP, "a=b; Domain=example.com", "c=d; Domain=com");

    assertThat(notes)
        .hasSize(2)
        .anyMatch(note -> note.startsWith("a cookie is kept for www.example.com alone"))
        .anyMatch(note -> note.contains("'c' was ignored"));
    assertThat(bare.cookies(HTTP)).extracting(Cookie::name).containsExactly("a");
    assertThat(bare.cookies(Url.parse("http://other.example.com/"))).isEmpty();
  }

  @Test
  void takesAnotherList() {
    CookieJar own = CookieJar.create(domain -> domain.equals("example.com"), time);

    receive(own, HTTP, "a=b; Domain=example.com", "c=d; Domain=www.example.com");

    assertThat(own.cookies()).extracting(Cookie::name).containsExactly("c");
  }

  @Test
  void endsTheSessionAsABrowserThatIsClosed() {
    receive(HTTP, "a=1", "b=2; Max-Age=100");

    jar.endSession();
    assertThat(sent(HTTP)).isEqualTo("b=2");

    jar.clear();
    assertThat(sent(HTTP)).isEqualTo("-");
  }

  @Test
  void savesWhatHasChangedAndTriesAgainAfterAFailure() {
    List<List<Cookie>> saved = new ArrayList<>();
    CookieStore store = new CookieStore() {
      private boolean failed;

      @Override
      public List<Cookie> load() {
        return List.of(cookie("old", "1"));
      }

      @Override
      public void save(List<Cookie> cookies) throws IOException {
        if (!failed) {
          failed = true;
          throw new IOException("disk full");
        }
        saved.add(cookies);
      }
    };
    CookieJar stored = CookieJar.create(time).storedIn(store);
    stored.save();
    stored.add(cookie("new", "2"));

    assertThatThrownBy(stored::save).isInstanceOf(UncheckedIOException.class);
    stored.save();
    stored.save();

    assertThat(saved).containsExactly(List.of(cookie("old", "1"), cookie("new", "2")));
  }

  @ParameterizedTest
  @CsvSource({
    "a;b, v, www.example.com, /",
    "a=b, v, www.example.com, /",
    "a, v;w, www.example.com, /",
    "a, '\r\nX: y', www.example.com, /",
    "a, \u20ac, www.example.com, /",
    "a, v, 'www.example.com\n', /",
    "a, v, WWW.example.com, /",
    "a, v, .example.com, /",
    "a, v, '', /",
    "a, v, www.example.com, x",
    "a, v, www.example.com, '/\r'",
    "'', '', www.example.com, /"
  })
  void refusesACookieThatCouldNotBeSent(String name, String value, String domain, String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Cookie(name, value, domain, true, path, false, false, Optional.empty()))
        .withMessageContaining("expected: ");
  }

  @Test
  void showsNoValue() {
    assertThat(cookie("sid", "canary")).hasToString("Cookie[sid, www.example.com/]");
    jar.add(cookie("sid", "canary"));
    assertThat(jar).hasToString("CookieJar[1]");
  }

  @Test
  void servesManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> tasks = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Url url = Url.parse("http://t" + t + ".example.com/");
        tasks.add(threads.submit(() -> {
          for (int i = 0; i < 500; i++) {
            receive(url, "n" + i % 60 + "=" + i + "; Domain=example.com", "own=" + i);
            assertThat(jar.addTo(Headers.empty(), url).first("Cookie").orElseThrow())
                .contains("own=" + i);
          }
        }));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(jar.cookies()).hasSize(50 + 4);
  }
}
