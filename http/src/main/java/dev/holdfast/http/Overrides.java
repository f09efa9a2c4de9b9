/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.call.Attributes;
import dev.holdfast.http.listen.InterimListener;
import dev.holdfast.http.listen.ProgressListener;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.time.Deadline;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one request; null means that the setting of the session applies. Immutable:
 * setters change a copy before it is published.
 */
final class Overrides {

  static final Overrides NONE = new Overrides();

  private @Nullable Timeouts timeouts;
  private @Nullable Duration deadline;
  private @Nullable Retry retry;
  private @Nullable IdempotencyKey idempotencyKey;
  private Deadline within = Deadline.none();
  private @Nullable HttpVersion httpVersion;
  private boolean gzip;
  private @Nullable ProgressListener progress;
  private int readAhead;
  private @Nullable InterimListener interim;
  private Attributes attributes = Attributes.none();
  private boolean relative;

  private Overrides() {}

  private Overrides with(Consumer<Overrides> change) {
    Overrides copy = new Overrides();
    copy.timeouts = timeouts;
    copy.deadline = deadline;
    copy.retry = retry;
    copy.idempotencyKey = idempotencyKey;
    copy.within = within;
    copy.httpVersion = httpVersion;
    copy.gzip = gzip;
    copy.progress = progress;
    copy.readAhead = readAhead;
    copy.interim = interim;
    copy.attributes = attributes;
    copy.relative = relative;
    change.accept(copy);
    return copy;
  }

  @Nullable Timeouts timeouts() {
    return timeouts;
  }

  Overrides withTimeouts(Timeouts own) {
    return with(copy -> copy.timeouts = own);
  }

  @Nullable Duration deadline() {
    return deadline;
  }

  Overrides withDeadline(Duration own) {
    return with(copy -> copy.deadline = own);
  }

  @Nullable Retry retry() {
    return retry;
  }

  Overrides withRetry(Retry own) {
    return with(copy -> copy.retry = own);
  }

  @Nullable IdempotencyKey idempotencyKey() {
    return idempotencyKey;
  }

  Overrides withIdempotencyKey(IdempotencyKey own) {
    return with(copy -> copy.idempotencyKey = own);
  }

  /** Returns a deadline that bounds the call in addition. */
  Deadline within() {
    return within;
  }

  Overrides within(Deadline other) {
    return with(copy -> copy.within = other);
  }

  HttpVersion httpVersion() {
    return httpVersion == null ? HttpVersion.HTTP_1_1 : httpVersion;
  }

  boolean hasHttpVersion() {
    return httpVersion != null;
  }

  Overrides withHttpVersion(HttpVersion own) {
    return with(copy -> copy.httpVersion = own);
  }

  /** Whether the body is sent compressed. */
  boolean gzip() {
    return gzip;
  }

  Overrides withGzip() {
    return with(copy -> copy.gzip = true);
  }

  /** Returns the listener for the progress of the bodies. */
  @Nullable ProgressListener progress() {
    return progress;
  }

  Overrides withProgress(ProgressListener listener) {
    return with(copy -> copy.progress = listener);
  }

  /** Returns how many bytes of a streamed body are read before the call returns. */
  int readAhead() {
    return readAhead;
  }

  Overrides withReadAhead(int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 0)");
    }
    return with(copy -> copy.readAhead = bytes);
  }

  /**
   * Whether the URL is relative to the base URL of a session, so that its origin is a placeholder.
   */
  boolean relative() {
    return relative;
  }

  Overrides withRelative(boolean own) {
    return with(copy -> copy.relative = own);
  }

  /** Returns the listener for interim responses. */
  @Nullable InterimListener interim() {
    return interim;
  }

  Overrides withInterim(InterimListener listener) {
    return with(copy -> copy.interim = listener);
  }

  /** Returns the attributes for hooks and listeners. */
  Attributes attributes() {
    return attributes;
  }

  Overrides withAttributes(Attributes own) {
    return with(copy -> copy.attributes = own);
  }
}
