/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.challenge;

import dev.holdfast.http.message.HeaderRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A challenge that can be answered, and the number of uses of its nonce.
 *
 * @param algorithmName as the challenge wrote it; empty if it named none, which means MD5
 * @param qop whether the answer names a quality of protection; false for servers of RFC 2069
 */
record DigestChallenge(
    String realm,
    String nonce,
    Optional<String> opaque,
    DigestAlgorithm algorithm,
    Optional<String> algorithmName,
    boolean qop,
    boolean userHash,
    boolean stale,
    AtomicInteger used) {

  private static final int LONGEST = 4_096;

  /** Returns that challenge, if it can be answered. */
  static Optional<DigestChallenge> of(Challenge challenge) {
    Optional<String> realm = challenge.parameter("realm");
    Optional<String> nonce = challenge.parameter("nonce");
    Optional<String> name = challenge.parameter("algorithm");
    Optional<DigestAlgorithm> algorithm = DigestAlgorithm.named(name.orElse("MD5"));
    boolean bounded = challenge.parameters().values().stream().allMatch(DigestChallenge::fits);
    if (realm.isEmpty() || nonce.isEmpty() || algorithm.isEmpty() || !bounded) {
      return Optional.empty();
    }
    Optional<String> qop = challenge.parameter("qop");
    if (qop.isPresent() && !offersAuth(qop.get())) {
      return Optional.empty();
    }
    return Optional.of(new DigestChallenge(
        realm.get(),
        nonce.get(),
        challenge.parameter("opaque"),
        algorithm.get(),
        name,
        qop.isPresent(),
        isTrue(challenge.parameter("userhash")),
        isTrue(challenge.parameter("stale")),
        new AtomicInteger()));
  }

  /**
   * Whether a value that a server chose may be sent back: it must not be long or contain a control
   * character.
   */
  static boolean fits(String value) {
    return value.length() <= LONGEST
        && value.chars().allMatch(c -> c >= ' ' && c != 0x7f && c <= 0xff);
  }

  /** Whether the challenge demands the protection of bodies. */
  static boolean insistsOnAuthInt(Challenge challenge) {
    return challenge.parameter("qop").filter(qop -> !offersAuth(qop)).isPresent();
  }

  private static boolean offersAuth(String qop) {
    return Stream.of(qop.split(",", -1))
        .map(HeaderRules::withoutBlanks)
        .anyMatch("auth"::equalsIgnoreCase);
  }

  private static boolean isTrue(Optional<String> value) {
    return value.filter("true"::equalsIgnoreCase).isPresent();
  }

  /** Returns the challenge with the strongest algorithm. */
  static Optional<DigestChallenge> strongest(List<DigestChallenge> challenges) {
    return challenges.stream().min((one, other) -> one.algorithm.compareTo(other.algorithm));
  }

  boolean session() {
    return algorithmName
        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith("-sess"))
        .isPresent();
  }

  /** Returns the same challenge with another nonce, which was not used yet. */
  DigestChallenge with(String nextNonce) {
    return new DigestChallenge(
        realm,
        nextNonce,
        opaque,
        algorithm,
        algorithmName,
        qop,
        userHash,
        false,
        new AtomicInteger());
  }
}
