/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.call;

import dev.holdfast.http.message.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One call, as its hooks and listeners see it. All of them get the same object, from the beginning
 * of the call to its end. Thread-safe.
 */
public final class CallInfo {

  private final Facts facts;
  /** The notes, created for the first one. Most calls have none. */
  private volatile @Nullable Map<String, Object> notes;

  /**
   * The facts that do not change during a call.
   *
   * @param id of the call within its session, from 1
   * @param method of the request, before redirects
   * @param url of the request, before redirects; its text holds the secrets, its {@code toString}
   *     does not
   * @param attributes of the request, with those of the session
   * @param start on the wall clock of the session
   * @param deadline the time that the call may take, if it has a deadline
   * @param asynchronous whether the caller does not wait
   */
  public record Facts(
      long id,
      String method,
      Url url,
      Attributes attributes,
      Instant start,
      Optional<Duration> deadline,
      boolean asynchronous) {

    /** Checks that nothing is missing. */
    public Facts {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(attributes, "attributes");
      Objects.requireNonNull(start, "start");
      Objects.requireNonNull(deadline, "deadline");
    }
  }

  /** Creates the description of a call that begins. */
  public CallInfo(Facts facts) {
    this.facts = Objects.requireNonNull(facts, "facts");
  }

  /** Returns the number of the call within its session, from 1. */
  public long id() {
    return facts.id();
  }

  /** Returns the method of the request, before redirects. */
  public String method() {
    return facts.method();
  }

  /** Returns the URL of the request, before redirects. */
  public Url url() {
    return facts.url();
  }

  /** Returns the attributes of the request, with those of the session. */
  public Attributes attributes() {
    return facts.attributes();
  }

  /** Returns the template of the URL: a name for this kind of call, for tags of metrics. */
  public Optional<String> urlTemplate() {
    return attributes().get(AttributeKey.URL_TEMPLATE);
  }

  /** Returns the wall-clock time of the start. */
  public Instant start() {
    return facts.start();
  }

  /** Returns how long the call may take, if it has a deadline. */
  public Optional<Duration> deadline() {
    return facts.deadline();
  }

  /** Whether the caller does not wait for the call. */
  public boolean asynchronous() {
    return facts.asynchronous();
  }

  /**
   * Keeps a value with the call for other hooks and listeners, such as the span of the running
   * attempt. A value of the same name is replaced.
   */
  public <T> void put(AttributeKey<T> key, T value) {
    notes().put(Objects.requireNonNull(key, "key").name(), Objects.requireNonNull(value, "value"));
  }

  private synchronized Map<String, Object> notes() {
    Map<String, Object> present = notes;
    if (present == null) {
      present = new ConcurrentHashMap<>(4);
      notes = present;
    }
    return present;
  }

  /** Returns the value that was {@link #put} with the call. */
  public <T> Optional<T> get(AttributeKey<T> key) {
    Objects.requireNonNull(key, "key");
    Map<String, Object> present = notes;
    return present == null
        ? Optional.empty()
        : Optional.ofNullable(key.type().cast(present.get(key.name())));
  }

  /** Returns the number, the method, and the URL with its secrets masked. */
  @Override
  public String toString() {
    return "call " + id() + ", " + method() + " " + url();
  }
}
