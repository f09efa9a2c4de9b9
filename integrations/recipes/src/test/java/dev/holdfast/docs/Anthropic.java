/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import com.anthropic.backends.AnthropicBackend;
import com.anthropic.backends.Backend;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextDelta;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.RequestCustomizer;
import java.util.List;

/** Anthropic's SDK. */
final class Anthropic implements Llm {

  private static final MessageCreateParams PROMPT = MessageCreateParams.builder()
      .model("m")
      .maxTokens(100)
      .addUserMessage("What do you drink?")
      .build();

  private static AnthropicClient client(Session session, String url, RequestCustomizer every) {
    // sample: anthropic
    Backend backend = AnthropicBackend.builder().apiKey("secret").baseUrl(url).build();
    AnthropicClient client = new AnthropicClientImpl(ClientOptions.builder()
        .httpClient(new AnthropicHttpClient(session, backend, every))
        .maxRetries(0) // else the SDK repeats prompts too
        .baseUrl(backend.baseUrl())
        .build());
    // end
    return client;
  }

  @Override
  public String answer(String text) {
    return """
        {"id":"1","type":"message","role":"assistant","model":"m","content":[{"type":"text",
        "text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,
        "usage":{"input_tokens":1,"output_tokens":1}}""".formatted(text);
  }

  @Override
  public String event(String text) {
    return """
        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}

        """.formatted(text);
  }

  @Override
  public String ask(Session session, String url, RequestCustomizer every) {
    return text(client(session, url, every).messages().create(PROMPT));
  }

  @Override
  public String askAsync(Session session, String url, RequestCustomizer every) {
    return text(client(session, url, every).async().messages().create(PROMPT).join());
  }

  private static String text(Message answer) {
    return answer.content().get(0).text().orElseThrow().text();
  }

  @Override
  public void stream(Session session, String url, List<String> pieces) {
    try (StreamResponse<RawMessageStreamEvent> answer =
        client(session, url, request -> request).messages().createStreaming(PROMPT)) {
      answer.stream()
          .flatMap(event -> event.contentBlockDelta().stream())
          .flatMap(block -> block.delta().text().stream())
          .map(TextDelta::text)
          .forEach(pieces::add);
    }
  }

  @Override
  public String toString() {
    return "Anthropic";
  }
}
