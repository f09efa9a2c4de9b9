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
   * Whether no more of the request need be sent after it (RFC 9112 section 9.5). One below 400 says
   * nothing of that kind: some servers begin their 200 before they have everything, and read on.
   */
  public boolean refuses() {
    return status >= 400;
  }

  /** Whether the whole request is to be made elsewhere (RFC 9110 sections 15.4.8 and 15.4.9). */
  public boolean leadsElsewhere() {
    return status == 307 || status == 308;
  }
}
