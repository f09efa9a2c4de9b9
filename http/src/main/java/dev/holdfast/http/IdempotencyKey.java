/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.field.UuidV7;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code Idempotency-Key} of a request: tells the server that requests with the same key are
 * the same request, which makes a POST or PATCH safe to retry. A key of the caller's own must not
 * be used for another request: only the server can detect that, and it answers with the first
 * result or with 422. Immutable.
 *
 * <p>A server that follows the IETF draft answers
 *
 * <ul>
 *   <li><b>400</b> if it wants a key and there is none: not retried, nothing was done;
 *   <li><b>409</b> while the first request with that key is still processed: retried if the answer
 *       has a {@code Retry-After}, or if an earlier attempt of the same call may have reached the
 *       server, since that is the first request then; otherwise the 409 is returned, as any
 *       conflict;
 *   <li><b>422</b> if the key was used with another payload: never retried, the key is spent.
 * </ul>
 *
 * <p>To retry 409 in every case, add it to {@link RetryBuilder#statuses}. For services with another
 * name of the header, see {@link SessionBuilder#idempotencyHeader}.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">the
 *     IETF draft</a>
 */
public final class IdempotencyKey {

  /** The default name of the header. */
  public static final String HEADER = "Idempotency-Key";

  private static final int MAX_LENGTH = 255;
  private static final IdempotencyKey AUTO = new IdempotencyKey(Optional.empty());

  private final Optional<String> value;

  private IdempotencyKey(Optional<String> value) {
    this.value = value;
  }

  /** Returns a new key for each call, a version 7 UUID that all its attempts share. */
  public static IdempotencyKey auto() {
    return AUTO;
  }

  /**
   * Returns the caller's own key, for calls that must be the same across restarts.
   *
   * @throws IllegalArgumentException if empty, longer than 255 characters, or not visible ASCII
   */
  public static IdempotencyKey of(String key) {
    Objects.requireNonNull(key, "idempotency key");
    if (key.isEmpty() || key.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "idempotency key: " + key.length() + " characters (expected: 1 to " + MAX_LENGTH + ")");
    }
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "idempotency key: a character that is not visible ASCII (expected: letters, digits, punctuation)");
    }
    return new IdempotencyKey(Optional.of(key));
  }

  /** Returns the key for one call. */
  String forCall(long epochMillis) {
    return value.orElseGet(() -> UuidV7.create(epochMillis).toString());
  }

  @Override
  public String toString() {
    return value.isPresent() ? "IdempotencyKey[***]" : "IdempotencyKey[auto]";
  }
}
