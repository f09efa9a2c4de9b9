/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.jdk.HoldfastHttpClient;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The MCP SDK against a server that is busy when a tool is called. */
class McpSamplesTest {

  private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|[0-9]+)");
  private static final String INITIALIZED =
      "{'protocolVersion':'2025-06-18','capabilities':{'tools':{}},"
          + "'serverInfo':{'name':'shop','version':'1'}}";
  private static final String CALLED = "{'content':[{'type':'text','text':'tea'}]}";

  /** The faults that calls of a tool meet before they are answered. */
  private final Queue<Step> faults = new ConcurrentLinkedQueue<>();

  private final FaultServer server = FaultServer.start(Step.always(Step.choose(this::serve)));
  private final Session session = Session.builder()
      .retry(Retry.builder().total(3).statuses(429, 500, 502, 503, 504, 529).build())
      .build();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  private Step serve(SeenRequest seen) {
    if (!seen.method().equals("POST")) {
      return Step.respond(405);
    }
    if (seen.bodyText().contains("\"initialize\"")) {
      return answer(seen, INITIALIZED);
    }
    if (!seen.bodyText().contains("\"tools/call\"")) {
      return Step.respond(202).body("");
    }
    Step fault = faults.poll();
    return fault == null ? answer(seen, CALLED) : fault;
  }

  private static Step answer(SeenRequest seen, String result) {
    Matcher id = ID.matcher(seen.bodyText());
    String message = id.find() ? id.group(1) : "0";
    return Step.respond(200)
        .header("Content-Type", "application/json")
        .body("{\"jsonrpc\":\"2.0\",\"id\":" + message + ",\"result\":" + result.replace('\'', '"')
            + "}");
  }

  private McpSyncClient client(Session session) {
    String url = server.origin();
    // sample: mcp
    McpClientTransport transport = HttpClientStreamableHttpTransport.builder(url)
        .clientBuilder(HoldfastHttpClient.newBuilder(session))
        .addHttpRequestCustomizer((request, method, endpoint, message, context) ->
            request.setHeader("Idempotency-Key", UUID.randomUUID().toString()))
        .build();
    McpSyncClient client =
        McpClient.sync(transport).requestTimeout(Duration.ofMinutes(5)).build();
    // end
    client.initialize();
    return client;
  }

  private static McpSchema.CallToolResult call(McpSyncClient client) {
    return client.callTool(McpSchema.CallToolRequest.builder("pour").build());
  }

  private List<SeenRequest> calls() {
    return server.requests().stream()
        .filter(seen -> seen.bodyText().contains("\"tools/call\""))
        .toList();
  }

  @Test
  void aBusyServerIsAskedAgainWithTheSameKey() {
    faults.add(Step.respond(429).header("Retry-After", "0"));
    faults.add(Step.respond(529).header("Retry-After", "0"));
    faults.add(Step.resetBeforeHeaders());
    try (McpSyncClient client = client(session)) {

      assertThat(call(client).content()).hasSize(1).first().asString().contains("tea");
    }

    assertThat(calls()).hasSize(4);
    assertThat(calls().stream()
            .map(seen -> seen.header("Idempotency-Key").orElse(""))
            .distinct())
        .hasSize(1)
        .doesNotContain("");
  }

  @Test
  void aStreamThatIsCutIsAnErrorAndNotAnAnswer() {
    String cut = String.join(
        "\r\n",
        "HTTP/1.1 200 OK",
        "Content-Type: text/event-stream",
        "Transfer-Encoding: chunked",
        "",
        "5",
        "data:",
        "");
    faults.add(Step.raw(Action.send(cut), Action.fin()));
    try (McpSyncClient client = client(session)) {

      assertThatThrownBy(() -> call(client)).hasStackTraceContaining("cut off");
    }
    assertThat(calls()).hasSize(1);
  }

  @Test
  void theDeadlineBoundsTheWholeAnswer() {
    faults.add(Step.stall());
    try (Session hasty = session.toBuilder()
            .timeouts(Timeouts.defaults().deadline(Duration.ofMillis(800)))
            .build();
        McpSyncClient client = client(hasty)) {

      assertThatThrownBy(() -> call(client)).hasStackTraceContaining("deadline");
    }
  }
}
