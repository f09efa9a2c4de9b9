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
 * The defaults for requests of a session, or of one of its mounts. They apply where a request has
 * no value of its own. Immutable.
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

  /** Returns no defaults. */
  public static RequestDefaults none() {
    return NONE;
  }

  /**
   * Returns these with a header, which replaces all of that name. A request with a header of that
   * name keeps its own. Like any header of a request, it is not sent to another origin after a
   * redirect, unless it is one of the harmless ones ({@code Accept}, {@code User-Agent}, …).
   *
   * @throws IllegalArgumentException if name or value contain invalid characters (CR, LF, NUL…), or
   *     the header is one that the transport writes
   */
  public RequestDefaults header(String name, String value) {
    Objects.requireNonNull(name, "name");
    Headers changed = headers.with(ManagedHeaders.requireUnmanaged(name), value);
    return new RequestDefaults(changed, query, httpVersion, attributes);
  }

  /**
   * Returns these with a {@code User-Agent} (default: {@code holdfast/VERSION}).
   *
   * @throws IllegalArgumentException as {@link #header}
   */
  public RequestDefaults userAgent(String product) {
    return header("User-Agent", product);
  }

  /**
   * Returns these with a parameter of the query, percent-encoded. A URL with a parameter of that
   * name keeps its own. Added to the URL of the request, not to those of redirects.
   */
  public RequestDefaults query(String name, String value) {
    List<Parameter> more = new ArrayList<>(query);
    more.add(new Parameter(name, value));
    return new RequestDefaults(headers, List.copyOf(more), httpVersion, attributes);
  }

  /** Returns these with another version of HTTP (default: {@link HttpVersion#HTTP_1_1}). */
  public RequestDefaults httpVersion(HttpVersion version) {
    Objects.requireNonNull(version, "version");
    return new RequestDefaults(headers, query, version, attributes);
  }

  /** Returns these with an attribute, which replaces one of the same name. */
  public <T> RequestDefaults attribute(AttributeKey<T> key, T value) {
    return new RequestDefaults(headers, query, httpVersion, attributes.with(key, value));
  }

  /** Returns these with an attribute, which replaces one of the same name. */
  public RequestDefaults attribute(String name, Object value) {
    return new RequestDefaults(headers, query, httpVersion, attributes.with(name, value));
  }

  /** Returns the headers. */
  public Headers headers() {
    return headers;
  }

  /** Returns the parameters of the query, in order. */
  public List<Parameter> query() {
    return query;
  }

  /** Returns the version of HTTP, if one was set. */
  public Optional<HttpVersion> httpVersion() {
    return Optional.ofNullable(httpVersion);
  }

  /** Returns the attributes. */
  public Attributes attributes() {
    return attributes;
  }

  /** Returns the names of the defaults; values could be secrets. */
  @Override
  public String toString() {
    return "RequestDefaults[headers " + headers + ", query "
        + query.stream().map(Parameter::name).toList() + ", "
        + (httpVersion == null ? "" : httpVersion + ", ") + attributes + "]";
  }
}
