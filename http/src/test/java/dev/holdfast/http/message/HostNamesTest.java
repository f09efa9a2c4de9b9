/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of other letters than ASCII lead where browsers and curl go, or nowhere. */
@Tag("U27")
class HostNamesTest {

  private static final HostNames.Conversion JDK = new Idna2003();
  private static final HostNames.Conversion ICU = IcuNames.orElse(JDK);

  @ParameterizedTest
  @CsvSource({
    "fa\u00df.de, xn--fa-hia.de",
    "\u03b2\u03cc\u03bb\u03bf\u03c2.com, xn--nxasmm1c.com",
    "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.com, xn--mgba3gch31f060k.com",
    "\u0dc1\u0dca\u200d\u0dbb\u0dd3.com, xn--10cl1a0b660p.com",
    "\ud83d\udca9.la, xn--ls8h.la",
    "\u04cf.com, xn--s5a.com",
    "\u04c0.com, xn--s5a.com",
    "B\u00dcCHER.Example, xn--bcher-kva.example",
    "www.\u30c6\u30b9\u30c8\u3002jp, www.xn--zckzah.jp"
  })
  void withIcuANameLeadsWhereBrowsersGo(String host, String ascii) throws Exception {
    assertThat(HostNames.toAscii(host, ICU)).isEqualTo(ascii);
    assertThat(Url.parse("http://" + host + "/").host()).isEqualTo(ascii);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"b\u00fccher.example", "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444"})
  void withoutIcuTheNamesThatAreTheSameInBothAreTaken(String host) throws Exception {
    assertThat(HostNames.toAscii(host, JDK)).isEqualTo(HostNames.toAscii(host, ICU));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "a#b", "\u00f6#"})
  void withoutIcuNoLetterOfUnicodeLeadsToAnotherHost(String pattern) {
    List<String> elsewhere = IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
        .filter(HostNamesTest::isTried)
        .filter(c -> leadsElsewhere(pattern.replace("#", Character.toString(c))))
        .mapToObj(Integer::toHexString)
        .toList();

    assertThat(elsewhere).isEmpty();
  }

  /** All that is defined, but few of the tens of thousands that are alike. */
  private static boolean isTried(int c) {
    boolean alike =
        Character.isIdeographic(c) && !Character.UnicodeBlock.of(c).toString().contains("COMPAT")
            || Character.UnicodeBlock.HANGUL_SYLLABLES.equals(Character.UnicodeBlock.of(c))
            || Character.getType(c) == Character.PRIVATE_USE
            || Character.getType(c) == Character.SURROGATE;
    return Character.isDefined(c) && (!alike || c % 64 == 0);
  }

  private static boolean leadsElsewhere(String host) {
    Optional<String> taken = ascii(host, JDK);
    return taken.isPresent()
        && ascii(host, ICU).filter(right -> !right.equals(taken.get())).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "fa\u00df.de, U+00DF",
    "\u03c2.com, U+03C2",
    "a\u200cb.com, U+200C",
    "a\u200db.com, U+200D",
    "\u0989\u09ce\u09b8.com, Unicode 3.2",
    "\ud83d\udca9.la, Unicode 3.2"
  })
  void withoutIcuWhatDiffersIsRefusedWithTheReason(String host, String reason) {
    UnfitHostException refused = refused(host, JDK);

    assertThat(refused.problem()).contains("IDNA 2003", reason);
    assertThat(refused.expected()).contains("xn--", "icu4j");
  }

  @Test
  void whatUts46ForbidsIsRefusedWithItsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Url.parse("http://a\u200db.example/"))
        .withMessageStartingWith("url: a host that UTS 46 does not allow [CONTEXTJ] at position 7")
        .withMessageContaining("xn--");
  }

  @ParameterizedTest
  @CsvSource({"a_b.example", "-a.example", "a-.example", "ab--c.example", "a_\u00fc-.example"})
  void hyphensAndUnderscoresMayStandAnywhere(String host) throws Exception {
    assertThat(HostNames.toAscii(host)).endsWith(".example");
    assertThat(HostNames.toAscii(host, JDK)).endsWith(".example");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "a..b", ".a", "\u00fc..b", "\u3002", "\u00ad"})
  void emptyLabelsAreRefused(String host) {
    assertThat(refused(host, JDK).problem()).isNotEmpty();
    assertThat(refused(host, ICU).problem()).isNotEmpty();
  }

  @Test
  void labelsHaveAtMost63Characters() throws Exception {
    String longest = "a".repeat(63) + ".example.";

    assertThat(HostNames.toAscii(longest)).isEqualTo(longest);
    assertThat(refused("a" + longest, JDK).expected()).isEqualTo("labels of 1 to 63 characters");
    assertThat(refused("\u00fc" + longest, ICU).expected())
        .isEqualTo("labels of 1 to 63 characters");
    assertThat(refused("a.".repeat(128), JDK).problem()).contains("too long");
  }

  private static Optional<String> ascii(String host, HostNames.Conversion conversion) {
    try {
      return Optional.of(HostNames.toAscii(host, conversion));
    } catch (UnfitHostException e) {
      return Optional.empty();
    }
  }

  private static UnfitHostException refused(String host, HostNames.Conversion conversion) {
    try {
      throw new AssertionError(HostNames.toAscii(host, conversion));
    } catch (UnfitHostException e) {
      return e;
    }
  }
}
