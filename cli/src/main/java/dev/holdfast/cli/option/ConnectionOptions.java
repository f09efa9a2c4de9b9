/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.HttpVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the connection to the server and its identity. */
public final class ConnectionOptions {

  @Option(
      names = "--resolve",
      paramLabel = "host:port:addr",
      converter = ResolveRule.Converter.class,
      description = "Connect to this address for that host and port; an IPv6 address in brackets."
          + " Repeatable.")
  List<ResolveRule> rules = new ArrayList<>();

  @Option(names = "--http1.1", description = "Use HTTP/1.1. This is the default.")
  boolean http11;

  @Option(
      names = "--http2",
      description = "Use HTTP/2 if the server offers it during the TLS handshake, else HTTP/1.1.")
  boolean http2;

  @Option(
      names = "--http2-prior-knowledge",
      description = "Use HTTP/2 and nothing else, also over http://.")
  boolean http2Only;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description =
          "Trust the certificates in this PEM or PKCS#12 file instead of the default ones.")
  @Nullable Path cacert;

  @Option(
      names = {"-E", "--cert"},
      paramLabel = "FILE",
      description =
          "Present the client certificate in this PEM file, followed by its chain, or in this"
              + " PKCS#12 file.")
  @Nullable Path cert;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key of --cert, PEM; asks for the password of an encrypted key."
          + " Default: the file of --cert.")
  @Nullable Path key;

  @Option(
      names = "--pinnedpubkey",
      paramLabel = "HASHES|FILE",
      converter = PinText.Converter.class,
      description = "Accept only servers whose certificate chain contains one of these public keys:"
          + " sha256//BASE64, several separated by ;, or a file with the key, PEM or DER. Applies"
          + " after redirects and to https:// proxies, too.")
  @Nullable PinText pins;

  @Option(
      names = {"-k", "--insecure"},
      description = "DANGEROUS: do not verify the server's certificate. The call can be read and"
          + " changed on its way. Prints a warning each time.")
  boolean insecure;

  /** The rules that apply to a call of this URL. A rule for its host must also name its port. */
  public List<ResolveRule> rules(Url url) {
    return rules.stream().filter(rule -> applies(rule, url)).toList();
  }

  private static boolean applies(ResolveRule rule, Url url) {
    // A rule for another host may be for the target of a redirect, whose port is not known yet.
    return !rule.host().equalsIgnoreCase(url.host()) || rule.port() == url.port();
  }

  /** The options that name a version of HTTP, of which one may be given. */
  public List<String> versionOptions() {
    List<String> given = new ArrayList<>();
    if (http11) {
      given.add("--http1.1");
    }
    if (http2) {
      given.add("--http2");
    }
    if (http2Only) {
      given.add("--http2-prior-knowledge");
    }
    return given;
  }

  /** The version of HTTP, if one was named. */
  public Optional<HttpVersion> version() {
    if (http2) {
      return Optional.of(HttpVersion.NEGOTIATE);
    }
    return http2Only ? Optional.of(HttpVersion.HTTP_2) : Optional.empty();
  }

  /** The file with the certificates to trust. */
  public Optional<Path> cacert() {
    return Optional.ofNullable(cacert);
  }

  /** The file with the client's certificate. */
  public Optional<Path> cert() {
    return Optional.ofNullable(cert);
  }

  /** The file with the client's key. */
  public Optional<Path> key() {
    return Optional.ofNullable(key);
  }

  /** The keys that the server may have; empty for any. */
  public List<String> pins() {
    return pins == null ? List.of() : pins.pins();
  }

  /** Whether the server's identity is not checked. */
  public boolean insecure() {
    return insecure;
  }
}
