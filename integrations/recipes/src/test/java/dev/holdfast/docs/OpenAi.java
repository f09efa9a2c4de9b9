/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.RequestCustomizer;
import java.util.List;

/** OpenAI's SDK. */
final class OpenAi implements Llm {

  private static final ChatCompletionCreateParams PROMPT = ChatCompletionCreateParams.builder()
      .model("m")
      .addUserMessage("What do you drink?")
      .build();

  private static OpenAIClient client(Session session, String url, RequestCustomizer every) {
    // sample: openai
    OpenAIClient client = new OpenAIClientImpl(ClientOptions.builder()
        .httpClient(new OpenAiHttpClient(session, every))
        .maxRetries(0) // else the SDK repeats prompts too
        .baseUrl(url)
        .apiKey("secret")
        .build());
    // end
    return client;
  }

  @Override
  public String answer(String text) {
    return """
        {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
        "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}]}""".formatted(text);
  }

  @Override
  public String event(String text) {
    return """
        data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[%s]}

        """.formatted("{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}");
  }

  @Override
  public String ask(Session session, String url, RequestCustomizer every) {
    return text(client(session, url, every).chat().completions().create(PROMPT));
  }

  @Override
  public String askAsync(Session session, String url, RequestCustomizer every) {
    return text(
        client(session, url, every).async().chat().completions().create(PROMPT).join());
  }

  private static String text(ChatCompletion answer) {
    return answer.choices().get(0).message().content().orElse("");
  }

  @Override
  public void stream(Session session, String url, List<String> pieces) {
    try (StreamResponse<ChatCompletionChunk> answer =
        client(session, url, request -> request).chat().completions().createStreaming(PROMPT)) {
      answer.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .forEach(pieces::add);
    }
  }

  @Override
  public String toString() {
    return "OpenAI";
  }
}
