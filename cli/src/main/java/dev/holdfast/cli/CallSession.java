/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.credential.PasswordPrompt;
import dev.holdfast.cli.option.CallOptions;
import dev.holdfast.cli.option.ConnectionOptions;
import dev.holdfast.cli.option.ResolveRule;
import dev.holdfast.cli.tls.TlsContext;
import dev.holdfast.cli.tls.TlsContext.UnusableFileException;
import dev.holdfast.http.AttemptObserver;
import dev.holdfast.http.DeadlineHeader;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.Dns;
import java.nio.file.Path;
import java.util.List;

/** The session of a call, as the options ask for it. */
final class CallSession {

  private CallSession() {}

  /**
   * Opens it.
   *
   * @throws UsageException if options contradict each other or name what cannot be read
   */
  static Session open(CallOptions options, Url url, AttemptObserver observer) {
    if (options.request().location() && options.noRedirect()) {
      throw new UsageException("--location", "given beside --no-redirect", "one of the two");
    }
    SessionBuilder builder = Session.builder()
        .timeouts(options.timeouts())
        .retry(options.retry())
        .safeguards(options.safeguards())
        .decompress(options.request().compressed())
        .observer(observer);
    List<ResolveRule> rules = options.connection().rules(url);
    if (!rules.isEmpty()) {
      builder.dns(new FixedDns(rules, Dns.system()));
    }
    options.request().idempotencyHeader().ifPresent(builder::idempotencyHeader);
    options.request().deadlineHeader().map(DeadlineHeader::of).ifPresent(builder::deadlineHeader);
    if (differsInTls(options.connection())) {
      tls(options.connection()).context().ifPresent(builder::sslContext);
    }
    return builder.build();
  }

  /** Most calls need none of the classes that read certificates. */
  private static boolean differsInTls(ConnectionOptions options) {
    return options.insecure()
        || options.cacert().isPresent()
        || options.cert().isPresent()
        || options.key().isPresent();
  }

  private static TlsContext tls(ConnectionOptions options) {
    TlsContext context = new TlsContext();
    if (options.insecure()) {
      if (options.cacert().isPresent()) {
        throw new UsageException("--insecure", "given beside --cacert", "one of the two");
      }
      context.trustingAnyServer();
    }
    try {
      if (options.cacert().isPresent()) {
        context.trusting(options.cacert().get());
      }
    } catch (UnusableFileException e) {
      throw unusable("--cacert", e, "a readable file of PEM certificates");
    }
    if (options.cert().isPresent()) {
      present(context, options.cert().get(), options.key().orElse(options.cert().get()));
    } else if (options.key().isPresent()) {
      throw new UsageException("--key", "given without its certificate", "--cert FILE");
    }
    return context;
  }

  private static void present(TlsContext context, Path cert, Path key) {
    try {
      context.presenting(cert, key, () -> PasswordPrompt.ask("Password of " + key + ": "));
    } catch (UnusableFileException e) {
      if (cert.equals(key)) {
        throw unusable("--cert", e, "a readable PEM file with certificate and key");
      }
      throw e.file().equals(cert)
          ? unusable("--cert", e, "a readable PEM file with the certificate")
          : unusable("--key", e, "a readable PEM file with the key");
    }
  }

  private static UsageException unusable(String option, UnusableFileException e, String expected) {
    return new UsageException(option, e.file().toString(), expected + ": " + Reason.of(e.why()));
  }
}
