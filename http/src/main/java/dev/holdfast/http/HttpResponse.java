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
 * What every response tells, whether its body is in memory ({@link Response}), on a stream
 * ({@link StreamedResponse}), at a publisher ({@link PublishedResponse}) or in a file
 * ({@link DownloadedResponse}): so that one method can handle all of them. Reading it never blocks
 * and is allowed on any thread.
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

  /** The status: 200 to 999. */
  public final int status() {
    return received.status();
  }

  /** The reason phrase, possibly empty; a server may send any text. */
  public final String reason() {
    return received.reason();
  }

  /** Whether the status is below 400. */
  public final boolean ok() {
    return status() < 400;
  }

  /** The headers as received; names ignore case, a name may have several values. */
  public final Headers headers() {
    return received.headers();
  }

  /**
   * Whether a content coding was taken off the body (default: gzip and deflate, see
   * {@link SessionBuilder#decompress}). Then the headers {@code Content-Encoding} and
   * {@code Content-Length} speak of what was sent, not of the body that is read.
   */
  public final boolean decoded() {
    return received.decoded();
  }

  /** The first value of that header. */
  public final Optional<String> header(String name) {
    return headers().first(name);
  }

  /**
   * The fields that the server sent after the body, such as {@code Server-Timing} or a checksum
   * (RFC 9110 section 6.5). Empty until the body was read to its end, and if there are none. They
   * are never taken for headers.
   */
  public final Headers trailers() {
    return received.trailers();
  }

  /**
   * How long the server asked to wait before the next request ({@code Retry-After}, RFC 9110
   * section 10.2.3), from the arrival of this response. Empty if it did not ask, or if the value is
   * invalid.
   */
  public final Optional<Duration> retryAfter() {
    return received.retryAfter().delay();
  }

  /** The URL of the response, after redirects. */
  public final Url url() {
    return received.url();
  }

  /** The redirects that led to this response, in order; empty if there was none. */
  public final List<EarlierResponse> redirects() {
    return history.redirects();
  }

  /** The version of HTTP that it came by: {@code HTTP/1.1}, {@code HTTP/2} or {@code HTTP/1.0}. */
  public final String protocol() {
    return history.connection().protocol();
  }

  /** The session of TLS that it came by; empty for plain HTTP, and if a mock answered. */
  public final Optional<TlsSession> tls() {
    return history.connection().tls();
  }

  /** The address that it came from, or that of the proxy; empty if a mock answered. */
  public final Optional<SocketAddress> remoteAddress() {
    return history.connection().remote();
  }

  /** The request of the caller, before redirects, with its attributes. */
  public final Request request() {
    return request;
  }

  /** The links of the response ({@code Link}, RFC 8288), in order. */
  public final List<WebLink> links() {
    return WebLink.of(headers(), url());
  }

  /**
   * The first link of that relation from this response, such as {@code next}.
   *
   * @param relation without regard to case
   */
  public final Optional<WebLink> link(String relation) {
    return links().stream().filter(link -> link.leadsFrom(url(), relation)).findFirst();
  }

  /** Every attempt of the call, in order; the last one gave this response. */
  public final List<Attempt> attempts() {
    return history.attempts();
  }

  /** The time from the start of the call to its last decision. */
  public final Duration elapsed() {
    List<Attempt> attempts = attempts();
    Attempt last = attempts.get(attempts.size() - 1);
    return last.start().plus(last.elapsed());
  }

  /** The timeline of the call, for people to read. */
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
