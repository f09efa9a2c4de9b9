/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** What an IDE offers in {@code application.yaml}. */
class MetadataTest {

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> properties() throws IOException {
    try (InputStream file = Objects.requireNonNull(
        MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
      Map<String, Object> metadata = JsonParserFactory.getJsonParser()
          .parseMap(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      return (List<Map<String, Object>>) Objects.requireNonNull(metadata.get("properties"));
    }
  }

  @Test
  void everyPropertyIsOfferedWithADescription() throws IOException {
    List<Map<String, Object>> ours = properties().stream()
        .filter(property -> String.valueOf(property.get("name")).startsWith("holdfast."))
        .toList();

    assertThat(ours)
        .extracting(property -> property.get("name"))
        .contains(
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
    assertThat(ours).allSatisfy(property -> assertThat(property).containsKey("description"));
  }
}
