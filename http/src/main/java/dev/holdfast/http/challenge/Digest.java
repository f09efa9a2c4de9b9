/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.challenge;

import dev.holdfast.http.message.Headers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers challenges of the Digest scheme (RFC 7616) for one origin or one proxy: with qop
 * {@code auth}, or none as RFC 2069 has it, never {@code auth-int}. Keeps the last challenge, so
 * that later requests need none. Thread-safe.
 */
public final class Digest {

  private static final int CNONCE_BYTES = 16;

  private static final class Random {
    static final SecureRandom SOURCE = new SecureRandom();
  }

  private final String user;
  private final String password;
  private final Supplier<String> cnonces;
  private volatile @Nullable DigestChallenge known;

  /**
   * Creates the answers for that user.
   *
   * @throws IllegalArgumentException if user or password contain a control character
   */
  public Digest(String user, String password) {
    this(user, password, Digest::randomCnonce);
  }

  Digest(String user, String password, Supplier<String> cnonces) {
    Basic.requireClean("user", user);
    Basic.requireClean("password", password);
    this.user = user;
    this.password = password;
    this.cnonces = cnonces;
  }

  private static String randomCnonce() {
    byte[] bytes = new byte[CNONCE_BYTES];
    Random.SOURCE.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Stores the challenges of a response.
   *
   * @param sent the header value that the request was sent with, if it had one
   * @return why another request would be refused too; empty if a request with
   *     {@link #authorization} may succeed
   */
  public Optional<String> challenged(List<Challenge> challenges, Optional<String> sent) {
    List<Challenge> digests = digests(challenges);
    DigestChallenge next = strongest(digests).orElse(null);
    if (next == null) {
      return Optional.of(notAnswered(digests));
    }
    if (!next.stale() && answered(next.realm(), sent)) {
      return Optional.of("user or password is wrong for Digest");
    }
    known = next;
    return Optional.empty();
  }

  private static List<Challenge> digests(List<Challenge> challenges) {
    return challenges.stream()
        .filter(challenge -> challenge.scheme().equals("digest"))
        .toList();
  }

  private static Optional<DigestChallenge> strongest(List<Challenge> digests) {
    return DigestChallenge.strongest(
        digests.stream().map(DigestChallenge::of).flatMap(Optional::stream).toList());
  }

  /** Returns why none of these can be answered; empty if one can, or if none is of Digest. */
  public static Optional<String> unanswerable(List<Challenge> challenges) {
    List<Challenge> digests = digests(challenges);
    return digests.isEmpty() || strongest(digests).isPresent()
        ? Optional.empty()
        : Optional.of(notAnswered(digests));
  }

  private static String notAnswered(List<Challenge> digests) {
    if (digests.isEmpty()) {
      return "no Digest challenge came";
    }
    return digests.stream().allMatch(DigestChallenge::insistsOnAuthInt)
        ? "Digest with qop=auth-int is not supported (expected: auth)"
        : "no Digest challenge can be answered (expected: realm, nonce and the algorithm MD5,"
            + " SHA-256 or SHA-512-256)";
  }

  /**
   * Whether the header was an answer for this realm, so that the same answer would be refused
   * again.
   */
  private static boolean answered(String realm, Optional<String> sent) {
    return sent.map(value -> Challenge.in(Headers.empty().plus("Sent", value), "Sent"))
        .filter(all -> !all.isEmpty() && all.get(0).scheme().equals("digest"))
        .flatMap(all -> all.get(0).parameter("realm"))
        .filter(realm::equals)
        .isPresent();
  }

  /**
   * Returns the header value for a request.
   *
   * @param uri the target of the request line: path and query, or host and port of CONNECT
   * @return empty if no challenge was received yet
   */
  public Optional<String> authorization(String method, String uri) {
    DigestChallenge challenge = known;
    return challenge == null ? Optional.empty() : Optional.of(answer(challenge, method, uri));
  }

  private String answer(DigestChallenge challenge, String method, String uri) {
    DigestAlgorithm hash = challenge.algorithm();
    String nonce = challenge.nonce();
    String count = String.format(Locale.ROOT, "%08x", challenge.used().incrementAndGet());
    String cnonce = cnonces.get();
    String secret = hash.of(user, challenge.realm(), password);
    if (challenge.session()) {
      secret = hash.of(secret, nonce, cnonce);
    }
    String request = hash.of(method, uri);
    String response = challenge.qop()
        ? hash.of(secret, nonce, count, cnonce, "auth", request)
        : hash.of(secret, nonce, request);
    StringBuilder header = new StringBuilder("Digest ");
    header.append(userField(challenge));
    quoted(header, "realm", challenge.realm());
    quoted(header, "nonce", nonce);
    quoted(header, "uri", uri);
    quoted(header, "response", response);
    challenge.algorithmName().ifPresent(name -> header.append(", algorithm=").append(name));
    challenge.opaque().ifPresent(opaque -> quoted(header, "opaque", opaque));
    if (challenge.qop()) {
      header.append(", qop=auth, nc=").append(count);
    }
    if (challenge.qop() || challenge.session()) {
      quoted(header, "cnonce", cnonce);
    }
    return header.append(challenge.userHash() ? ", userhash=true" : "").toString();
  }

  /**
   * Returns the user field: plain, hashed, or encoded if it has letters beyond ASCII (section 3.4).
   */
  private String userField(DigestChallenge challenge) {
    if (challenge.userHash()) {
      return "username=\"" + challenge.algorithm().of(user, challenge.realm()) + "\"";
    }
    return user.chars().allMatch(c -> c < 0x80)
        ? "username=\"" + escaped(user) + "\""
        : "username*=UTF-8''" + encoded(user);
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return encoded.toString();
  }

  private static void quoted(StringBuilder header, String name, String value) {
    header.append(", ").append(name).append("=\"").append(escaped(value)).append('"');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /**
   * Takes the next nonce from {@code Authentication-Info} or {@code Proxy-Authentication-Info} of a
   * response. Later requests use it.
   */
  public void info(String value) {
    DigestChallenge challenge = known;
    if (challenge == null) {
      return;
    }
    List<Challenge> read = Challenge.in(
        Headers.ofReceived(List.of(new Headers.Field("Info", "Digest " + value))), "Info");
    read.stream()
        .findFirst()
        .flatMap(info -> info.parameter("nextnonce"))
        .filter(DigestChallenge::fits)
        .ifPresent(next -> known = challenge.with(next));
  }

  /** Returns the type only: the contents are secret. */
  @Override
  public String toString() {
    return "Digest[***]";
  }
}
