/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.link.WebLink;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.TlsSession;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The common part of every response, whether its body is in memory ({@link Response}), on a stream
 * ({@link StreamedResponse}), at a publisher ({@link PublishedResponse}) or in a file
 * ({@link DownloadedResponse}). One method can handle all of them. Reading it never blocks and is
 * allowed on any thread.
 */
public abstract sealed class HttpResponse
    permits Response, StreamedResponse, PublishedResponse, DownloadedResponse {

  final Request request;
  final ReceivedResponse received;
  final History history;

  HttpResponse(Request request, ReceivedResponse received, History history) {
    this.request = request;
    this.received = received;
    this.history = history;
  }

  /** Returns the status: 200 to 999. */
  public final int status() {
    return received.status();
  }

  /** Returns the reason phrase, possibly empty. A server may send any text. */
  public final String reason() {
    return received.reason();
  }

  /** Whether the status is below 400. */
  public final boolean ok() {
    return status() < 400;
  }

  /** Returns the headers as received. Names ignore case; a name may have several values. */
  public final Headers headers() {
    return received.headers();
  }

  /**
   * Whether a content coding was decoded (default: gzip and deflate, see
   * {@link SessionBuilder#decompress}). Then the headers {@code Content-Encoding} and
   * {@code Content-Length} describe the body as sent, not as read.
   */
  public final boolean decoded() {
    return received.decoded();
  }

  /** Returns the first value of that header. */
  public final Optional<String> header(String name) {
    return headers().first(name);
  }

  /**
   * Returns the fields that the server sent after the body, such as {@code Server-Timing} or a
   * checksum (RFC 9110 section 6.5). Empty until the body was read to its end, and if there are
   * none. They are never merged into the headers.
   */
  public final Headers trailers() {
    return received.trailers();
  }

  /**
   * Returns how long the server asked to wait before the next request ({@code Retry-After}, RFC
   * 9110 section 10.2.3), from the arrival of this response. Empty if it did not ask, or if the
   * value is invalid.
   */
  public final Optional<Duration> retryAfter() {
    return received.retryAfter().delay();
  }

  /** Returns the URL of the response, after redirects. */
  public final Url url() {
    return received.url();
  }

  /** Returns the redirects that led to this response, in order; empty if there was none. */
  public final List<EarlierResponse> redirects() {
    return history.redirects();
  }

  /**
   * Returns the HTTP version of the response: {@code HTTP/1.1}, {@code HTTP/2} or {@code HTTP/1.0}.
   */
  public final String protocol() {
    return history.connection().protocol();
  }

  /** Returns the TLS session of the connection; empty for plain HTTP, and if a mock answered. */
  public final Optional<TlsSession> tls() {
    return history.connection().tls();
  }

  /** Returns the address of the peer, or of the proxy; empty if a mock answered. */
  public final Optional<SocketAddress> remoteAddress() {
    return history.connection().remote();
  }

  /** Returns the request of the caller, before redirects, with its attributes. */
  public final Request request() {
    return request;
  }

  /** Returns the links of the response ({@code Link}, RFC 8288), in order. */
  public final List<WebLink> links() {
    return WebLink.of(headers(), url());
  }

  /**
   * Returns the first link of that relation, such as {@code next}.
   *
   * @param relation without regard to case
   */
  public final Optional<WebLink> link(String relation) {
    return links().stream().filter(link -> link.leadsFrom(url(), relation)).findFirst();
  }

  /** Returns every attempt of the call, in order. The last one gave this response. */
  public final List<Attempt> attempts() {
    return history.attempts();
  }

  /** Returns the time from the start of the call to its last decision. */
  public final Duration elapsed() {
    List<Attempt> attempts = attempts();
    Attempt last = attempts.get(attempts.size() - 1);
    return last.start().plus(last.elapsed());
  }

  /** Returns the timeline of the call, for people to read. */
  public final String explain() {
    return Explanation.ofResponse(attempts(), received.statusLine());
  }

  /**
   * Returns this response, unless its status is an error.
   *
   * @throws StatusException if the status is 400 or higher
   */
  public abstract HttpResponse raiseForStatus();
}
