/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.call;

import dev.holdfast.http.field.ManagedHeaders;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of a session, or of one of its mounts, have unless they have their own.
 * Immutable.
 */
public final class RequestDefaults {

  private static final RequestDefaults NONE =
      new RequestDefaults(Headers.empty(), List.of(), null, Attributes.none());

  private final Headers headers;
  private final List<Parameter> query;
  private final @Nullable HttpVersion httpVersion;
  private final Attributes attributes;

  /**
   * A parameter of the query.
   *
   * @param name not encoded
   * @param value not encoded
   */
  public record Parameter(String name, String value) {

    /** Checks that nothing is missing. */
    public Parameter {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  private RequestDefaults(
      Headers headers,
      List<Parameter> query,
      @Nullable HttpVersion httpVersion,
      Attributes attributes) {
    this.headers = headers;
    this.query = query;
    this.httpVersion = httpVersion;
    this.attributes = attributes;
  }

  /** No defaults. */
  public static RequestDefaults none() {
    return NONE;
  }

  /**
   * These and a header, in place of all of that name. A request with a header of that name keeps
   * its own. As any header of a request, it does not follow a redirect to another origin, unless it
   * is one of the harmless ones ({@code Accept}, {@code User-Agent}, …).
   *
   * @throws IllegalArgumentException if name or value hold characters they must not (CR, LF, NUL…),
   *     or the header is one that the transport writes
   */
  public RequestDefaults header(String name, String value) {
    Objects.requireNonNull(name, "name");
    Headers changed = headers.with(ManagedHeaders.requireUnmanaged(name), value);
    return new RequestDefaults(changed, query, httpVersion, attributes);
  }

  /**
   * These and a {@code User-Agent} (default: {@code holdfast/VERSION}).
   *
   * @throws IllegalArgumentException as {@link #header}
   */
  public RequestDefaults userAgent(String product) {
    return header("User-Agent", product);
  }

  /**
   * These and a parameter of the query, percent-encoded; a URL with a parameter of that name keeps
   * its own. Added to the URL of the request, not to those of redirects.
   */
  public RequestDefaults query(String name, String value) {
    List<Parameter> more = new ArrayList<>(query);
    more.add(new Parameter(name, value));
    return new RequestDefaults(headers, List.copyOf(more), httpVersion, attributes);
  }

  /** These and another version of HTTP (default: {@link HttpVersion#HTTP_1_1}). */
  public RequestDefaults httpVersion(HttpVersion version) {
    Objects.requireNonNull(version, "version");
    return new RequestDefaults(headers, query, version, attributes);
  }

  /** These and an attribute, in place of one of the same name. */
  public <T> RequestDefaults attribute(AttributeKey<T> key, T value) {
    return new RequestDefaults(headers, query, httpVersion, attributes.with(key, value));
  }

  /** These and an attribute, in place of one of the same name. */
  public RequestDefaults attribute(String name, Object value) {
    return new RequestDefaults(headers, query, httpVersion, attributes.with(name, value));
  }

  /** The headers. */
  public Headers headers() {
    return headers;
  }

  /** The parameters of the query, in order. */
  public List<Parameter> query() {
    return query;
  }

  /** The version of HTTP, if one was set. */
  public Optional<HttpVersion> httpVersion() {
    return Optional.ofNullable(httpVersion);
  }

  /** The attributes. */
  public Attributes attributes() {
    return attributes;
  }

  /** The names of what is set; values could be secrets. */
  @Override
  public String toString() {
    return "RequestDefaults[headers " + headers + ", query "
        + query.stream().map(Parameter::name).toList() + ", "
        + (httpVersion == null ? "" : httpVersion + ", ") + attributes + "]";
  }
}
