/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.BlockingDriver;
import dev.holdfast.engine.RetryEngine;
import dev.holdfast.http.auth.Authentications;
import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.coding.ContentCodings;
import dev.holdfast.http.concurrent.CloseableTime;
import dev.holdfast.http.cookie.CookieJar;
import dev.holdfast.http.json.Codecs;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.origin.OriginStates;
import dev.holdfast.http.runtime.AsyncChoice;
import dev.holdfast.http.runtime.OpenStreams;
import dev.holdfast.http.runtime.SessionResources;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Transport;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The parts that all calls of a session share.
 *
 * @param requirements of the transports
 * @param mounts the settings by URL
 * @param engine for the policy of the session, which most calls use
 * @param asyncTransport made when the first call needs it
 * @param executor the caller's, if one was set
 * @param cookies the jar of the session, if it keeps cookies
 * @param authentications the authentication of requests
 */
record SessionParts(
    Transport transport,
    Requirements requirements,
    Mounts mounts,
    CloseableTime time,
    Listeners listeners,
    CallLog log,
    Bodies bodies,
    Codecs codecs,
    BlockingDriver driver,
    RetryEngine engine,
    OpenStreams openStreams,
    AsyncChoice asyncTransport,
    @Nullable Executor executor,
    OriginStates origins,
    @Nullable CookieJar cookies,
    Authentications authentications) {

  /** Returns the capabilities that both transports have. */
  Capabilities can() {
    return requirements.can();
  }

  /** Returns the parts that are closed with the session. */
  SessionResources.Owned owned() {
    return new SessionResources.Owned(transport, asyncTransport, executor, time);
  }

  private static final Headers PLAIN =
      Headers.empty().plus("Accept", "*/*").plus("User-Agent", "holdfast/0.1");

  private static final Headers DECODING = PLAIN.plus("Accept-Encoding", ContentCodings.ACCEPTED);

  /** Adds the default headers and the cookies to those of the caller. */
  Headers complete(Request request) {
    Headers headers = withDefaults(request);
    return cookies == null ? headers : cookies.addTo(headers, request.url());
  }

  private Headers withDefaults(Request request) {
    Headers headers = request.headers();
    Optional<String> contentType =
        request.body() == Body.none() ? Optional.empty() : request.body().contentType();
    if (contentType.isPresent() && !headers.contains("Content-Type")) {
      headers = headers.plus("Content-Type", contentType.get());
    }
    return headers.withDefaults(bodies.decodes(request.headers()) ? DECODING : PLAIN);
  }
}
