/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.IdempotencyKey;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.langchain4j.HoldfastHttpClientBuilder;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real models of LangChain4j against a server that behaves like an LLM's. */
class LlmSamplesTest {

  private static final String EVENTS = String.join(
      "\r\n",
      "HTTP/1.1 200 OK",
      "Content-Type: text/event-stream",
      "Transfer-Encoding: chunked",
      "",
      "");

  private final FaultServer server = FaultServer.start();
  private final String url = server.url("/v1");
  private final Session session = session();

  private static Session session() {
    // sample: session
    Session session = Session.builder()
        .timeouts(Timeouts.defaults()
            .read(Duration.ofSeconds(60)) // a model that thinks is silent
            .deadline(Duration.ofMinutes(3))) // the whole answer, retries included
        .retry(Retry.builder().total(3).statuses(429, 500, 502, 503, 504, 529).build())
        .build();
    // end
    return session;
  }

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  private static Step answer(String text) {
    return Step.respond(200)
        .header("Content-Type", "application/json")
        .body("{'id':'1','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,"
                .replace('\'', '"')
            + "'message':{'role':'assistant','content':'TEXT'},'finish_reason':'stop'}]}"
                .replace('\'', '"')
                .replace("TEXT", text));
  }

  private static String event(String text) {
    String data = "data: {'id':'1','object':'chat.completion.chunk','created':1,'model':'m',"
        + "'choices':[{'index':0,'delta':{'content':'" + text + "'}}]}\n\n";
    return Integer.toHexString(data.length()) + "\r\n" + data.replace('\'', '"') + "\r\n";
  }

  private ChatModel model() {
    // sample: model
    ChatModel model = OpenAiChatModel.builder()
        .httpClientBuilder(HoldfastHttpClientBuilder.of(
            session, request -> request.idempotencyKey(IdempotencyKey.auto())))
        .maxRetries(0) // else the model repeats calls too
        .baseUrl(url)
        .apiKey("secret")
        .modelName("m")
        .build();
    // end
    return model;
  }

  @Test
  void anOverloadedServerIsAskedAgainWithTheSameKey() {
    server.script(
        Step.respond(429).header("Retry-After", "0"),
        Step.respond(529).header("Retry-After", "0"),
        Step.resetBeforeHeaders(),
        answer("tea"));

    assertThat(model().chat("What do you drink?")).isEqualTo("tea");

    assertThat(server.requests()).hasSize(4);
    assertThat(server.requests().stream()
            .map(seen -> seen.header("Idempotency-Key").orElse(""))
            .distinct())
        .hasSize(1)
        .doesNotContain("");
  }

  @Test
  void withoutAKeyNoPromptIsPaidTwice() {
    server.script(Step.resetBeforeHeaders(), answer("paid twice"));
    ChatModel model = OpenAiChatModel.builder()
        .httpClientBuilder(HoldfastHttpClientBuilder.of(session))
        .maxRetries(2)
        .baseUrl(url)
        .apiKey("secret")
        .modelName("m")
        .build();

    assertThatThrownBy(() -> model.chat("Pay!"))
        .isInstanceOf(NonRetriableException.class)
        .hasCauseInstanceOf(RequestException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void statusesAreThoseOfLangChain4j() {
    server.script(
        Step.respond(400).body("too long"),
        Step.always(Step.respond(429).header("Retry-After", "0").body("too many")));

    assertThatThrownBy(() -> model().chat("Hello?"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("too long");
    assertThatThrownBy(() -> model().chat("Hello?")).isInstanceOf(RateLimitException.class);
    assertThat(server.requests()).hasSize(5);
  }

  /** Records the parts of a streamed answer, and its end. */
  private static final class Heard implements StreamingChatResponseHandler {

    private final List<String> parts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String part) {
      parts.add(part);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      end.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      end.completeExceptionally(failure);
    }
  }

  private Heard stream(Session over) {
    Heard heard = new Heard();
    OpenAiStreamingChatModel.builder()
        .httpClientBuilder(HoldfastHttpClientBuilder.of(over))
        .baseUrl(url)
        .apiKey("secret")
        .modelName("m")
        .build()
        .chat("Sing!", heard);
    return heard;
  }

  @Test
  void aWholeStreamIsAnAnswer() throws Exception {
    String end = "data: [DONE]\n\n";
    server.script(Step.raw(Action.send(EVENTS + event("la") + event("la")
        + Integer.toHexString(end.length()) + "\r\n" + end + "\r\n0\r\n\r\n")));

    Heard heard = stream(session);

    assertThat(heard.end.get(20, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("lala");
  }

  @Test
  void aStreamThatIsCutIsAnErrorAndNotAnAnswer() {
    server.script(Step.raw(Action.send(EVENTS + event("la") + event("la")), Action.fin()));

    Heard heard = stream(session);

    assertThatThrownBy(() -> heard.end.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(heard.parts).containsExactly("la", "la");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void theDeadlineBoundsTheWholeStream() {
    server.script(
        Step.raw(Action.send(EVENTS), Action.drip(event("la").repeat(100), Duration.ofMillis(5))));
    try (Session hasty = session.toBuilder()
        .timeouts(Timeouts.defaults().deadline(Duration.ofMillis(800)))
        .build()) {
      Heard heard = stream(hasty);

      assertThatThrownBy(() -> heard.end.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(TransportException.class)
          .hasMessageContaining("deadline");
    }
  }
}
