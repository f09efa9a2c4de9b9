/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.http.message.Headers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 7616 and RFC 2617, and what servers of today ask for. */
class DigestTest {

  private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  private static final String REALM =
      "Digest realm=\"http-auth@example.org\", nonce=\"" + NONCE + "\"";

  private final Digest digest = new Digest("Mufasa", "Circle of Life", () -> CNONCE);

  private static List<Challenge> challenges(String... values) {
    Headers headers = Headers.empty();
    for (String value : values) {
      headers = headers.plus("WWW-Authenticate", value);
    }
    return Challenge.in(headers, "WWW-Authenticate");
  }

  private Optional<String> challenged(String... values) {
    return digest.challenged(challenges(values), Optional.empty());
  }

  private String answer() {
    return digest.authorization("GET", "/dir/index.html").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      , qop="auth, auth-int", algorithm=MD5   | 8ca523f5e9506fed4657c9700eebdbec
      , qop=auth                              | 8ca523f5e9506fed4657c9700eebdbec
      , qop="auth", algorithm=SHA-256         | 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1
      , qop="auth", algorithm="md5-sess"      | e783283f46242139c486a698fec7211d
      , qop="auth", algorithm=SHA-256-sess    | 2fd51b3a77ad75bad6afad6003e818d767133c46d9e2749e7f5232ae1ea3efd7
      , algorithm=MD5                         | 7b2cc3b30e75b4777ea31027084363fd
      """)
  void givesTheAnswersOfTheStandard(String parameters, String response) {
    assertThat(challenged(REALM + parameters)).isEmpty();

    assertThat(answer()).contains("response=\"" + response + "\"");
  }

  @Test
  void writesTheWholeHeader() {
    challenged(REALM + ", qop=\"auth\", algorithm=MD5, opaque=\"a\\\"b\"");

    assertThat(answer())
        .isEqualTo("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", nonce=\"" + NONCE
            + "\", uri=\"/dir/index.html\", response=\"8ca523f5e9506fed4657c9700eebdbec\","
            + " algorithm=MD5, opaque=\"a\\\"b\", qop=auth, nc=00000001, cnonce=\"" + CNONCE
            + "\"");
  }

  @Test
  void hashesTheUserIfAskedTo() {
    Digest jason = new Digest(
        "J\u00e4s\u00f8n Doe",
        "Secret, or not?",
        () -> "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v");
    jason.challenged(
        challenges(
            "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", charset=UTF-8, userhash=true"),
        Optional.empty());

    // With the corrections of erratum 4897.
    assertThat(jason.authorization("GET", "/doe.json").orElseThrow())
        .contains(
            "username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"",
            "response=\"3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5\"",
            "userhash=true");
  }

  @Test
  void encodesAUserOfOtherLetters() {
    Digest jason = new Digest("J\u00e4s\u00f8n Doe", "x");
    jason.challenged(challenges(REALM), Optional.empty());

    assertThat(jason.authorization("GET", "/").orElseThrow())
        .contains("username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, ");
  }

  @Test
  void answersTheStrongestChallenge() {
    assertThat(challenged(
            REALM + ", qop=auth, algorithm=MD5",
            "Basic realm=\"x\"",
            REALM + ", qop=auth, algorithm=SHA-256",
            REALM + ", qop=auth, algorithm=SHA3-512"))
        .isEmpty();

    assertThat(answer()).contains("algorithm=SHA-256,");
  }

  @Test
  void countsHowOftenANonceWasUsed() {
    challenged(REALM + ", qop=auth");

    assertThat(IntStream.range(0, 3).mapToObj(i -> answer()))
        .extracting(header -> header.replaceAll(".* nc=([0-9a-f]+),.*", "$1"))
        .containsExactly("00000001", "00000002", "00000003");
  }

  @Test
  void takesTheNextNonce() {
    digest.info("nextnonce=\"too early\"");
    challenged(REALM + ", qop=auth");
    answer();

    digest.info("rspauth=\"x\", nextnonce=\"next\", qop=auth");

    assertThat(answer()).contains("nonce=\"next\"", "nc=00000001");
  }

  @Test
  void gettingTheSameChallengeAgainMeansThatThePasswordIsWrong() {
    challenged(REALM + ", qop=auth");

    Optional<String> refused =
        digest.challenged(challenges(REALM + "x, qop=auth"), Optional.of(answer()));

    assertThat(refused).contains("user or password is wrong for Digest");
  }

  @Test
  void aStaleNonceIsReplaced() {
    challenged(REALM + ", qop=auth");

    assertThat(digest.challenged(
            challenges("Digest realm=\"http-auth@example.org\", nonce=\"new\", stale=TRUE"),
            Optional.of(answer())))
        .isEmpty();

    assertThat(answer()).contains("nonce=\"new\"");
  }

  @Test
  void anotherRealmIsAnswered() {
    challenged(REALM + ", qop=auth");

    assertThat(digest.challenged(
            challenges("Digest realm=\"other\", nonce=\"new\""), Optional.of(answer())))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      Basic realm="a"                                   | no Digest challenge came
      Digest realm="a", nonce="b", qop="auth-int"       | Digest with qop=auth-int is not supported (expected: auth)
      Digest realm="a", nonce="b", algorithm=SHA3-256   | no Digest challenge can be answered
      Digest realm="a"                                  | no Digest challenge can be answered
      Digest nonce="b"                                  | no Digest challenge can be answered
      """)
  void saysWhatItCannotAnswer(String challenge, String reason) {
    assertThat(challenged(challenge).orElseThrow()).startsWith(reason);
    assertThat(digest.authorization("GET", "/")).isEmpty();
  }

  @Test
  void answersNoChallengeThatWouldFillAHeader() {
    assertThat(challenged("Digest realm=\"a\", nonce=\"" + "x".repeat(5_000) + "\""))
        .isPresent();
  }

  @Test
  void answersNoChallengeWhoseAnswerCouldNotBeSent() {
    Challenge bad = new Challenge("digest", Map.of("realm", "a\r\nX: y", "nonce", "n"));

    assertThat(digest.challenged(List.of(bad), Optional.empty())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\u0085b"})
  void refusesControlCharacters(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Digest(text, "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Digest("x", text));
    assertThatIllegalArgumentException().isThrownBy(() -> Basic.authorization(text, "x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Basic.authorization("x", text))
        .withMessage("password: a control character (expected: none, as CR, LF or NUL)");
  }

  @Test
  void basicIsInUtf8() {
    // RFC 7617 section 2.1
    assertThat(Basic.authorization("test", "123\u00a3")).isEqualTo("Basic dGVzdDoxMjPCow==");
    assertThatIllegalArgumentException().isThrownBy(() -> Basic.authorization("a:b", "x"));
  }
}
