/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.RequestCustomizer;
import java.util.List;

/** An SDK for a language model, over a session. */
interface Llm {

  /** The answer of a server, as JSON. */
  String answer(String text);

  /** A piece of a streamed answer, as a server-sent event. */
  String event(String text);

  /** Sends the prompt with the SDK's client, and waits for the answer. */
  String ask(Session session, String url, RequestCustomizer every);

  /** Sends the prompt without waiting for the connection. */
  String askAsync(Session session, String url, RequestCustomizer every);

  /** Requests a streamed answer, and adds its pieces as they arrive. */
  void stream(Session session, String url, List<String> pieces);
}
