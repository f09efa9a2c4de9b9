/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import dev.holdfast.http.message.Url;
import java.time.Duration;
import java.util.Objects;

/**
 * An attempt that begins. One that a policy refuses begins and ends at the same moment.
 *
 * @param number from 1; redirects count, so from 2 on the request is sent again
 * @param method of the request, after redirects
 * @param url of the request, after redirects; its text holds the secrets, its {@code toString} does
 *     not
 * @param start since the start of the call
 */
public record AttemptStart(int number, String method, Url url, Duration start) {

  /** Checks that nothing is missing. */
  public AttemptStart {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(start, "start");
  }
}
