/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.field;

import dev.holdfast.engine.pace.Quota;
import dev.holdfast.http.field.FieldItems.Item;
import dev.holdfast.http.message.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the quota of requests that the headers of a response announce. Of several quotas it returns
 * the one that allows the fewest requests per second. A {@code Retry-After} takes precedence over
 * the time of the reset, as the draft demands. Values that do not parse are ignored. Understands
 *
 * <ul>
 *   <li>{@code RateLimit: "default";r=50;t=30} and {@code RateLimit-Policy}
 *       (draft-ietf-httpapi-ratelimit-headers-11), except quotas of other units than requests;
 *   <li>{@code RateLimit: limit=100, remaining=50, reset=30} (draft 07);
 *   <li>{@code RateLimit-Limit}, {@code -Remaining} and {@code -Reset} (drafts up to 06), and the
 *       same with {@code X-} or {@code X-Rate-Limit-}, whose reset may be seconds, a Unix time in
 *       seconds or milliseconds, or a date.
 * </ul>
 */
public final class AnnouncedQuota {

  private static final Pattern INTEGER = Pattern.compile("[0-9]{1,15}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");
  /** The limit, and optionally the policies that follow it. */
  private static final Pattern LIMIT = Pattern.compile("([0-9]{1,15})\\s*([,;].*)?");

  private static final Pattern MEMBER =
      Pattern.compile("\\s*(limit|remaining|reset)=([0-9]{1,15})\\s*");

  private static final String REQUESTS = "requests";
  /** Larger than any delay and smaller than any present Unix time: in seconds, in milliseconds. */
  private static final double UNIX_TIMES_FROM = 1e9;

  private static final double UNIX_MILLIS_FROM = 1e11;

  private static final Comparator<Quota> TIGHTEST = Comparator.comparingDouble(
          AnnouncedQuota::perSecond)
      .thenComparing(Comparator.comparing(Quota::reset).reversed());

  private AnnouncedQuota() {}

  /**
   * Returns the tightest quota; empty if none is announced.
   *
   * @param retryAfter the {@code Retry-After} of the same response
   */
  public static Optional<Quota> of(Headers headers, RetryAfter retryAfter, Instant now) {
    List<Quota> all = new ArrayList<>(2);
    for (String field : headers.all("RateLimit")) {
      for (Item item : FieldItems.parse(field)) {
        item(item, headers).ifPresent(all::add);
      }
      members(field).ifPresent(all::add);
    }
    for (String prefix : List.of("RateLimit-", "X-RateLimit-", "X-Rate-Limit-")) {
      threeHeaders(headers, prefix, now).ifPresent(all::add);
    }
    return all.stream().min(TIGHTEST).map(quota -> until(retryAfter, quota));
  }

  private static Quota until(RetryAfter retryAfter, Quota quota) {
    return retryAfter
        .delay()
        .map(delay -> new Quota(quota.limit(), quota.remaining(), delay))
        .orElse(quota);
  }

  private static Optional<Quota> item(Item item, Headers headers) {
    Optional<Item> policy = policy(item.name(), headers);
    String unit = policy.map(p -> p.parameters().getOrDefault("qu", REQUESTS)).orElse(REQUESTS);
    return unit.equals(REQUESTS)
        ? quota(
            policy.map(p -> integer(p, "q")).orElse(OptionalLong.empty()),
            integer(item, "r"),
            integer(item, "t"))
        : Optional.empty();
  }

  private static Optional<Item> policy(String name, Headers headers) {
    return headers.all("RateLimit-Policy").stream()
        .flatMap(field -> FieldItems.parse(field).stream())
        .filter(policy -> policy.name().equals(name))
        .findFirst();
  }

  private static OptionalLong integer(Item item, String parameter) {
    return integer(item.parameters().getOrDefault(parameter, ""));
  }

  private static OptionalLong integer(String text) {
    return INTEGER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static Optional<Quota> members(String field) {
    OptionalLong limit = OptionalLong.empty();
    OptionalLong remaining = OptionalLong.empty();
    OptionalLong reset = OptionalLong.empty();
    for (String member : field.split(",", -1)) {
      Matcher matcher = MEMBER.matcher(member);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      OptionalLong value = OptionalLong.of(Long.parseLong(matcher.group(2)));
      switch (matcher.group(1)) {
        case "limit" -> limit = value;
        case "remaining" -> remaining = value;
        default -> reset = value;
      }
    }
    return quota(limit, remaining, reset);
  }

  private static Optional<Quota> threeHeaders(Headers headers, String prefix, Instant now) {
    Optional<String> remaining = headers.first(prefix + "Remaining").map(String::strip);
    Optional<String> reset = headers.first(prefix + "Reset").map(String::strip);
    if (remaining.isEmpty() || reset.isEmpty()) {
      return Optional.empty();
    }
    Instant reference =
        headers.first("Date").flatMap(date -> HttpDate.parse(date, now)).orElse(now);
    return quota(
        headers.first(prefix + "Limit").map(AnnouncedQuota::limit).orElse(OptionalLong.empty()),
        integer(remaining.get()),
        reset(reset.get(), reference));
  }

  private static OptionalLong limit(String text) {
    Matcher matcher = LIMIT.matcher(text.strip());
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** Returns the seconds from the reference until the reset. */
  private static OptionalLong reset(String text, Instant reference) {
    if (DECIMAL.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      double seconds = number >= UNIX_MILLIS_FROM ? number / 1000 : number;
      boolean delay = number < UNIX_TIMES_FROM;
      return OptionalLong.of(
          (long) Math.ceil(delay ? seconds : Math.max(0, seconds - reference.getEpochSecond())));
    }
    return date(text, reference)
        .map(date -> OptionalLong.of(secondsUntil(date, reference)))
        .orElse(OptionalLong.empty());
  }

  /** Rounds up, so that a limit never ends early. */
  private static long secondsUntil(Instant date, Instant reference) {
    return Math.max(0, Duration.between(reference, date).plusNanos(999_999_999).toSeconds());
  }

  private static Optional<Instant> date(String text, Instant reference) {
    Optional<Instant> date = HttpDate.parse(text, reference);
    if (date.isPresent()) {
      return date;
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Quota> quota(
      OptionalLong limit, OptionalLong remaining, OptionalLong reset) {
    return remaining.isPresent() && reset.isPresent()
        ? Optional.of(
            new Quota(limit, remaining.getAsLong(), Duration.ofSeconds(reset.getAsLong())))
        : Optional.empty();
  }

  /** Returns the attempts per second until the reset. */
  private static double perSecond(Quota quota) {
    return quota.remaining() / (double) Math.max(1, quota.reset().toSeconds());
  }
}
