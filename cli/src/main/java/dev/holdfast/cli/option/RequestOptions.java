/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.message.Url;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is sent, and to where. */
public final class RequestOptions {

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'Name: value'",
      converter = HeaderText.Converter.class,
      description = "Send this header. Repeatable.")
  List<HeaderText> headers = new ArrayList<>();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER:PASSWORD",
      converter = BasicCredentials.Converter.class,
      description = "Send these in an Authorization header (Basic).")
  @Nullable BasicCredentials user;

  @Option(
      names = "--idempotency-key",
      paramLabel = "auto|VALUE",
      description = "Send an Idempotency-Key, the same in every attempt: it makes a POST or PATCH"
          + " repeatable. auto makes one up.")
  @Nullable String idempotencyKey;

  @Option(
      names = "--idempotency-header",
      paramLabel = "NAME",
      description = "The header for the key, if the server wants another than Idempotency-Key.")
  @Nullable String idempotencyHeader;

  @Option(
      names = "--deadline-header",
      paramLabel = "NAME",
      description = "Tell the server in this header how many milliseconds are left for an attempt;"
          + " there is no standard name.")
  @Nullable String deadlineHeader;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "Trust the certificates in this PEM file instead of the default ones.")
  @Nullable Path cacert;

  @Option(
      names = "--resolve",
      paramLabel = "host:port:addr",
      converter = ResolveRule.Converter.class,
      description = "Connect to this address for that host and port; an IPv6 address in brackets."
          + " Repeatable.")
  List<ResolveRule> rules = new ArrayList<>();

  /** The headers, in the order given. */
  public List<HeaderText> headers() {
    return List.copyOf(headers);
  }

  /** User and password. */
  public Optional<BasicCredentials> user() {
    return Optional.ofNullable(user);
  }

  /** The idempotency key, or {@code auto}. */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** The name of the idempotency header, if it is not the usual one. */
  public Optional<String> idempotencyHeader() {
    return Optional.ofNullable(idempotencyHeader);
  }

  /** The name of the header that tells what is left until the deadline. */
  public Optional<String> deadlineHeader() {
    return Optional.ofNullable(deadlineHeader);
  }

  /** The file with the certificates to trust. */
  public Optional<Path> cacert() {
    return Optional.ofNullable(cacert);
  }

  /** The rules that apply to a call of this URL: those for its host name its port too. */
  public List<ResolveRule> rules(Url url) {
    return rules.stream().filter(rule -> applies(rule, url)).toList();
  }

  private static boolean applies(ResolveRule rule, Url url) {
    // A rule for another host is for where a redirect leads; its port is not known yet.
    return !rule.host().equalsIgnoreCase(url.host()) || rule.port() == url.port();
  }
}
