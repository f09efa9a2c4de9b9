/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.message.Headers;

/**
 * The head of a response, checked.
 *
 * @param minorVersion 0 or 1
 * @param status 100 to 999
 * @param reason possibly empty
 */
public record ResponseHead(int minorVersion, int status, String reason, Headers headers) {

  public boolean interim() {
    return status < 200;
  }

  /**
   * Whether the rest of the request need not be sent (RFC 9112 section 9.5). A status below 400
   * does not mean that: some servers begin their 200 before they have the whole request, and read
   * on.
   */
  public boolean refuses() {
    return status >= 400;
  }

  /** Whether the whole request has to be sent elsewhere (RFC 9110 sections 15.4.8 and 15.4.9). */
  public boolean leadsElsewhere() {
    return status == 307 || status == 308;
  }
}
