/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.holdfast.http.MockedSession.exact;
import static dev.holdfast.http.MockedSession.millis;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is for dates alone. */
class WallClockTest {

  private static final String URL = "http://api.example.com/orders";

  private final MockedSession mocked = new MockedSession();

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "P1D", "P-1D"})
  @Tag("E04")
  void aJumpOfTheWallClockMovesNoWaitAndNoDeadline(Duration jump) {
    mocked.transport.respond(503).respond(503).respond(503).respond(200);
    Session session = mocked
        .builder()
        .timeouts(Timeouts.defaults().deadline(Duration.ofSeconds(5)))
        .retry(exact()
            .backoff(Backoff.exponential(Duration.ofMillis(500)).jitter(Jitter.none()))
            .build())
        .observer(attempt -> mocked.time.jumpTo(mocked.time.now().plus(jump)))
        .build();

    assertThat(session.get(URL).status()).isEqualTo(200);
    assertThat(mocked.time.sleeps()).containsExactly(millis(500, 1_000));
  }

  @Test
  @Tag("E04")
  void onlyTheTimeSourceReadsTheWallClock() {
    JavaClasses classes = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.holdfast.http", "dev.holdfast.retry", "dev.holdfast.time");
    assertThat(classes.size()).isGreaterThan(150);

    noClasses()
        .that()
        .doNotHaveSimpleName("SystemTime")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callConstructor(Date.class)
        .check(classes);
  }
}
