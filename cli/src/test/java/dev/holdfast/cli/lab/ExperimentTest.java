/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The claims of the chapter on outages, on a slice of its experiments: 100 clients. */
class ExperimentTest {

  private static final String REQUESTS = "5 retries, factor 0.5 (requests)";
  private static final String FULL_JITTER = "5 retries, full jitter (AWS)";
  private static final int CLIENTS = 100;

  private static Function<String, Result> run(Scenario.Trouble trouble) {
    Scenario scenario = new Scenario(trouble, CLIENTS, 5);
    Map<String, Result> results = Strategy.all().stream()
        .map(strategy -> Experiment.run(scenario, strategy))
        .collect(Collectors.toMap(result -> result.strategy().name(), Function.identity()));
    return name -> Objects.requireNonNull(results.get(name), name);
  }

  @Tag("I7")
  @Test
  void anOutageSeesATenthMoreLoadAtMostAndItsEndNoStorm() {
    Function<String, Result> results = run(Scenario.Trouble.OUTAGE);

    Result holdfast = results.apply("Holdfast");
    assertThat(holdfast.extraLoad()).isLessThanOrEqualTo(1.1);
    assertThat(holdfast.peak()).isLessThanOrEqualTo(1.2);
    assertThat(holdfast.secondsToHealth()).isBetween(0, 3);
    assertThat(holdfast.successesAfter()).isGreaterThan(0.999);
    assertThat(results.apply("Holdfast with breaker").extraLoad()).isLessThan(0.5);
    assertThat(results.apply(REQUESTS).extraLoad()).isGreaterThan(5);
    assertThat(results.apply(REQUESTS).peak()).isGreaterThan(5);
    assertThat(results.apply(FULL_JITTER).secondsToHealth()).isNegative();
  }

  @Test
  void plainRetriesKeepAnOverloadedServerDownAndHoldfastLetsItRecover() {
    Function<String, Result> results = run(Scenario.Trouble.OVERLOAD);

    assertThat(results.apply(REQUESTS).secondsToHealth()).isNegative();
    assertThat(results.apply(FULL_JITTER).secondsToHealth()).isNegative();
    assertThat(results.apply(REQUESTS).successesAfter()).isLessThan(0.1);
    assertThat(results.apply("Holdfast").secondsToHealth()).isBetween(0, 60);
    assertThat(results.apply("Holdfast with breaker").secondsToHealth()).isBetween(0, 30);
  }

  @Tag("I17")
  @Test
  void theSameExperimentGivesTheSameTableAndThatIsTheOneInTheDocs() throws Exception {
    String committed =
        Files.readString(Path.of("../docs/outages/small.md"), StandardCharsets.UTF_8);
    Scenario scenario = new Scenario(Scenario.Trouble.OUTAGE, 50, 5);
    List<Result> results = Strategy.all().stream()
        .map(strategy -> Experiment.run(scenario, strategy))
        .toList();

    assertThat(scenario.title() + "\n\n" + Report.of(results)).isEqualTo(committed);
    assertThat(Chart.of(results)).startsWith("<svg ").endsWith("</svg>\n");
  }
}
