/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why one attempt failed: its category, whether the request may have reached the peer, and whether
 * the same bytes could fare better if sent again.
 */
public final class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Category category;
  private final Sent sent;
  private final boolean permanent;
  private final boolean staleConnection;

  private TransportException(
      Category category,
      Sent sent,
      String message,
      @Nullable Throwable cause,
      boolean permanent,
      boolean stale) {
    super(message, cause);
    this.category = Objects.requireNonNull(category, "category");
    this.sent = Objects.requireNonNull(sent, "sent");
    this.permanent = permanent;
    this.staleConnection = stale;
  }

  /** A failure that another attempt may not meet. */
  public static TransportException of(
      Category category, Sent sent, String message, @Nullable Throwable cause) {
    return new TransportException(category, sent, message, cause, false, false);
  }

  /** The same failure, marked as one that would come again: bad certificate, malformed message. */
  public TransportException asPermanent() {
    return new TransportException(category, sent, messageText(), getCause(), true, staleConnection);
  }

  /**
   * The same failure, marked as met on a reused connection that ended before any byte of a
   * response: almost always a keep-alive connection that the peer had closed.
   */
  public TransportException asStaleConnection() {
    return new TransportException(category, sent, messageText(), getCause(), permanent, true);
  }

  /** The kind of failure. */
  public Category category() {
    return category;
  }

  /** Whether the request may have reached the peer. {@link Sent#NO} is a fact, not a guess. */
  public Sent sent() {
    return sent;
  }

  /** Whether another attempt would meet the same failure. */
  public boolean permanent() {
    return permanent;
  }

  /** Whether a reused connection ended with no byte of a response. */
  public boolean staleConnection() {
    return staleConnection;
  }

  private String messageText() {
    return Objects.requireNonNullElse(getMessage(), category.code());
  }
}
