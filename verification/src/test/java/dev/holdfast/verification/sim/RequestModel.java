/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.transport.AttemptLimits;
import java.util.Optional;

/**
 * What the next attempt must send, and whether it may; redirects change it.
 *
 * @param spent whether a body that can be sent once was asked for
 */
record RequestModel(
    String method,
    String url,
    Plan.Payload payload,
    Plan.Key key,
    boolean credentials,
    boolean spent) {

  /** As the caller wants it. */
  static RequestModel of(Plan.Call call) {
    return new RequestModel(
        call.method(), call.url(), call.payload(), call.key(), call.credentials(), false);
  }

  /** Scheme and authority of a URL. */
  static String origin(String url) {
    return url.substring(0, url.indexOf('/', "https://".length()));
  }

  String origin() {
    return origin(url);
  }

  /** Whether a response with that status brings no body. */
  boolean bodyless(int status) {
    return ScriptedResponse.bodyless(method.equals("HEAD"), status);
  }

  /** Whether it may be sent again when it may have been processed. */
  boolean repeatable(Plan.Rules rules) {
    return key != Plan.Key.NONE || rules.anyMethod() || rules.methods().contains(method);
  }

  /** Whether its body is gone. */
  boolean unrewindable() {
    return spent && payload == Plan.Payload.ONCE;
  }

  /** After an attempt that asked for the body. */
  RequestModel handedOver() {
    return new RequestModel(
        method, url, payload, key, credentials, spent || payload == Plan.Payload.ONCE);
  }

  /**
   * As the transport must get it.
   *
   * @param drawn the key of the first attempt, which all must have if the session draws it
   */
  Trace.Request asSent(AttemptLimits limits, boolean handedOver, Optional<String> drawn) {
    Optional<String> sentKey = switch (key) {
      case NONE -> Optional.empty();
      case OWN -> Optional.of(Setup.OWN_KEY);
      case AUTO -> Optional.of(drawn.orElse("a key"));
    };
    String bytes = payload == Plan.Payload.NONE ? "" : Setup.BODY;
    return new Trace.Request(
        method,
        url,
        sentKey,
        credentials,
        handedOver ? Optional.of(bytes) : Optional.empty(),
        limits);
  }

  /** Where the answer leads, unless it leads nowhere or away from TLS. */
  Optional<RequestModel> redirected(Step.Answer answer) {
    return answer
        .location()
        .orElseThrow()
        .target()
        .map(place -> place.startsWith("/") ? origin() + place : place)
        .filter(target -> !(url.startsWith("https:") && target.startsWith("http:")))
        .map(target -> to(target, answer.status()));
  }

  private RequestModel to(String target, int status) {
    boolean toGet =
        (status == 303 && !method.equals("HEAD")) || (status <= 302 && method.equals("POST"));
    return new RequestModel(
        toGet ? "GET" : method,
        target,
        toGet ? Plan.Payload.NONE : payload,
        key,
        credentials && origin().equals(origin(target)),
        spent);
  }
}
