/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.CallOptions;
import dev.holdfast.cli.option.HeaderText;
import dev.holdfast.cli.option.RequestOptions;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Request;
import dev.holdfast.http.auth.Authentication;
import java.util.List;
import java.util.Optional;

/** Adds headers, credentials and keys to a request, by the options. */
final class CallRequest {

  private static final String AUTHORIZATION = "Authorization";

  private final CallOptions all;
  private final RequestOptions options;
  private Login login = Login.NONE;

  CallRequest(CallOptions options) {
    this.all = options;
    this.options = options.request();
  }

  /**
   * Returns the complete request.
   *
   * @throws UsageException if options contradict each other or name a file that cannot be read
   */
  Request of(Request bare) {
    Request request = all.output().continued() ? continued(bare) : bare;
    for (HeaderText header : options.headers()) {
      request = added(request, header);
    }
    request = withCookies(request);
    request = withCredentials(request);
    request = withVersion(request);
    return withKey(request);
  }

  private static Request added(Request request, HeaderText header) {
    try {
      return request.addHeader(header.name(), header.value());
    } catch (InvalidRequestException refused) {
      throw new UsageException("--header", refused);
    }
  }

  /**
   * Leaves ranges and compression to the download, which requests ranges of an uncompressed body
   * itself.
   */
  private Request continued(Request request) {
    if (!request.method().equals("GET")) {
      throw new UsageException("--continue-at", "given with " + request.method(), "a GET");
    }
    boolean own = options.headers().stream()
        .map(HeaderText::name)
        .anyMatch(name -> name.equalsIgnoreCase("Range")
            || name.equalsIgnoreCase("If-Range")
            || name.equalsIgnoreCase("Accept-Encoding"));
    if (own) {
      throw new UsageException(
          "--continue-at",
          "given beside a Range, If-Range or Accept-Encoding header",
          "one of the two");
    }
    return request;
  }

  private Request withCookies(Request request) {
    Optional<String> data = options.cookieData();
    if (data.isPresent() && request.headers().contains("Cookie")) {
      throw new UsageException("--cookie", "given beside a Cookie header", "one of the two");
    }
    try {
      return data.map(cookies -> request.header("Cookie", cookies)).orElse(request);
    } catch (InvalidRequestException refused) {
      throw new UsageException("--cookie", refused);
    }
  }

  private Request withCredentials(Request request) {
    login = Login.of(options, request.url(), request.headers().contains(AUTHORIZATION));
    return login.header().map(value -> request.header(AUTHORIZATION, value)).orElse(request);
  }

  /** The answer to a challenge of the server, if an option requests it. Known after {@link #of}. */
  Optional<Authentication> authentication() {
    return login.authentication();
  }

  private Request withVersion(Request request) {
    List<String> given = all.connection().versionOptions();
    if (given.size() > 1) {
      throw new UsageException(given.get(1), "given beside " + given.get(0), "one of them");
    }
    return all.connection().version().map(request::httpVersion).orElse(request);
  }

  private Request withKey(Request request) {
    if (options.idempotencyKey().isEmpty()) {
      requireKey(request);
      return request;
    }
    return request.idempotencyKey(options.idempotencyKey().get());
  }

  /** Refuses a name for the key's header without a key: a POST would not be repeated. */
  private void requireKey(Request request) {
    Optional<String> header = options.idempotencyHeader();
    if (header.isPresent() && !request.headers().contains(header.get())) {
      throw new UsageException(
          "--idempotency-header", "given without a key", "--idempotency-key or that header");
    }
  }
}
