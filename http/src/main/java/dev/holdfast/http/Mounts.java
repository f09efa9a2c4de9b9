/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Url;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Finds settings by the longest prefix that matches the parsed origin and whole path segments, so
 * that {@code https://api.example.com} never matches {@code https://api.example.com.evil.org}.
 */
final class Mounts {

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

  Mounts(Settings fallback, Map<Url, Settings> mounts) {
    this.fallback = fallback;
    this.longestFirst = mounts.entrySet().stream()
        .map(entry -> new Mount(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingInt((Mount mount) -> mount.prefix().path().length())
            .reversed())
        .toList();
  }

  Settings of(Url url) {
    for (Mount mount : longestFirst) {
      if (mount.matches(url)) {
        return mount.settings();
      }
    }
    return fallback;
  }
}
