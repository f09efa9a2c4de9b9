/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.report;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of a report about a call. Times are in seconds, sizes in bytes. */
enum Field {
  STATUS(Kind.NUMBER, "http_code", "response_code"),
  REASON(Kind.TEXT),
  CATEGORY(Kind.TEXT),
  MESSAGE(Kind.TEXT, "errormsg"),
  EXIT_CODE(Kind.NUMBER, "exitcode"),
  METHOD(Kind.TEXT),
  URL(Kind.TEXT, "url_effective"),
  CONTENT_TYPE(Kind.TEXT),
  ATTEMPTS(Kind.NUMBER),
  RETRIES(Kind.NUMBER, "num_retries"),
  REDIRECTS(Kind.NUMBER, "num_redirects"),
  SIZE_DOWNLOAD(Kind.NUMBER),
  SIZE_UPLOAD(Kind.NUMBER),
  SPEED_DOWNLOAD(Kind.NUMBER),
  REMOTE(Kind.TEXT),
  TIME_TOTAL(Kind.NUMBER),
  TIME_WAITED(Kind.NUMBER),
  TIME_POOL(Kind.NUMBER),
  TIME_DNS(Kind.NUMBER),
  TIME_CONNECT(Kind.NUMBER),
  TIME_TLS(Kind.NUMBER),
  TIME_SEND(Kind.NUMBER),
  TIME_HEAD(Kind.NUMBER),
  TIME_BODY(Kind.NUMBER),
  TIME_STARTTRANSFER(Kind.NUMBER),
  RETRY_AFTER(Kind.NUMBER);

  /** The form of a field in JSON. */
  enum Kind {
    TEXT,
    NUMBER
  }

  private final Kind kind;
  /** Other names, between commas. An enum has no list field, which could be changed. */
  private final String others;

  /** @param others curl's names for it */
  Field(Kind kind, String... others) {
    this.kind = kind;
    this.others = "," + String.join(",", others) + ",";
  }

  Kind kind() {
    return kind;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Field> named(String name) {
    return Stream.of(values())
        .filter(field -> field.label().equals(name) || field.others.contains("," + name + ","))
        .findFirst();
  }
}
