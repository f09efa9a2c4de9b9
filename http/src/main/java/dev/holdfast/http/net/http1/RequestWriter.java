/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.ProxyLogins;
import dev.holdfast.http.net.loop.OutputBuffer;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.util.Set;

/**
 * Writes one request (RFC 9112 sections 3 and 6). Blocks as long as the output and the source of
 * the body do.
 */
public final class RequestWriter {

  private static final Set<String> BODY_METHODS = Set.of("POST", "PUT", "PATCH");

  /** The wait for 100 (Continue). RFC 9110 section 10.1.1 leaves it to the client. */
  public static final long CONTINUE_NANOS = 1_000_000_000;

  private final TransportRequest request;
  private final OutputBuffer output;
  private final AttemptFailures failures;
  private final Progress progress;

  /** The progress of sending a request. */
  @FunctionalInterface
  public interface Progress {
    /** Whether any byte of it may have left the process by now. */
    boolean wroteAnything();
  }

  /** Creates a writer of that request. */
  public RequestWriter(
      TransportRequest request, OutputBuffer output, AttemptFailures failures, Progress progress) {
    this.request = request;
    this.output = output;
    this.failures = failures;
    this.progress = progress;
  }

  /** Writes the head to the output buffer. */
  public void writeHead() throws IOException {
    output.text(request.method());
    output.text(" ");
    boolean forwarded = ProxyLogins.forwarded(request);
    if (forwarded) {
      output.text(request.url().origin());
    }
    output.text(request.url().target());
    output.text(" HTTP/1.1\r\n");
    header("Host", request.headers().first("Host").orElseGet(request.url()::authority));
    for (Headers.Field field : request.headers()) {
      if (!writtenHere(field.name()) && (forwarded || !forProxies(field.name()))) {
        header(field.name(), field.value());
      }
    }
    writeFraming();
    output.text("\r\n");
  }

  /** Whether the header is for proxies and not for an origin. */
  private static boolean forProxies(String name) {
    return name.equalsIgnoreCase("proxy-authorization")
        || name.equalsIgnoreCase("proxy-connection");
  }

  private static boolean writtenHere(String name) {
    return name.equalsIgnoreCase("host")
        || name.equalsIgnoreCase("content-length")
        || name.equalsIgnoreCase("transfer-encoding");
  }

  private void writeFraming() throws IOException {
    long length = request.body().length();
    if (length < 0) {
      header("Transfer-Encoding", "chunked");
    } else if (request.body() != Body.none() || BODY_METHODS.contains(request.method())) {
      header("Content-Length", Long.toString(length));
    }
  }

  private void header(String name, String value) throws IOException {
    output.text(name);
    output.text(": ");
    output.text(value);
    output.text("\r\n");
  }

  /** Whether to wait for the peer's consent before the body is sent (RFC 9110 section 10.1.1). */
  public boolean expectsContinue() {
    return Expectation.of(request);
  }

  /**
   * Writes the whole body, or throws and leaves it without an end.
   *
   * @throws TransportException if the body has failed
   * @throws IOException if the output failed
   */
  public void writeBody() throws IOException {
    Body body = request.body();
    MeteredBody target = new MeteredBody(output, body.length());
    try {
      body.writeTo(target);
    } catch (IOException | RuntimeException failure) {
      if (target.sinkFailure() == null && !target.overrun()) {
        throw failures.invalidBody(
            sent(),
            "the request body failed after " + target.count() + " bytes: "
                + Secrets.foreign(failure),
            failure);
      }
    }
    if (target.sinkFailure() != null) {
      throw target.sinkFailure();
    }
    if (target.wrongLength()) {
      throw failures.invalidBody(sent(), lengthMessage(target, body.length()), null);
    }
    target.finish();
  }

  private static String lengthMessage(MeteredBody target, long declared) {
    String wrote = target.overrun() ? "more than that" : target.count() + " bytes";
    return "the request body declared " + declared + " bytes and wrote " + wrote;
  }

  private Sent sent() {
    return progress.wroteAnything() ? Sent.MAYBE : Sent.NO;
  }
}
