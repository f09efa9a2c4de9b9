/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A head that came is never thrown away because its body does not. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class BrokenBodyTest {

  private static final String CREATED =
      "HTTP/1.1 201 Created\r\nLocation: /orders/7\r\nContent-Length: 100\r\n\r\nnope";

  private final Mode mode;
  private final FaultServer server = FaultServer.start();
  private final Session session = Session.builder().time(VirtualTime.flowing()).build();

  BrokenBodyTest(Mode mode) {
    this.mode = mode;
  }

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @ParameterizedTest
  @Tag("B41")
  @ValueSource(
      strings = {
        "401 Unauthorized\r\nX-Sign: 7\r\nContent-Length: 100\r\n\r\nnope",
        "403 Forbidden\r\nX-Sign: 7\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n",
        "403 Forbidden\r\nX-Sign: 7\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
        "403 Forbidden\r\nX-Sign: 7\r\nContent-Encoding: xz\r\nContent-Length: 4\r\n\r\nnope",
        "404 Not Found\r\nX-Sign: 7\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnope\r\n",
        "404 Not Found\r\nX-Sign: 7\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "410 Gone\r\nX-Sign: 7\r\nContent-Length: 999999999\r\n\r\nnope"
      })
  void theStatusOfAnErrorDecidesWhateverItsBodyDoes(String answer) {
    server.script(Step.always(Step.raw(Action.send("HTTP/1.1 " + answer), Action.fin())));
    int status = Integer.parseInt(answer.substring(0, 3));

    Response response = mode.get(session, server.url("/"));

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("X-Sign")).contains("7");
    assertThat(server.requests()).hasSize(1);
    assertThat(response.attempts().get(0).notes()).anyMatch(note -> note.contains("body was lost"));
    RequestException unread = catchThrowableOfType(RequestException.class, response::bytes);
    assertThat(unread).hasMessageContaining("body of the " + status);
    assertThat(unread.response()).containsSame(response);
    StatusException raised = catchThrowableOfType(StatusException.class, response::raiseForStatus);
    assertThat(raised).hasMessageStartingWith(answer.substring(0, answer.indexOf('\r')));
    assertThat(raised.response().orElseThrow().header("X-Sign")).contains("7");
  }

  @ParameterizedTest
  @Tag("B41")
  @ValueSource(
      strings = {
        "404 Not Found\r\nContent-Length: 100\r\n\r\nnope",
        "403 Forbidden\r\nContent-Encoding: xz\r\nContent-Length: 4\r\n\r\nnope"
      })
  void aStreamNamesTheStatusOfAnErrorWhateverItsBodyDoes(String answer) {
    server.script(Step.always(Step.raw(Action.send("HTTP/1.1 " + answer), Action.fin())));

    try (StreamedResponse response = stream()) {
      assertThat(response.status()).isEqualTo(Integer.parseInt(answer.substring(0, 3)));
      StatusException raised =
          catchThrowableOfType(StatusException.class, response::raiseForStatus);

      assertThat(raised.response().orElseThrow().status()).isEqualTo(response.status());
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  @Tag("B41")
  void aStreamThatBreaksOffCarriesStatusAndHeaders() {
    server.script(Step.raw(Action.send(CREATED), Action.fin()));

    try (StreamedResponse response = stream()) {
      RequestException failure = catchThrowableOfType(RequestException.class, response::toResponse);

      assertThat(failure.category()).isEqualTo(Category.CONNECTION_BROKEN_MID_BODY);
      assertThat(failure.response().orElseThrow().header("Location")).contains("/orders/7");
    }
  }

  @Test
  @Tag("B41")
  void anErrorWhoseBodyStallsIsThatError() {
    server.script(Step.raw(
        Action.send("HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nno"), Action.stall()));
    try (Session impatient = Session.builder()
        .timeouts(Timeouts.defaults().read(Duration.ofMillis(1_500)))
        .build()) {
      Response response = mode.get(impatient, server.url("/"));

      assertThat(response.status()).isEqualTo(404);
      assertThat(response.attempts()).hasSize(1);
    }
  }

  @Test
  @Tag("B41")
  void anErrorWhoseBodyLastsLongerThanTheCallIsThatError() {
    server.script(Step.raw(
        Action.send("HTTP/1.1 404 Not Found\r\nContent-Length: 9999\r\n\r\nno"),
        Action.drip("x".repeat(9_000), Duration.ofMillis(20))));
    try (Session hurried = Session.builder()
        .timeouts(Timeouts.defaults().deadline(Duration.ofMillis(2_500)))
        .build()) {
      assertThat(mode.get(hurried, server.url("/")).status()).isEqualTo(404);
    }
  }

  @Test
  @Tag("B41")
  void whatWasCreatedIsNotLostWithItsBody() {
    server.script(Step.always(Step.raw(Action.send(CREATED), Action.fin())));

    ProtocolException failure = catchThrowableOfType(
        ProtocolException.class,
        () -> mode.request(session, Request.post(server.url("/")).body(Body.of("order"))));

    assertThat(server.requests()).hasSize(1);
    assertThat(failure.category()).isEqualTo(Category.CONNECTION_BROKEN_MID_BODY);
    assertThat(failure.sent()).isEqualTo(Sent.ANSWERED);
    assertThat(failure).hasMessageContaining("201 Created");
    Response answered = failure.response().orElseThrow();
    assertThat(answered.status()).isEqualTo(201);
    assertThat(answered.header("Location")).contains("/orders/7");
    assertThat(answered.url()).hasToString(server.url("/").toString());
    assertThat(catchThrowableOfType(RequestException.class, answered::text).category())
        .isEqualTo(Category.CONNECTION_BROKEN_MID_BODY);
  }

  @Test
  @Tag("B41")
  void aBodyThatNeverArrivesWholeIsRetriedAndTheLastHeadKept() {
    server.script(Step.always(Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nETag: x\r\nContent-Length: 9\r\n\r\nno"), Action.fin())));

    ProtocolException failure =
        catchThrowableOfType(ProtocolException.class, () -> mode.get(session, server.url("/")));

    assertThat(failure.attempts()).hasSize(6);
    assertThat(failure.response().orElseThrow().header("ETag")).contains("x");
  }

  @Test
  @Tag("B41")
  void anErrorThatIsRetriedStaysThatErrorWhenItsLastBodyBreaks() {
    server.script(Step.always(
        Step.raw(Action.send("HTTP/1.1 503 Busy\r\nContent-Length: 9\r\n\r\nno"), Action.fin())));

    Response response = mode.get(session, server.url("/"));

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.attempts()).hasSize(6);
    assertThat(response.attempts().get(5).notes()).anyMatch(note -> note.contains("body was lost"));
  }

  @Test
  @Tag("W31")
  void anUploadThatIsSentElsewhereEarlyGoesThereWhole() {
    byte[] large = new byte[16 << 20];
    try (FaultServer there = FaultServer.start(Step.respond(200).body("stored"))) {
      server.script(Step.onHead(
          Action.send("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + there.url("/")
              + "\r\nContent-Length: 0\r\n\r\n"),
          Action.receive(100_000),
          Action.rst()));

      Response response = mode.request(session, Request.put(server.url("/")).body(Body.of(large)));

      assertThat(response.text()).isEqualTo("stored");
      assertThat(there.requests().get(0).body()).hasSize(large.length);
    }
  }

  private StreamedResponse stream() {
    Request request = Request.get(server.url("/"));
    // Over each transport: the asynchronous one is waited for.
    return session.stream(
        mode == Mode.BLOCKING ? request : request.httpVersion(HttpVersion.NEGOTIATE));
  }
}
