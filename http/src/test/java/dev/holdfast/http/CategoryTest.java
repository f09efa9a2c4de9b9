/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.FailureKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CategoryTest {

  @ParameterizedTest
  @EnumSource
  void hasTheNameOfEachKindThatATransportReports(FailureKind kind) {
    assertThat(Category.of(kind).name()).isEqualTo(kind.name());
    assertThat(Category.of(kind).code()).isEqualTo(kind.code());
  }

  @Test
  void leavesToTheSessionWhatNoTransportCanKnow() {
    List<String> kinds = Arrays.stream(FailureKind.values()).map(Enum::name).toList();

    assertThat(Category.values())
        .filteredOn(category -> !kinds.contains(category.name()))
        .containsExactly(
            Category.TOO_MANY_REDIRECTS,
            Category.TOO_MANY_ERROR_RESPONSES,
            Category.UNREWINDABLE_BODY,
            Category.RETRY_AFTER_EXCEEDED,
            Category.BREAKER_OPEN,
            Category.RATE_LIMITED,
            Category.OVERLOADED,
            Category.STATUS_ERROR);
  }
}
