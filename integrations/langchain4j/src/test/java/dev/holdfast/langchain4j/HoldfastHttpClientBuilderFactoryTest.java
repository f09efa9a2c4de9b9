/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.RequestException;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application that registers the factory: src/test/resources has its file. */
class HoldfastHttpClientBuilderFactoryTest {

  private static final String PROPERTY = "langchain4j.http.clientBuilderFactory";

  @BeforeEach
  void choose() {
    System.setProperty(PROPERTY, HoldfastHttpClientBuilderFactory.class.getName());
  }

  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void aModelWithoutAClientIsCarriedByASession() {
    try (FaultServer server =
        FaultServer.start(Step.resetBeforeHeaders(), Step.respond(200).body("paid twice"))) {
      ChatModel model = OpenAiChatModel.builder()
          .baseUrl(server.url("/v1"))
          .apiKey("secret")
          .modelName("m")
          .build();

      assertThatThrownBy(() -> model.chat("Pay!"))
          .isInstanceOf(NonRetriableException.class)
          .hasCauseInstanceOf(RequestException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }
}
