/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.testkit.VirtualTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/differences.md lists what Holdfast decides otherwise: all of it, and nothing else. */
class DifferencesTest {

  @Test
  void listsEveryScenarioThatIsNotConformance() throws IOException {
    List<String> decidedOtherwise = rows("scenarios.json", "scenarios").stream()
        .filter(scenario -> !scenario.get("core").asBoolean())
        .map(scenario -> scenario.get("id").asString())
        .toList();

    assertThat(inThePage("(?m)^\\| `([a-z-]+/[a-z0-9-]+)` \\|"))
        .containsExactlyInAnyOrderElementsOf(decidedOtherwise);
  }

  @Test
  void listsEveryDateThatUrllib3TakesAndHoldfastIgnores() throws IOException {
    List<String> ignored = rows("retry_after.json", "cases").stream()
        .filter(row -> !row.has("error"))
        .map(row -> row.get("header").asString())
        .filter(DifferencesTest::ignores)
        .toList();

    assertThat(inThePage("(?m)^- `([^`]+ [^`]+)`$")).containsExactlyInAnyOrderElementsOf(ignored);
  }

  private static boolean ignores(String retryAfter) {
    Headers headers = Headers.ofReceived(List.of(new Headers.Field("Retry-After", retryAfter)));
    try (Session session = Session.builder()
        .transport(MockTransport.create().respond(503, headers, "").respond(200))
        .time(VirtualTime.create())
        .retry(Retry.builder().unsafeClampRetryAfter(Duration.ofSeconds(1)).build())
        .build()) {
      return !session.get("http://api.example.com/").attempts().get(0).notes().isEmpty();
    }
  }

  private static List<String> inThePage(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(Path.of("../docs/differences.md")))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static List<JsonNode> rows(String file, String name) throws IOException {
    try (InputStream in = DifferencesTest.class.getResourceAsStream("/vectors/" + file)) {
      JsonNode rows =
          JsonMapper.builder().build().readTree(Objects.requireNonNull(in)).get(name);
      return StreamSupport.stream(rows.spliterator(), false).toList();
    }
  }
}
