/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Headers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpResponseTest {

  private static final String URL = "http://api.example.com/orders";
  private static final Request GET = Request.get(URL).retry(Retry.off());

  /** The three ways to the body of a response. */
  enum Kind {
    IN_MEMORY {
      @Override
      HttpResponse get(Session session) {
        return session.request(GET);
      }
    },
    STREAMED {
      @Override
      HttpResponse get(Session session) {
        return session.stream(GET);
      }
    },
    PUBLISHED {
      @Override
      HttpResponse get(Session session) {
        return session.streamAsync(GET).join();
      }
    };

    abstract HttpResponse get(Session session);
  }

  private final MockedSession mocked = new MockedSession();
  private final Session session = mocked.session();

  @AfterEach
  void close() {
    session.close();
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheSameWhereverItsBodyIs(Kind kind) {
    Headers headers = Headers.empty().plus("Retry-After", "7").plus("X-Request-Id", "a1");
    mocked.transport.respond(404, headers, "no such order");

    HttpResponse response = kind.get(session);

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.ok()).isFalse();
    assertThat(response.header("x-request-id")).contains("a1");
    assertThat(response.headers().all("Retry-After")).containsExactly("7");
    assertThat(response.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(response.url()).hasToString(URL);
    assertThat(response.attempts()).hasSize(1);
    assertThat(response.elapsed()).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(response.explain()).contains("GET " + URL, "result: 404");
  }

  @ParameterizedTest
  @EnumSource
  void isRaisedForAnErrorStatusOnly(Kind kind) {
    mocked.transport.respond(204).respond(404, "no such order");

    HttpResponse ok = kind.get(session);
    HttpResponse notFound = kind.get(session);

    assertThat(ok.raiseForStatus()).isSameAs(ok);
    StatusException e = catchThrowableOfType(StatusException.class, notFound::raiseForStatus);
    assertThat(e).hasMessageStartingWith("404").hasMessageContaining("GET " + URL);
    assertThat(e.response()).get().extracting(Response::status).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(names = "PUBLISHED")
  void saysThatABodyAtAPublisherWasNotRead(Kind kind) {
    mocked.transport.respond(404, "no such order");

    HttpResponse response = kind.get(session);

    StatusException e = catchThrowableOfType(StatusException.class, response::raiseForStatus);
    RequestException lost = catchThrowableOfType(
        RequestException.class, () -> e.response().orElseThrow().text());
    assertThat(lost).hasMessageContaining("not read");
    assertThat(lost.category()).isEqualTo(Category.CANCELLED);
  }
}
