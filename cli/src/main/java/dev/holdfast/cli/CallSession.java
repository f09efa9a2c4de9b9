/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.credential.PasswordPrompt;
import dev.holdfast.cli.option.CallOptions;
import dev.holdfast.cli.option.ConnectionOptions;
import dev.holdfast.cli.option.ResolveRule;
import dev.holdfast.cli.option.RouteOptions;
import dev.holdfast.http.AttemptObserver;
import dev.holdfast.http.DeadlineHeader;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.tls.TlsBuilder;
import dev.holdfast.http.tls.TlsFileException;
import dev.holdfast.http.transport.Dns;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Creates the session of a call from the options. */
final class CallSession {

  private CallSession() {}

  /**
   * Opens the session.
   *
   * @throws UsageException if options contradict each other or name a file that cannot be read
   */
  static Session open(
      CallOptions options,
      Url url,
      AttemptObserver observer,
      Cookies cookies,
      Optional<Authentication> authentication) {
    if (options.request().location() && options.noRedirect()) {
      throw new UsageException("--location", "given beside --no-redirect", "one of the two");
    }
    SessionBuilder builder = Session.builder()
        .timeouts(options.timeouts())
        .retry(options.retry())
        .safeguards(options.safeguards())
        .decompress(options.request().compressed())
        .observer(observer);
    cookies.jar().ifPresent(builder::cookies);
    authentication.ifPresent(known -> builder.authentication(url.origin(), known));
    List<ResolveRule> rules = options.connection().rules(url);
    if (!rules.isEmpty()) {
      builder.dns(new FixedDns(rules, Dns.system()));
    }
    options.request().idempotencyHeader().ifPresent(builder::idempotencyHeader);
    options.request().deadlineHeader().map(DeadlineHeader::of).ifPresent(builder::deadlineHeader);
    route(builder, options.route());
    if (differsInTls(options.connection())) {
      builder.tls(tls(options.connection()));
    }
    return builder.build();
  }

  private static void route(SessionBuilder builder, RouteOptions options) {
    options.contradiction().ifPresent(pair -> {
      throw pair[1].isEmpty()
          ? new UsageException(pair[0], "given without a proxy", "--proxy URL beside it")
          : new UsageException(pair[0], "given beside " + pair[1], "one of the two");
    });
    try {
      builder.proxy(options.rules());
    } catch (IllegalArgumentException malformed) {
      throw new UsageException(malformed);
    }
    options.route().ifPresent(builder::route);
  }

  /** Whether TLS options are given. Most calls have none and need no classes for certificates. */
  private static boolean differsInTls(ConnectionOptions options) {
    return options.insecure()
        || options.cacert().isPresent()
        || options.cert().isPresent()
        || options.key().isPresent()
        || !options.pins().isEmpty();
  }

  private static Tls tls(ConnectionOptions options) {
    TlsBuilder tls = Tls.builder();
    if (options.insecure()) {
      if (options.cacert().isPresent()) {
        throw new UsageException("--insecure", "given beside --cacert", "one of the two");
      }
      tls.dangerouslyTrustEverything();
    }
    options.cacert().ifPresent(tls::trust);
    if (!options.pins().isEmpty()) {
      tls.pinEveryHost(options.pins().toArray(String[]::new));
    }
    if (options.cert().isPresent()) {
      Path key = options.key().orElse(options.cert().get());
      tls.certificate(options.cert().get(), key)
          .keyPassword(() -> PasswordPrompt.ask("Password of " + key + ": ")
              .map(String::toCharArray)
              .orElse(null));
    } else if (options.key().isPresent()) {
      throw new UsageException("--key", "given without its certificate", "--cert FILE");
    }
    try {
      return tls.build();
    } catch (TlsFileException e) {
      throw unusable(options, e);
    }
  }

  private static UsageException unusable(ConnectionOptions options, TlsFileException e) {
    if (options.cacert().filter(e.file()::equals).isPresent()) {
      return unusable("--cacert", e, "a readable file of certificates, PEM or PKCS#12");
    }
    if (options.key().filter(e.file()::equals).isPresent()) {
      return unusable("--key", e, "a readable PEM file with the key");
    }
    return options.key().isPresent()
        ? unusable("--cert", e, "a readable PEM file with the certificate")
        : unusable("--cert", e, "a readable PEM or PKCS#12 file with certificate and key");
  }

  private static UsageException unusable(String option, TlsFileException e, String expected) {
    return new UsageException(option, e.file().toString(), expected + ": " + e.why());
  }
}
