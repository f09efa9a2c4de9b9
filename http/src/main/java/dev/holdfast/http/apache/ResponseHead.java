/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.message.Headers;

/**
 * The head of a response, checked.
 *
 * @param minorVersion 0 or 1
 * @param status 100 to 999
 * @param reason possibly empty
 */
public record ResponseHead(int minorVersion, int status, String reason, Headers headers) {

  boolean interim() {
    return status < 200;
  }
}
