/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import dev.holdfast.http.Request;
import dev.holdfast.http.Retry;
import dev.holdfast.http.adapter.AdapterBody;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Url;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.reactivestreams.FlowAdapters;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** Converts the SDK's requests to a session's, as they were signed. */
final class SdkRequests {

  /** The SDK retries; a redirect would need another signature. */
  private static final Retry ONE_ATTEMPT =
      Retry.off().toBuilder().followRedirects(false).build();

  /** Headers that the session writes, with the SDK's values: {@link #head} checks that. */
  private static final Set<String> WRITTEN_BY_SESSION =
      Set.of("host", "content-length", "transfer-encoding", "connection");

  private static final int PIECE = 1 << 14;

  private SdkRequests() {}

  /** The request to send, its content in memory if it is short. */
  static Request of(HttpExecuteRequest request) throws IOException {
    SdkHttpRequest head = request.httpRequest();
    long length = contentLength(head);
    Body body = request.contentStreamProvider().isPresent()
        ? body(request.contentStreamProvider().get(), length)
        : absent(length);
    return head(head).body(body);
  }

  /** The request to send. */
  static Request of(AsyncExecuteRequest request) {
    if (request.fullDuplex()) {
      throw new UnsupportedOperationException("fullDuplex: not supported by Holdfast (expected:"
          + " a request that is sent before its response is read)");
    }
    SdkHttpRequest head = request.request();
    SdkHttpContentPublisher content = request.requestContentPublisher();
    long signed = contentLength(head);
    long length = signed >= 0 ? signed : content.contentLength().orElse(-1L);
    Body body = length == 0
        ? absent(signed)
        : AdapterBody.publisher(FlowAdapters.toFlowPublisher(content), length);
    return head(head).body(body);
  }

  private static Request head(SdkHttpRequest request) {
    Request converted = at(request);
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      boolean sessions = WRITTEN_BY_SESSION.contains(header.getKey().toLowerCase(Locale.ROOT));
      for (String value : sessions ? List.<String>of() : header.getValue()) {
        converted = converted.addHeader(header.getKey(), value);
      }
    }
    if (!converted.headers().contains("Accept-Encoding")) {
      converted = converted.header("Accept-Encoding", "identity");
    }
    return converted.retry(ONE_ATTEMPT);
  }

  /**
   * The URL with path and query as they were signed: the names of objects may have segments such as
   * {@code ..}, which are removed from other URLs.
   */
  private static Request at(SdkHttpRequest request) {
    String path = request.encodedPath().isEmpty() ? "/" : request.encodedPath();
    String target =
        request.encodedQueryParameters().map(query -> path + "?" + query).orElse(path);
    Request origin = Request.of(
        request.method().name(),
        request.protocol() + "://" + request.host() + ":" + request.port());
    Url url = origin.url();
    requireSignedHost(request, url.authority());
    return origin.to(new Url(url.scheme(), url.host(), url.port(), requireEncoded(target)));
  }

  private static String requireEncoded(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        throw new IllegalArgumentException(String.format(
            "path and query: character 0x%02x at position %d (expected: percent-encoded)",
            (int) c, i));
      }
    }
    return target;
  }

  private static void requireSignedHost(SdkHttpRequest request, String sent) {
    for (String host : request.matchingHeaders("Host")) {
      if (!host.equals(sent)) {
        throw new IllegalArgumentException(
            "Host: " + host + " (expected: " + sent + ", which is sent; signatures cover it)");
      }
    }
  }

  /** The signed length; -1 if none was signed. */
  private static long contentLength(SdkHttpRequest request) {
    String length = request.firstMatchingHeader("Content-Length").orElse("-1");
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Content-Length: " + length + " (expected: the number of bytes of the content)", e);
    }
  }

  private static Body body(ContentStreamProvider content, long length) throws IOException {
    AdapterBody.Writer writer = out -> copy(content, length, out);
    return length <= 0
        ? AdapterBody.repeatable(writer, length)
        : AdapterBody.inMemory(writer, length, true);
  }

  /** A body without content; a signed length is sent anyway. */
  private static Body absent(long length) {
    return length < 0 ? Body.none() : AdapterBody.repeatable(out -> {}, length);
  }

  /** Copies the content: exactly the signed length is sent. */
  private static void copy(ContentStreamProvider content, long length, OutputStream out)
      throws IOException {
    try (InputStream in = content.newStream()) {
      if (length < 0) {
        in.transferTo(out);
        return;
      }
      byte[] piece = new byte[(int) Math.min(length, PIECE)];
      long left = length;
      while (left > 0) {
        int count = in.read(piece, 0, (int) Math.min(left, piece.length));
        if (count < 0) {
          throw new EOFException("the content ended after " + (length - left) + " bytes (expected: "
              + length + ", its Content-Length)");
        }
        out.write(piece, 0, count);
        left -= count;
      }
    }
  }
}
