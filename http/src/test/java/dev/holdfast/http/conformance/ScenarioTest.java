/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Replays what was observed on requests and urllib3: shared/vectors of the project's design. */
@Execution(ExecutionMode.CONCURRENT)
class ScenarioTest {

  /** Every scenario, each way of making a call. */
  static List<Arguments> scenarios() throws IOException {
    return Scenario.all().stream()
        .flatMap(scenario -> Stream.of(Mode.values()).map(mode -> Arguments.of(scenario, mode)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void doesWhatRequestsAndUrllib3DoOrItsOwnDocumentedRule(Scenario scenario, Mode mode)
      throws Exception {
    Expected expected =
        scenario.core() ? scenario.observed() : HoldfastRules.all().get(scenario.id());
    assertThat(expected).as("rule for %s", scenario.id()).isNotNull();

    Expected actual = replay(scenario, mode);

    assertThat(actual.outcomes()).isEqualTo(expected.outcomes());
    assertThat(actual.requests()).isEqualTo(expected.requests());
    assertThat(actual.waits()).hasSameSizeAs(expected.waits());
    for (int i = 0; i < actual.waits().size(); i++) {
      assertThat(actual.waits().get(i)).isCloseTo(expected.waits().get(i), within(1e-6));
    }
  }

  @Test
  void leavesOutNoScenario() throws IOException {
    List<Scenario> all = Scenario.all();

    assertThat(all).hasSize(91);
    assertThat(HoldfastRules.all().keySet())
        .isEqualTo(all.stream()
            .filter(scenario -> !scenario.core())
            .map(Scenario::id)
            .collect(Collectors.toSet()));
  }

  private static Expected replay(Scenario scenario, Mode mode) throws Exception {
    VirtualTime time = VirtualTime.flowing().freezeWallClock();
    time.jumpTo(VirtualTime.EPOCH);
    RandomGenerator pinned = () -> 1L << 63;
    List<String> outcomes = new ArrayList<>();
    ScriptedConnects connects = new ScriptedConnects(scenario.steps());
    try (FaultServer server = FaultServer.start(ScenarioScript.serverSteps(scenario.steps()));
        Session session = Session.builder()
            .time(time)
            .random(pinned)
            .retry(ScenarioPolicy.retry(scenario))
            .timeouts(ScenarioPolicy.timeouts(scenario))
            .transport(connects.before(DefaultTransport.builder().build()))
            .asyncTransport(connects.before(DefaultTransport.builder().build().asynchronous()))
            .build()) {
      for (int call = 0; call < scenario.calls(); call++) {
        outcomes.add(outcome(mode, session, request(scenario, server)));
        if (scenario.calls() > 1) {
          server.awaitNoConnection(Duration.ofSeconds(30));
        }
      }
      List<String> requests = server.requests().stream()
          .map(seen -> seen.method() + " " + seen.target() + " " + seen.bodyText())
          .toList();
      return new Expected(outcomes, requests, waits(time));
    }
  }

  private static String outcome(Mode mode, Session session, Request request) {
    try {
      Response response = mode.request(session, request);
      return response.status() + " " + response.text();
    } catch (RequestException e) {
      return e.category().code();
    }
  }

  private static List<Double> waits(VirtualTime time) {
    return time.sleeps().stream()
        .filter(wait -> !wait.isZero())
        .map(wait -> wait.toNanos() / 1e9)
        .toList();
  }

  private static Request request(Scenario scenario, FaultServer server) {
    JsonNode node = scenario.request();
    String scheme = node.path("scheme").asString("http");
    String url = scheme + "://127.0.0.1:" + server.port() + node.path("path").asString("/");
    Request request = Request.of(node.get("method").asString(), url);
    for (var header : node.path("headers").properties()) {
      request = request.header(header.getKey(), header.getValue().asString());
    }
    return node.has("body") ? request.body(body(node.get("body"))) : request;
  }

  private static Body body(JsonNode node) {
    byte[] data = node.get("data").asString().getBytes(StandardCharsets.UTF_8);
    return switch (node.get("kind").asString()) {
      case "generator", "unseekable_file" -> Body.once(new ByteArrayInputStream(data), -1);
      default -> Body.of(data);
    };
  }
}
