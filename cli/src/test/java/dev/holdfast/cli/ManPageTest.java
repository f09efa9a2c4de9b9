/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ManPageTest {

  private final Ran ran = Ran.run("generate-man");

  @Test
  void namesItself() {
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith(".TH HOLDFAST 1 ")
        .contains(".SH NAME\nholdfast \\- Calls a URL")
        .contains("\n.SH HOLDFAST GET\n", "\n.SH HOLDFAST REQUEST\n", "\n.SH EXIT STATUS\n")
        .doesNotContain("warm");
  }

  @Test
  void describesEveryOptionOfTheHelp() {
    String help = Ran.run("request", "--help").out();

    assertThat(Pattern.compile("(?m)^ +(?:-., )?(--[a-z0-9.-]+)").matcher(help).results())
        .extracting(result -> result.group(1))
        .hasSizeGreaterThan(40)
        .allSatisfy(option -> assertThat(ran.out()).contains(option.replace("-", "\\-")));
  }

  @Test
  void hasNoLineThatIsACommandByMistake() {
    assertThat(Pattern.compile("(?m)^\\.(\\S*)").matcher(ran.out()).results())
        .extracting(MatchResult::group)
        .isSubsetOf(".TH", ".SH", ".SS", ".TP", ".B", ".br", ".nf", ".fi");
  }
}
