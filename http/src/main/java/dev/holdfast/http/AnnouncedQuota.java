/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Headers;
import dev.holdfast.pace.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer's headers say of a quota: {@code RateLimit} and {@code RateLimit-Policy}
 * (draft-ietf-httpapi-ratelimit-headers), their earlier forms {@code RateLimit-Remaining},
 * {@code -Limit} and {@code -Reset}, and the same with {@code X-}, whose reset is seconds or, with
 * many services, a Unix time. Of several quotas the one that leaves the least. What does not parse
 * is ignored.
 */
final class AnnouncedQuota {

  private static final Pattern ITEM = Pattern.compile("\"([^\"]*)\"([^,]*)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  /** Larger than any delay, smaller than any present Unix time. */
  private static final long UNIX_TIMES_FROM = 1_000_000_000L;

  private AnnouncedQuota() {}

  static Optional<Quota> of(Headers headers, Instant now) {
    Optional<Quota> tightest = Optional.empty();
    for (String field : headers.all("RateLimit")) {
      Matcher item = ITEM.matcher(field);
      while (item.find()) {
        tightest = tighter(tightest, item(item.group(1), item.group(2), headers));
      }
    }
    tightest = tighter(tightest, threeHeaders(headers, "RateLimit-", now));
    return tighter(tightest, threeHeaders(headers, "X-RateLimit-", now));
  }

  private static Optional<Quota> item(String policy, String parameters, Headers headers) {
    OptionalLong remaining = parameter(parameters, "r");
    OptionalLong reset = parameter(parameters, "t");
    return quota(limit(policy, headers), remaining, reset);
  }

  private static OptionalLong limit(String policy, Headers headers) {
    for (String field : headers.all("RateLimit-Policy")) {
      Matcher item = ITEM.matcher(field);
      while (item.find()) {
        if (item.group(1).equals(policy)) {
          return parameter(item.group(2), "q");
        }
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong parameter(String parameters, String name) {
    for (String parameter : parameters.split(";", -1)) {
      String text = parameter.strip();
      if (text.startsWith(name + "=")) {
        return number(text.substring(name.length() + 1));
      }
    }
    return OptionalLong.empty();
  }

  private static Optional<Quota> threeHeaders(Headers headers, String prefix, Instant now) {
    OptionalLong reset = header(headers, prefix + "Reset");
    if (reset.isPresent() && reset.getAsLong() >= UNIX_TIMES_FROM) {
      reset = OptionalLong.of(Math.max(0, reset.getAsLong() - now.getEpochSecond()));
    }
    return quota(header(headers, prefix + "Limit"), header(headers, prefix + "Remaining"), reset);
  }

  private static OptionalLong header(Headers headers, String name) {
    return headers.first(name).map(AnnouncedQuota::number).orElse(OptionalLong.empty());
  }

  private static OptionalLong number(String text) {
    Matcher digits = NUMBER.matcher(text.strip());
    return digits.lookingAt()
        ? OptionalLong.of(Long.parseLong(digits.group()))
        : OptionalLong.empty();
  }

  private static Optional<Quota> quota(
      OptionalLong limit, OptionalLong remaining, OptionalLong reset) {
    return remaining.isPresent() && reset.isPresent()
        ? Optional.of(
            new Quota(limit, remaining.getAsLong(), Duration.ofSeconds(reset.getAsLong())))
        : Optional.empty();
  }

  private static Optional<Quota> tighter(Optional<Quota> first, Optional<Quota> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isPresent() ? first : second;
    }
    return share(first.get()) <= share(second.get()) ? first : second;
  }

  /** Attempts per second until the reset. */
  private static double share(Quota quota) {
    return quota.remaining() / (double) Math.max(1, quota.reset().toSeconds());
  }
}
