/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The metadata from which an IDE completes {@code application.yaml}. */
class MetadataTest {

  /** Parsed without a JSON library: the version of Spring Boot decides which one exists. */
  private static final Pattern PROPERTY = Pattern.compile(
      "\\{\\s*\"name\": *\"(holdfast\\.[^\"]+)\"(?:[^{}\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+}");

  /** The properties by name, each in its written form. */
  private static Map<String, String> properties() throws IOException {
    try (InputStream file = Objects.requireNonNull(
        MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      String properties = text.substring(text.indexOf("\"properties\""));
      int hints = properties.indexOf("\"hints\"");
      return PROPERTY
          .matcher(hints < 0 ? properties : properties.substring(0, hints))
          .results()
          .collect(Collectors.toMap(match -> match.group(1), MatchResult::group));
    }
  }

  @Test
  void everyPropertyIsOfferedWithADescription() throws IOException {
    Map<String, String> ours = properties();

    assertThat(ours)
        .containsKeys(
            "holdfast.enabled",
            "holdfast.deadline",
            "holdfast.timeouts.connect",
            "holdfast.timeouts.read",
            "holdfast.timeouts.write",
            "holdfast.timeouts.pool",
            "holdfast.timeouts.attempt",
            "holdfast.retry.total",
            "holdfast.retry.methods",
            "holdfast.retry.statuses",
            "holdfast.retry.backoff",
            "holdfast.retry.retry-after-max",
            "holdfast.breaker",
            "holdfast.mounts",
            "holdfast.from-resilience4j",
            "holdfast.observations");
    assertThat(ours.values())
        .allSatisfy(property -> assertThat(property).contains("\"description\""))
        .noneMatch(property -> property.contains("{@")); // an IDE shows it as it is
  }

  @Test
  void defaultsAreOffered() throws IOException {
    assertThat(properties())
        .allSatisfy((name, property) -> assertThat(property.contains("\"defaultValue\"")
                || name.equals("holdfast.timeouts.attempt") // off
                || name.equals("holdfast.mounts"))
            .as(property)
            .isTrue());
    assertThat(properties().get("holdfast.deadline")).contains("\"120s\"");
  }
}
