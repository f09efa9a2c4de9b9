/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerTest {

  @ParameterizedTest
  @CsvSource({
    "2.5.29.17, 0603551d11",
    // Arcs above 127 take two or three bytes.
    "1.2.840.10045.4.3.2, 06082a8648ce3d040302",
    "1.2.0, 06022a00",
    "1.2.127, 06022a7f",
    "1.2.128, 06032a8100",
  })
  void encodesObjectIdentifiers(String dotted, String hex) {
    assertThat(HexFormat.of().formatHex(Der.oid(dotted))).isEqualTo(hex);
  }

  @ParameterizedTest
  @CsvSource({"0, 0400", "127, 047f", "128, 048180", "255, 0481ff", "256, 04820100"})
  void encodesLengthsInTheFewestBytes(int length, String hex) {
    String encoded = HexFormat.of().formatHex(Der.octets(new byte[length]));

    assertThat(encoded).isEqualTo(hex + "00".repeat(length));
  }

  @Test
  void encodesTruthAsAllOnes() {
    assertThat(Der.bool(true)).containsExactly(1, 1, 0xff);
    assertThat(Der.bool(false)).containsExactly(1, 1, 0);
  }
}
