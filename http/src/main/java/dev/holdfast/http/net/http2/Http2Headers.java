/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.transport.TransportRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;

/** Heads of HTTP/2 messages (RFC 9113 section 8). */
final class Http2Headers {

  private static final Set<String> BODY_METHODS = Set.of("POST", "PUT", "PATCH");

  /**
   * The headers that are not sent: those of a connection, which HTTP/2 does not have (section
   * 8.2.2), those for a proxy, and those that the transport writes.
   */
  private static final Set<String> NOT_SENT = Set.of(
      "connection",
      "keep-alive",
      "proxy-authorization",
      "proxy-connection",
      "transfer-encoding",
      "upgrade",
      "host",
      "content-length",
      "te",
      "expect");

  /**
   * The headers that are never compressed with a table that can be probed (RFC 7541 section 7.1.3).
   */
  private static final Set<String> SECRET = Set.of("authorization", "cookie");

  private Http2Headers() {}

  static List<Header> of(TransportRequest request) {
    Headers headers = request.headers();
    List<Header> fields = new ArrayList<>(headers.size() + 5);
    fields.add(new BasicHeader(":method", request.method()));
    fields.add(new BasicHeader(":scheme", request.url().secure() ? "https" : "http"));
    fields.add(
        new BasicHeader(":authority", headers.first("Host").orElseGet(request.url()::authority)));
    fields.add(new BasicHeader(":path", request.url().target()));
    for (Headers.Field field : headers) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!NOT_SENT.contains(name)) {
        fields.add(new BasicHeader(name, field.value(), SECRET.contains(name)));
      }
    }
    long length = request.body().length();
    if (length >= 0 && (request.body() != Body.none() || BODY_METHODS.contains(request.method()))) {
      fields.add(new BasicHeader("content-length", Long.toString(length)));
    }
    return fields;
  }

  /** Returns the head of these fields, which must be valid (section 8.3.2). */
  static ResponseHead response(List<Header> fields) throws Http2Fault {
    int status = 0;
    List<Headers.Field> headers = new ArrayList<>(fields.size());
    for (Header field : fields) {
      if (field.getName().startsWith(":")) {
        if (!field.getName().equals(":status") || status != 0 || !headers.isEmpty()) {
          throw malformed("pseudo-header " + quoted(field.getName()));
        }
        status = status(field.getValue());
      } else {
        headers.add(checked(field));
      }
    }
    if (status == 0) {
      throw malformed("no :status");
    }
    return new ResponseHead(1, status, "", Headers.ofReceived(headers));
  }

  /** Returns the trailers of these fields, which must be allowed after a body (section 8.1). */
  static Headers trailers(List<Header> fields, boolean end) throws Http2Fault {
    if (!end) {
      throw Http2Fault.protocol("a second head that is no trailer section");
    }
    List<Headers.Field> trailers = new ArrayList<>(fields.size());
    for (Header field : fields) {
      trailers.add(checked(field));
    }
    return Headers.ofReceived(trailers);
  }

  private static int status(String text) throws Http2Fault {
    boolean digits = text.length() == 3 && text.charAt(0) >= '1';
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw malformed(":status " + quoted(text));
    }
    return Integer.parseInt(text);
  }

  private static Headers.Field checked(Header field) throws Http2Fault {
    String name = field.getName();
    boolean good = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      good &= HeaderRules.isTokenCharacter(c) && (c < 'A' || c > 'Z');
    }
    String value = field.getValue() == null ? "" : field.getValue();
    good &= value.indexOf(0) < 0 && value.indexOf('\r') < 0 && value.indexOf('\n') < 0;
    if (!good || name.equals("transfer-encoding") || name.equals("connection")) {
      throw malformed("header " + quoted(name));
    }
    return new Headers.Field(name, HeaderRules.withoutBlanks(value));
  }

  private static Http2Fault malformed(String what) {
    return Http2Fault.protocol("malformed response head: " + what);
  }

  private static String quoted(String text) {
    return '"' + Escaped.text(text) + '"';
  }
}
