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
 * that has set them ({@link #sharedByPorts}): at most 50 a domain and 3,000 in all, 8 KiB to a
 * request, none longer than 400 days. Thread-safe.
 *
 * <p>Cookies for a whole domain need a list of public suffixes, or a site could set some for all of
 * {@code co.uk}: without a list, each cookie is kept for the host that has set it.
 */
public final class CookieJar {

  private static final String COOKIE = "Cookie";

  /** What servers take of one header. */
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

  /** An empty jar with the {@linkplain PublicSuffixes#installed() list that is there}. */
  public static CookieJar create() {
    return create(TimeSource.system());
  }

  /** The same, with another clock. */
  public static CookieJar create(TimeSource time) {
    return new CookieJar(PublicSuffixes.installed().orElse(null), time);
  }

  /** An empty jar with a list of public suffixes of the caller's. */
  public static CookieJar create(PublicSuffixes suffixes, TimeSource time) {
    return new CookieJar(Objects.requireNonNull(suffixes, "suffixes"), time);
  }

  /** As if no list were there. */
  static CookieJar withoutList(TimeSource time) {
    return new CookieJar(null, time);
  }

  /**
   * This jar with the cookies of that store. They are saved there when {@link #save} is called, and
   * when a session that uses the jar is closed.
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

  /** All cookies that have not expired, the oldest first. */
  public List<Cookie> cookies() {
    synchronized (lock) {
      return cookies.all(time.now());
    }
  }

  /** The cookies that a request of that URL would be sent with, in that order. */
  public List<Cookie> cookies(Url url) {
    Objects.requireNonNull(url, "url");
    synchronized (lock) {
      return cookies.matching(url, time.now());
    }
  }

  /**
   * This jar, with cookies that all ports of a host share, and {@code https} with {@code http}, as
   * in browsers (RFC 6265bis, section 8.5). Default: another port may be another program of another
   * user, and a cookie goes back only to the port that has set it; {@code http} and {@code https}
   * at the usual ports share those that came over {@code http}. For cookies that are received from
   * now on: those of a {@linkplain #storedIn store} or of {@link #add} have no port.
   */
  public CookieJar sharedByPorts() {
    synchronized (lock) {
      shared = true;
    }
    return this;
  }

  /** Keeps a cookie for all ports, in place of one of the same name, domain and path. */
  public void add(Cookie cookie) {
    Objects.requireNonNull(cookie, "cookie");
    synchronized (lock) {
      cookies.put(cookie, CookieSource.EVERYWHERE, time.now());
      changed = true;
    }
  }

  /** Drops all cookies. */
  public void clear() {
    synchronized (lock) {
      cookies.removeIf(cookie -> true);
      changed = true;
    }
  }

  /** Drops the cookies that do not expire: what a browser does when it is closed. */
  public void endSession() {
    synchronized (lock) {
      cookies.removeIf(cookie -> cookie.expires().isEmpty());
      changed = true;
    }
  }

  /**
   * The headers of a request of that URL with the cookies for it, in one {@code Cookie} header. A
   * header of that name which is there already stays: cookies of its names are not added.
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
   * Keeps the cookies that an answer from that URL sets.
   *
   * @return what was not kept as the server asked, in words, without values of cookies
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

  /** Says how many cookies it has. */
  @Override
  public String toString() {
    return "CookieJar[" + cookies().size() + "]";
  }
}
