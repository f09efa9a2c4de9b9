/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.transport.AttemptLimits;
import java.util.Optional;

/**
 * The next request, and whether it may be sent; redirects change it.
 *
 * @param spent whether a body that can be sent once was read
 */
record RequestModel(
    String method,
    String url,
    Plan.Payload payload,
    Plan.Key key,
    boolean credentials,
    boolean spent) {

  /** The caller's request. */
  static RequestModel of(Plan.Call call) {
    return new RequestModel(
        call.method(), call.url(), call.payload(), call.key(), call.credentials(), false);
  }

  /** The scheme and authority of a URL. */
  static String origin(String url) {
    return url.substring(0, url.indexOf('/', "https://".length()));
  }

  String origin() {
    return origin(url);
  }

  /** Whether a response with that status has no body. */
  boolean bodyless(int status) {
    return ScriptedResponse.bodyless(method.equals("HEAD"), status);
  }

  /** Whether it may be sent again although it may have been processed. */
  boolean repeatable(Plan.Rules rules) {
    return key != Plan.Key.NONE || rules.anyMethod() || rules.methods().contains(method);
  }

  /** Whether its body cannot be sent again. */
  boolean unrewindable() {
    return spent && payload == Plan.Payload.ONCE;
  }

  /** The request after an attempt that read the body. */
  RequestModel handedOver() {
    return new RequestModel(
        method, url, payload, key, credentials, spent || payload == Plan.Payload.ONCE);
  }

  /**
   * The request as the transport must receive it.
   *
   * @param drawn the key of the first attempt, which all attempts must have if the session creates
   *     it
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

  /** The target of the redirect; empty if there is none or if it leaves TLS. */
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
