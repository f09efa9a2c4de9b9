/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.field.LocationReference;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.message.Url;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the target of a redirect (RFC 9110 section 15.4): 301 and 302 turn POST into GET, 303
 * everything but HEAD; 307 and 308 keep method and body. To another origin only headers without
 * credentials are sent. A redirect from {@code https} to {@code http} is refused.
 */
final class Redirects {

  /** Headers that are sent to another origin. Every other header could be a credential. */
  private static final Set<String> HARMLESS = Set.of(
      "accept",
      "accept-charset",
      "accept-encoding",
      "accept-language",
      "cache-control",
      "content-encoding",
      "content-language",
      "content-type",
      "if-range", // without it, the range of another version would be sent
      "pragma",
      "range",
      "user-agent");

  /**
   * Headers that describe the body (RFC 9110 section 15.4), beside all whose name begins with
   * {@code Content-}; {@code Expect} needs one (section 10.1.1).
   */
  private static final Set<String> OF_BODY =
      Set.of("digest", "repr-digest", "last-modified", "expect");

  private Redirects() {}

  /** The target of a redirect. */
  sealed interface Target {
    /** The request that follows. */
    record Next(Request request) implements Target {}

    /** A redirect that must not be followed. */
    record Refused(String reason) implements Target {}
  }

  /**
   * Returns the target of that response, or empty if it is not a redirect.
   *
   * @param keyHeader the name of the header with the idempotency key, which may cross origins
   */
  static Optional<Target> of(Request request, ReceivedResponse response, String keyHeader) {
    return leadsElsewhere(response.status())
        ? target(request, response, keyHeader)
        : Optional.empty();
  }

  private static boolean leadsElsewhere(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /**
   * Returns the target. An empty {@code Location} would mean the same URL again, so it is not
   * followed.
   */
  private static Optional<Target> target(
      Request request, ReceivedResponse response, String keyHeader) {
    return response
        .headers()
        .first("Location")
        .filter(location -> !location.isBlank())
        .map(location -> target(request, response, location, keyHeader));
  }

  private static Target target(
      Request request, ReceivedResponse response, String location, String keyHeader) {
    Url next;
    try {
      next = request.url().resolve(LocationReference.of(location));
    } catch (IllegalArgumentException e) {
      return new Target.Refused("the redirect to '" + Secrets.maskedQuote(location)
          + "' cannot be followed: " + e.getMessage());
    }
    if (request.url().secure() && !next.secure()) {
      return new Target.Refused("the redirect to " + next + " leads from https to http");
    }
    return new Target.Next(next(request, response.status(), next, keyHeader));
  }

  private static Request next(Request request, int status, Url url, String keyHeader) {
    boolean seeOther = status == 303 && !request.method().equals("HEAD");
    boolean moved = (status == 301 || status == 302) && request.method().equals("POST");
    boolean toGet = seeOther || moved;
    String method = toGet ? "GET" : request.method();
    Body body = toGet ? Body.none() : request.body();
    Headers headers = toGet ? withoutBodyHeaders(request.headers()) : request.headers();
    return request.redirected(method, url, crossing(request, url, headers, keyHeader), body);
  }

  /** Returns those headers of a request that may be sent to that URL. */
  static Headers crossing(Request request, Url url, Headers headers, String keyHeader) {
    return request.url().sameOrigin(url) ? headers : harmless(headers, keyHeader);
  }

  /** Whether a header of that name is sent to another origin. */
  static boolean crosses(String name) {
    return HARMLESS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static Headers withoutBodyHeaders(Headers headers) {
    Headers kept = headers;
    for (Headers.Field field : headers) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (name.startsWith("content-") || OF_BODY.contains(name)) {
        kept = kept.without(field.name());
      }
    }
    return kept;
  }

  private static Headers harmless(Headers headers, String keyHeader) {
    Headers kept = headers;
    for (Headers.Field field : headers) {
      if (!crosses(field.name()) && !field.name().equalsIgnoreCase(keyHeader)) {
        kept = kept.without(field.name());
      }
    }
    return kept;
  }
}
