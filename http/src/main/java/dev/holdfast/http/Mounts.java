/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Url;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.origin.SharedSafeguards;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Finds settings by the longest prefix that matches the parsed origin and whole path segments, so
 * that {@code https://api.example.com} never matches {@code https://api.example.com.evil.org}.
 */
final class Mounts {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  private final Settings fallback;
  private final List<Mount> longestFirst;

  private record Mount(Url prefix, Settings settings) {

    boolean matches(Url url) {
      return prefix.sameOrigin(url) && matchesPath(prefix.path(), url.path());
    }

    private static boolean matchesPath(String prefix, String path) {
      if (!path.startsWith(prefix)) {
        return false;
      }
      return prefix.endsWith("/")
          || path.length() == prefix.length()
          || path.charAt(prefix.length()) == '/';
    }
  }

  /**
   * Computes the final settings of a session and of its mounts.
   *
   * @param settings of the session
   * @param changes change the session's settings into those of each mount
   * @throws IllegalArgumentException if a call could go on for ever
   */
  static Mounts of(Settings settings, Map<Url, UnaryOperator<Settings>> changes) {
    Settings fallback = settings.checked();
    Map<Url, Settings> mounted = new LinkedHashMap<>();
    changes.forEach((url, change) -> mounted.put(
        url,
        Objects.requireNonNull(change.apply(fallback), () -> "mount " + url + ": no settings")
            .checked()));
    List<Settings> all = new ArrayList<>(mounted.values());
    all.add(fallback);
    all.forEach(Mounts::warnOfAttemptTimeout);
    SharedSafeguards safeguards = new SharedSafeguards(longestPools(all));
    mounted.replaceAll((url, own) -> own.safeguards(safeguards.complete(own.safeguards())));
    return new Mounts(fallback.safeguards(safeguards.complete(fallback.safeguards())), mounted);
  }

  private static Map<Safeguards, Duration> longestPools(List<Settings> all) {
    Map<Safeguards, Duration> longest = new HashMap<>();
    for (Settings settings : all) {
      longest.merge(
          settings.safeguards(),
          settings.timeouts().poolTimeout(),
          (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    return longest;
  }

  /**
   * Warns of an attempt timeout above the deadline. It is accepted, because the deadline holds, but
   * is probably a mistake.
   */
  private static void warnOfAttemptTimeout(Settings settings) {
    if (settings.timeouts().attemptOutlastsDeadline()) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          () -> "the attempt timeout is longer than the deadline, which cuts it short: "
              + settings.timeouts());
    }
  }

  Mounts(Settings fallback, Map<Url, Settings> mounts) {
    this.fallback = fallback;
    this.longestFirst = mounts.entrySet().stream()
        .map(entry -> new Mount(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingInt((Mount mount) -> mount.prefix().path().length())
            .reversed())
        .toList();
  }

  /**
   * Returns the TLS of each origin that has its own.
   *
   * @throws IllegalArgumentException if it is set below a path, or for plain HTTP
   */
  Map<Origin, Tls> tls() {
    Map<Origin, Tls> own = new HashMap<>();
    for (Mount mount : longestFirst) {
      Tls tls = mount.settings().tls();
      if (tls != fallback.tls()) {
        Url prefix = mount.prefix();
        if (!prefix.secure() || !prefix.target().equals("/")) {
          throw new IllegalArgumentException("tls: set for the mount " + prefix
              + " (expected: https and no path, all calls to an origin share its connections)");
        }
        own.put(Origin.of(prefix), tls);
      }
    }
    return own;
  }

  /** Returns the TLS of all other origins. */
  Tls commonTls() {
    return fallback.tls();
  }

  /**
   * Checks that a transport can enforce all of them.
   *
   * @throws IllegalArgumentException if it cannot
   */
  void check(Requirements requirements) {
    longestFirst.forEach(mount -> requirements.check(mount.settings()));
    requirements.check(fallback);
  }

  /** Returns the settings for a URL. */
  Settings of(Url url) {
    for (Mount mount : longestFirst) {
      if (mount.matches(url)) {
        return mount.settings();
      }
    }
    return fallback;
  }
}
