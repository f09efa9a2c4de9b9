/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import dev.holdfast.http.message.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The cookies of a jar by domain, within limits (RFC 6265bis section 5.7). Not thread-safe. */
final class StoredCookies {

  private static final int MOST_A_DOMAIN = 50;
  private static final int MOST = 3_000;

  /**
   * The order of eviction when there are too many: insecure ones first, then those used least
   * recently.
   */
  private static final Comparator<Entry> EVICTION =
      Comparator.comparing((Entry entry) -> entry.cookie.secure()).thenComparing(e -> e.used);

  /** The order of sending: longer paths first, then older cookies (section 5.8.3). */
  private static final Comparator<Entry> SENDING = Comparator.comparing(
          (Entry entry) -> -entry.cookie.path().length())
      .thenComparing(entry -> entry.created);

  private static final class Entry {
    final Cookie cookie;
    final CookieSource source;
    final long created;
    long used;

    Entry(Cookie cookie, CookieSource source, long created, long used) {
      this.cookie = cookie;
      this.source = source;
      this.created = created;
      this.used = used;
    }
  }

  private final Map<String, List<Entry>> byDomain = new HashMap<>();
  private int size;
  private long ticks;

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns all cookies, the oldest first. */
  List<Cookie> all(Instant now) {
    return byDomain.values().stream()
        .flatMap(List::stream)
        .filter(entry -> !entry.cookie.expired(now))
        .sorted(Comparator.comparing((Entry entry) -> entry.created))
        .map(entry -> entry.cookie)
        .toList();
  }

  /** Returns the cookies for that URL in the order in which they are sent. */
  List<Cookie> matching(Url url, Instant now) {
    List<Entry> found = new ArrayList<>();
    String host = url.host();
    for (String domain = host; domain != null; domain = parent(domain)) {
      for (Entry entry : byDomain.getOrDefault(domain, List.of())) {
        if (isFor(entry.cookie, url)
            && entry.source.sharesWith(url)
            && !entry.cookie.expired(now)) {
          entry.used = ++ticks;
          found.add(entry);
        }
      }
    }
    return found.stream().sorted(SENDING).map(entry -> entry.cookie).toList();
  }

  private static @Nullable String parent(String domain) {
    int dot = domain.indexOf('.');
    return dot < 0 ? null : domain.substring(dot + 1);
  }

  private static boolean isFor(Cookie cookie, Url url) {
    boolean host = cookie.hostOnly()
        ? cookie.domain().equals(url.host())
        : CookieRules.domainMatches(url.host(), cookie.domain());
    return host
        && (!cookie.secure() || url.secure())
        && CookieRules.pathMatches(url.path(), cookie.path());
  }

  /**
   * Whether that cookie would replace a secure one. A response over {@code http} must not set such
   * a cookie: it would be sent instead of the secure one, or beside it.
   */
  boolean hidesSecure(Cookie fresh) {
    return byDomain.values().stream()
        .flatMap(List::stream)
        .map(entry -> entry.cookie)
        .anyMatch(old -> old.secure()
            && old.name().equals(fresh.name())
            && (CookieRules.domainMatches(old.domain(), fresh.domain())
                || CookieRules.domainMatches(fresh.domain(), old.domain()))
            && CookieRules.pathMatches(fresh.path(), old.path()));
  }

  /**
   * Stores a cookie, which replaces the one of the same name, domain, path and port. An expired one
   * removes it.
   */
  void put(Cookie cookie, CookieSource source, Instant now) {
    List<Entry> shelf = byDomain.computeIfAbsent(cookie.domain(), domain -> new ArrayList<>(2));
    long created = ++ticks;
    for (int i = 0; i < shelf.size(); i++) {
      Entry old = shelf.get(i);
      if (samePlace(old.cookie, cookie) && old.source.replaceableBy(source)) {
        created = old.created;
        shelf.remove(i);
        size--;
        break;
      }
    }
    if (!cookie.expired(now)) {
      shelf.add(new Entry(cookie, source, created, ticks));
      size++;
    }
    if (shelf.size() > MOST_A_DOMAIN) {
      evict(shelf, now);
    }
    if (shelf.isEmpty()) {
      byDomain.remove(cookie.domain());
    }
    if (size > MOST) {
      evictAnywhere(now);
    }
  }

  private static boolean samePlace(Cookie one, Cookie other) {
    return one.name().equals(other.name())
        && one.hostOnly() == other.hostOnly()
        && one.path().equals(other.path());
  }

  private void evict(List<Entry> shelf, Instant now) {
    int before = shelf.size();
    shelf.removeIf(entry -> entry.cookie.expired(now));
    if (shelf.size() > MOST_A_DOMAIN) {
      shelf.stream().min(EVICTION).ifPresent(shelf::remove);
    }
    size -= before - shelf.size();
  }

  private void evictAnywhere(Instant now) {
    removeIf(cookie -> cookie.expired(now));
    if (size > MOST) {
      byDomain.values().stream()
          .flatMap(List::stream)
          .min(Comparator.comparing(entry -> entry.used))
          .ifPresent(oldest -> removeIf(cookie -> cookie.equals(oldest.cookie)));
    }
  }

  void removeIf(Predicate<Cookie> unwanted) {
    for (List<Entry> shelf : byDomain.values()) {
      int before = shelf.size();
      shelf.removeIf(entry -> unwanted.test(entry.cookie));
      size -= before - shelf.size();
    }
    byDomain.values().removeIf(List::isEmpty);
  }
}
