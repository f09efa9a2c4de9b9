/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.IdempotencyKey;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SDKs of OpenAI and Anthropic against a server that behaves like theirs on busy days. */
class LlmSdkSamplesTest {

  private static final String EVENTS = String.join(
      "\r\n",
      "HTTP/1.1 200 OK",
      "Content-Type: text/event-stream",
      "Transfer-Encoding: chunked",
      "",
      "");

  private static final RequestCustomizer AS_IT_IS = request -> request;
  private static final RequestCustomizer KEYED =
      request -> request.idempotencyKey(IdempotencyKey.auto());

  private final FaultServer server = FaultServer.start();
  private final String url = server.origin();
  private final Session session = Session.builder()
      .retry(Retry.builder().total(3).statuses(429, 500, 502, 503, 504, 529).build())
      .build();

  static List<Llm> sdks() {
    return List.of(new OpenAi(), new Anthropic());
  }

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  private static Step answer(Llm sdk, String text) {
    return Step.respond(200).header("Content-Type", "application/json").body(sdk.answer(text));
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void anOverloadedServerIsAskedAgainWithTheSameKey(Llm sdk) {
    server.script(
        Step.respond(429).header("Retry-After", "0"),
        Step.respond(529).header("Retry-After", "0"),
        Step.truncatedBody(),
        answer(sdk, "tea"));

    assertThat(sdk.ask(session, url, KEYED)).isEqualTo("tea");

    assertThat(server.requests()).hasSize(4).allMatch(seen -> seen.bodyText().contains("drink"));
    assertThat(server.requests().stream()
            .map(seen -> seen.header("Idempotency-Key").orElse(""))
            .distinct())
        .hasSize(1)
        .doesNotContain("");
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void withoutAKeyNoPromptIsPaidTwice(Llm sdk) {
    server.script(Step.resetBeforeHeaders(), answer(sdk, "paid twice"));

    assertThatThrownBy(() -> sdk.ask(session, url, AS_IT_IS)).hasMessageContaining("reset");

    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void asynchronousClientsAreCarriedToo(Llm sdk) {
    server.script(Step.respond(529).header("Retry-After", "0"), answer(sdk, "tea"));

    assertThat(sdk.askAsync(session, url, KEYED)).isEqualTo("tea");
    assertThatThrownBy(() -> {
          server.script(Step.resetBeforeHeaders());
          sdk.askAsync(session, url, AS_IT_IS);
        })
        .hasStackTraceContaining("reset");
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void anErrorStatusIsTheSdksException(Llm sdk) {
    server.script(Step.always(Step.respond(429)
        .header("Retry-After", "0")
        .header("Content-Type", "application/json")
        .body("{\"error\":{\"message\":\"too many\"}}")));

    assertThatThrownBy(() -> sdk.ask(session, url, KEYED))
        .hasMessageContaining("too many")
        .extracting(failure -> failure.getClass().getSimpleName())
        .isEqualTo("RateLimitException");
    assertThat(server.requests()).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void aStreamThatIsCutIsAnErrorAndNotAShortAnswer(Llm sdk) {
    String piece = chunk(sdk.event("la"));
    server.script(Step.raw(Action.send(EVENTS + piece + piece), Action.fin()));
    List<String> pieces = new ArrayList<>();

    assertThatThrownBy(() -> sdk.stream(session, url, pieces))
        .hasCauseInstanceOf(TransportException.class);

    assertThat(pieces).containsExactly("la", "la");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void theDeadlineBoundsTheWholeAnswer(Llm sdk) {
    server.script(Step.raw(
        Action.send(EVENTS),
        Action.drip(chunk(sdk.event("la")).repeat(1_000), Duration.ofMillis(5))));
    try (Session hasty = session.toBuilder()
        .timeouts(Timeouts.defaults().deadline(Duration.ofMillis(800)))
        .build()) {

      assertThatThrownBy(() -> sdk.stream(hasty, url, new ArrayList<>()))
          .hasStackTraceContaining("deadline");
    }
  }
}
