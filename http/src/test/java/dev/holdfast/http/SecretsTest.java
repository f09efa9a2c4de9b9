/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.http.MockedSession.exact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A secret wherever a call can carry one, and nowhere in what people get to read: messages, causes,
 * stack traces, timelines, log records and every {@code toString}.
 */
@Isolated
@Tag("I20")
@Tag("X08")
class SecretsTest {

  private static final String SECRET = "canary";
  private static final String BASE = "http://api.example.com/orders?api_key=canary&page=2";

  /** How a call can end. */
  enum Story {
    SUCCESS(200, "X-Request", "canary"),
    GIVEN_UP(503, "Set-Cookie", "session=canary"),
    ERROR_STATUS(404, "X-Debug", "canary"),
    TOLD_TO_WAIT(429, "Retry-After", "100000"),
    REDIRECT_TO_USER_INFO(302, "Location", "http://u:canary@other.example.com/"),
    REDIRECT_TO_NONSENSE(302, "Location", "ftp://x/?token=canary"),
    REDIRECT_WITH_FRAGMENT(302, "Location", "ftp://x/;jsessionid=canary#access_token=canary"),
    REDIRECT_ACROSS_ORIGINS(302, "Location", "http://other.example.com/?token=canary"),
    UNKNOWN_CODING(200, "Content-Encoding", "xz"),
    NOT_GZIP(200, "Content-Encoding", "gzip"),
    UNKNOWN_CHARSET(200, "Content-Type", "text/plain; charset=klingon"),
    SILENCE(0, "", ""),
    REFUSED(0, "", "");

    private final int status;
    private final String header;
    private final String value;

    Story(int status, String header, String value) {
      this.status = status;
      this.header = header;
      this.value = value;
    }
  }

  private final MockedSession mocked = new MockedSession();
  private final List<String> shown = new ArrayList<>();

  static Stream<Story> stories() {
    return Stream.of(Story.values());
  }

  @ParameterizedTest
  @MethodSource("stories")
  void staySecretHoweverACallEnds(Story story) {
    script(story);
    try (LogRecords log = LogRecords.of("dev.holdfast")) {
      Session session =
          mocked.builder().retry(exact().raiseOnStatus(true).build()).build();
      for (Request request : requests()) {
        show(request, request.headers(), request.url(), request.body());
        for (Mode mode : Mode.values()) {
          attempt(() -> use(mode.request(session, request)));
        }
        attempt(() -> useStream(session.stream(request)));
        attempt(() -> usePublished(Mode.await(session.streamAsync(request))));
      }
      mocked.transport.requests().forEach(this::show);
      shown.addAll(log.messages());
    }

    assertThat(shown).hasSizeGreaterThan(10).noneMatch(text -> text.contains(SECRET));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void staySecretInAMistake(Runnable mistake) {
    attempt(mistake);

    assertThat(shown).isNotEmpty().noneMatch(text -> text.contains(SECRET));
  }

  static Stream<Runnable> mistakes() {
    return Stream.of(
        () -> Request.get("http://user:canary@api.example.com/"),
        () -> Request.get("http://api.example.com/ ?password=canary"),
        () -> Request.get("https//user:canary@api.example.com"),
        () -> Request.get("http://h/").header("Authorization", "Bearer canary\n"),
        () -> Request.get("http://h/").header("Host", "canary"),
        () -> IdempotencyKey.of("canary with blanks"),
        () -> Session.builder().mount("http://u:canary@h/", settings -> settings),
        () -> new MockedSession()
            .session()
            .request(Request.post("http://h/").json(endless("canary"))));
  }

  private static List<Object> endless(String first) {
    List<Object> list = new ArrayList<>(List.of(first));
    list.add(list);
    return list;
  }

  private void script(Story story) {
    if (story == Story.SILENCE || story == Story.REFUSED) {
      FailureKind kind =
          story == Story.SILENCE ? FailureKind.READ_TIMEOUT : FailureKind.CONNECT_REFUSED;
      for (int i = 0; i < 120; i++) {
        mocked.transport.fail(kind, story == Story.SILENCE ? Sent.MAYBE : Sent.NO);
      }
      return;
    }
    Headers headers = Headers.empty().plus(story.header, story.value);
    mocked.transport.otherwise(request ->
        new MockResponse(story.status, headers, "canary".getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Request> requests() {
    Request get = Request.get(BASE)
        .header("Authorization", "Bearer canary")
        .header("Cookie", "id=canary")
        .header("Proxy-Authorization", "Basic canary")
        .header("X-Api-Key", "canary")
        .header("X-Custom", "canary")
        .query("access_token", "canary")
        .deadline(Duration.ofSeconds(30));
    Request post = Request.post(BASE)
        .json(Map.of("password", "canary"))
        .idempotencyKey(IdempotencyKey.of("canary-1"));
    return List.of(get, post, get.body("canary"));
  }

  private void use(Response response) {
    show(response, response.headers(), response.url(), response.attempts());
    shown.add(response.explain());
    attempt(() -> response.json(Map.class));
    attempt(() -> response.json(new TypeRef<List<Integer>>() {}));
    attempt(response::raiseForStatus);
    if (response.header("Content-Type").isPresent()) {
      attempt(response::text);
    }
  }

  private void useStream(StreamedResponse response) {
    show(response, response.headers(), response.attempts());
    shown.add(response.explain());
    attempt(response::toResponse);
  }

  private void usePublished(PublishedResponse response) {
    show(response, response.headers(), response.attempts());
    shown.add(response.explain());
    response.close();
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      show(e, trace);
      if (e instanceof RequestException failure) {
        show(failure.attempts(), failure.response(), failure.request(), failure.retryAfter());
        shown.add(failure.explain());
      }
    }
  }

  private void show(Object... objects) {
    for (Object object : objects) {
      shown.add(object.toString());
    }
  }
}
