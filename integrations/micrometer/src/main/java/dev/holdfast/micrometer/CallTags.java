/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.call.CallInfo;
import java.util.OptionalInt;

/** The values of tags that meters and observations share. Thread-safe. */
final class CallTags {

  /** Micrometer's word for a tag without a value. */
  static final String NONE = "none";

  private final TagValues clients = new TagValues();
  private final TagValues methods = new TagValues();
  private final TagValues templates = new TagValues();

  /** The name of the client. */
  String client(CallInfo call) {
    return clients.bounded(call.attributes().get(AttributeKey.CLIENT_NAME).orElse(NONE));
  }

  /** The method of the request. */
  String method(CallInfo call) {
    return methods.bounded(call.method());
  }

  /** The template of the URL, never its path. */
  String uri(CallInfo call) {
    return templates.bounded(call.urlTemplate().orElse(NONE));
  }

  static String status(OptionalInt status) {
    return status.isPresent() ? String.valueOf(status.getAsInt()) : NONE;
  }

  /** Micrometer's names of the classes of statuses. */
  static String outcome(OptionalInt status, boolean failed) {
    if (failed || status.isEmpty()) {
      return "UNKNOWN";
    }
    return switch (status.getAsInt() / 100) {
      case 2 -> "SUCCESS";
      case 3 -> "REDIRECTION";
      case 4 -> "CLIENT_ERROR";
      case 5 -> "SERVER_ERROR";
      default -> "UNKNOWN";
    };
  }

  /** The number of attempts as one of few values: 1, 2, 3, 4+. */
  static String attempts(int attempts) {
    return attempts >= 4 ? "4+" : String.valueOf(attempts);
  }
}
