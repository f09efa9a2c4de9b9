/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.opentelemetry;

import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.AttemptStart;
import dev.holdfast.http.message.Url;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Optional;
import java.util.Set;

/**
 * The attributes of an attempt by the HTTP conventions.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">HTTP spans</a>
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-metrics/">HTTP metrics</a>
 */
final class Conventions {

  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ORIGINAL =
      AttributeKey.stringKey("http.request.method_original");
  private static final AttributeKey<Long> RESENT =
      AttributeKey.longKey("http.request.resend_count");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> FULL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> TEMPLATE = AttributeKey.stringKey("url.template");
  private static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("network.protocol.version");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("network.peer.address");
  private static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("network.peer.port");

  /** The methods of RFC 9110, and PATCH and QUERY; others would create too many span names. */
  private static final Set<String> METHODS = Set.of(
      "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE");

  private Conventions() {}

  /**
   * The span's name: {@code GET /orders/{id}}, or {@code GET} without a template; never the path.
   */
  static String name(AttemptStart attempt, Optional<String> template) {
    String method = METHODS.contains(attempt.method()) ? attempt.method() : "HTTP";
    return template.map(path -> method + " " + path).orElse(method);
  }

  /**
   * Returns the attributes of a span at its start.
   *
   * @param before how many requests of the call were sent before, hedges included
   */
  static Attributes started(AttemptStart attempt, Optional<String> template, int before) {
    AttributesBuilder all = common(attempt).put(FULL, attempt.url().masked());
    template.ifPresent(path -> all.put(TEMPLATE, path));
    if (!METHODS.contains(attempt.method())) {
      all.put(ORIGINAL, attempt.method());
    }
    if (before > 0) {
      all.put(RESENT, (long) before);
    }
    return all.build();
  }

  /** The attributes of the span and the metric at the end. */
  static Attributes ended(AttemptEnd attempt) {
    AttributesBuilder all = Attributes.builder();
    attempt.status().ifPresent(status -> all.put(STATUS, status));
    error(attempt).ifPresent(error -> all.put(ERROR, error));
    attempt.connection().protocol().ifPresent(protocol -> all.put(VERSION, version(protocol)));
    return all.build();
  }

  /** The attributes of the metric. */
  static Attributes measured(AttemptEnd attempt, Attributes ended) {
    return common(attempt.attempt()).putAll(ended).build();
  }

  /** The address and the port that the attempt was connected to, given as {@code 192.0.2.1:443}. */
  static Attributes peer(String remote) {
    int colon = remote.lastIndexOf(':');
    if (colon < 0 || !remote.substring(colon + 1).chars().allMatch(Character::isDigit)) {
      return Attributes.of(PEER, remote);
    }
    return Attributes.of(
        PEER,
        bare(remote.substring(0, colon)),
        PEER_PORT,
        Long.parseLong("0" + remote.substring(colon + 1)));
  }

  /** The category of a failure, or the status from 400 on. */
  static Optional<String> error(AttemptEnd attempt) {
    return attempt
        .error()
        .or(() -> attempt.status().stream()
            .filter(status -> status >= 400)
            .mapToObj(String::valueOf)
            .findFirst());
  }

  private static AttributesBuilder common(AttemptStart attempt) {
    Url url = attempt.url();
    return Attributes.builder()
        .put(METHOD, METHODS.contains(attempt.method()) ? attempt.method() : "_OTHER")
        .put(SERVER, bare(url.host()))
        .put(PORT, url.port())
        .put(SCHEME, url.scheme());
  }

  /** Extracts {@code 1.1} from {@code HTTP/1.1}. */
  private static String version(String protocol) {
    return protocol.substring(protocol.indexOf('/') + 1);
  }

  /** The host; an IPv6 address without its brackets. */
  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
