/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the cookies that servers set, and sends them back as RFC 6265bis says, but only to the port
 * that set them ({@link #sharedByPorts}). Limits: 50 for each domain, 3,000 in all, 8 KiB in a
 * request, 400 days. Thread-safe.
 *
 * <p>Cookies for a whole domain need a list of public suffixes; otherwise a site could set some for
 * all of {@code co.uk}. Without a list, each cookie is kept for the host that set it.
 */
public final class CookieJar {

  private static final String COOKIE = "Cookie";

  /** The most bytes that servers accept in one header. */
  private static final int MAX_HEADER = 8_192;

  private static final int MAX_NOTES = 5;

  private final CookieRules rules;
  private final TimeSource time;
  private final Object lock = new Object();
  private final StoredCookies cookies = new StoredCookies();
  private @Nullable CookieStore store;
  private boolean shared;
  private boolean changed;

  private CookieJar(@Nullable PublicSuffixes suffixes, TimeSource time) {
    this.rules = new CookieRules(suffixes);
    this.time = Objects.requireNonNull(time, "time");
  }

  /** Creates an empty jar with the {@linkplain PublicSuffixes#installed() installed list}. */
  public static CookieJar create() {
    return create(TimeSource.system());
  }

  /** Creates the same jar with another clock. */
  public static CookieJar create(TimeSource time) {
    return new CookieJar(PublicSuffixes.installed().orElse(null), time);
  }

  /** Creates an empty jar with a list of public suffixes of the caller's. */
  public static CookieJar create(PublicSuffixes suffixes, TimeSource time) {
    return new CookieJar(Objects.requireNonNull(suffixes, "suffixes"), time);
  }

  /** Creates a jar as if no list were installed. */
  static CookieJar withoutList(TimeSource time) {
    return new CookieJar(null, time);
  }

  /**
   * Returns this jar with the cookies of that store. They are saved there when {@link #save} is
   * called, and when a session that uses the jar is closed.
   *
   * @throws UncheckedIOException if they cannot be loaded
   */
  public CookieJar storedIn(CookieStore place) {
    Objects.requireNonNull(place, "place");
    List<Cookie> loaded;
    try {
      loaded = place.load();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Instant now = time.now();
    synchronized (lock) {
      loaded.forEach(cookie -> cookies.put(cookie, CookieSource.EVERYWHERE, now));
      store = place;
    }
    return this;
  }

  /**
   * Saves the cookies where they are {@linkplain #storedIn stored}, if they have changed.
   *
   * @throws UncheckedIOException if they cannot be saved
   */
  public void save() {
    CookieStore place;
    List<Cookie> saved;
    synchronized (lock) {
      place = store;
      if (place == null || !changed) {
        return;
      }
      saved = cookies.all(time.now());
      changed = false;
    }
    try {
      place.save(saved);
    } catch (IOException e) {
      synchronized (lock) {
        changed = true;
      }
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all cookies that have not expired, the oldest first. */
  public List<Cookie> cookies() {
    synchronized (lock) {
      return cookies.all(time.now());
    }
  }

  /** Returns the cookies that would be sent with a request of that URL, in that order. */
  public List<Cookie> cookies(Url url) {
    Objects.requireNonNull(url, "url");
    synchronized (lock) {
      return cookies.matching(url, time.now());
    }
  }

  /**
   * Returns this jar with cookies that all ports of a host share, and {@code https} with
   * {@code http}, as in browsers (RFC 6265bis, section 8.5). By default a cookie is sent only to
   * the port that set it, because another port may be another program of another user; {@code http}
   * and {@code https} at the usual ports share those that came over {@code http}. Applies to
   * cookies that are received from now on: those of a {@linkplain #storedIn store} or of
   * {@link #add} have no port.
   */
  public CookieJar sharedByPorts() {
    synchronized (lock) {
      shared = true;
    }
    return this;
  }

  /** Adds a cookie for all ports, which replaces one of the same name, domain and path. */
  public void add(Cookie cookie) {
    Objects.requireNonNull(cookie, "cookie");
    synchronized (lock) {
      cookies.put(cookie, CookieSource.EVERYWHERE, time.now());
      changed = true;
    }
  }

  /** Removes all cookies. */
  public void clear() {
    synchronized (lock) {
      cookies.removeIf(cookie -> true);
      changed = true;
    }
  }

  /** Removes the cookies without an expiry, as a browser does when it is closed. */
  public void endSession() {
    synchronized (lock) {
      cookies.removeIf(cookie -> cookie.expires().isEmpty());
      changed = true;
    }
  }

  /**
   * Returns the headers of a request of that URL with its cookies, in one {@code Cookie} header. An
   * existing header of that name stays: cookies of its names are not added.
   */
  public Headers addTo(Headers headers, Url url) {
    Objects.requireNonNull(headers, "headers");
    List<Cookie> matching;
    synchronized (lock) {
      if (cookies.isEmpty()) {
        return headers;
      }
      matching = cookies.matching(url, time.now());
    }
    if (matching.isEmpty()) {
      return headers;
    }
    String own = String.join("; ", headers.all(COOKIE));
    Set<String> taken = names(own);
    StringBuilder value = new StringBuilder(own);
    for (Cookie cookie : matching) {
      String pair = cookie.name().isEmpty() ? cookie.value() : cookie.name() + "=" + cookie.value();
      String separator = value.isEmpty() ? "" : "; ";
      if (!taken.contains(cookie.name())
          && value.length() + separator.length() + pair.length() <= MAX_HEADER) {
        value.append(separator).append(pair);
      }
    }
    return value.length() == own.length() ? headers : headers.with(COOKIE, value.toString());
  }

  private static Set<String> names(String header) {
    Set<String> names = new HashSet<>();
    for (String pair : header.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        names.add(pair.substring(0, equals).strip());
      }
    }
    return names;
  }

  /**
   * Stores the cookies that a response from that URL sets.
   *
   * @return notes on cookies that were not stored as the server asked, without their values
   */
  public List<String> receive(Url url, Headers headers) {
    Objects.requireNonNull(url, "url");
    List<String> values = headers.all("Set-Cookie");
    if (values.isEmpty()) {
      return List.of();
    }
    List<String> notes = new ArrayList<>(1);
    Instant now = time.now();
    for (String value : values) {
      try {
        receive(SetCookie.parse(value, now), url, now, notes);
      } catch (RefusedCookieException refused) {
        notes.add(String.valueOf(refused.getMessage()));
      }
    }
    return notes.size() <= MAX_NOTES ? notes : shortened(notes);
  }

  private static List<String> shortened(List<String> notes) {
    List<String> first = new ArrayList<>(notes.subList(0, MAX_NOTES));
    first.add("of other cookies " + (notes.size() - MAX_NOTES) + " more");
    return first;
  }

  private void receive(SetCookie set, Url url, Instant now, List<String> notes)
      throws RefusedCookieException {
    Cookie cookie = rules.judge(set, url);
    synchronized (lock) {
      if (!url.secure() && cookies.hidesSecure(cookie)) {
        throw new RefusedCookieException(
            set.name(), "it came over http and would hide one that is Secure");
      }
      cookies.put(cookie, shared ? CookieSource.EVERYWHERE : CookieSource.of(url), now);
      changed = true;
    }
    if (rules.narrows(set, cookie)) {
      notes.add(
          "a cookie is kept for " + url.host() + " alone, not for its whole domain: no list of"
              + " public suffixes is there (com.google.guava:guava has one)");
    }
  }

  /** Returns the number of cookies. */
  @Override
  public String toString() {
    return "CookieJar[" + cookies().size() + "]";
  }
}
