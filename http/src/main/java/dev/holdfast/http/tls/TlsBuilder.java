/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.tls;

import dev.holdfast.http.net.tls.Password;
import dev.holdfast.http.net.tls.Pins;
import dev.holdfast.http.net.tls.TlsContexts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings of TLS. Not thread-safe. Settings that contradict each other and files that
 * cannot be used are refused by {@link #build}, before any network is touched.
 */
public final class TlsBuilder {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final List<TlsFiles.Trusted> trusted = new ArrayList<>();
  private boolean only;
  private boolean also;
  private @Nullable Path certificate;
  private @Nullable Path key;
  private @Nullable Supplier<char @Nullable []> password;
  private @Nullable SSLContext context;
  private List<TlsVersion> versions = List.of(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2);
  private List<String> ciphers = List.of();
  private final Map<String, Set<String>> pins = new LinkedHashMap<>();
  private boolean everything;
  private Duration interval = LOOK_EVERY;

  TlsBuilder() {}

  /**
   * Trusts the certificates in that file and no others (default: those of the JVM). Several files
   * add up.
   *
   * @param file PEM, DER or PKCS#12 without a password, recognised by its content
   */
  public TlsBuilder trust(Path file) {
    only = true;
    return trusting(file, null);
  }

  /** Trusts the certificates in a PKCS#12 file with a password, and no others. */
  public TlsBuilder trust(Path file, String filePassword) {
    only = true;
    return trusting(file, Objects.requireNonNull(filePassword, "filePassword"));
  }

  /** Trusts the certificates in that file as well as those of the JVM. */
  public TlsBuilder trustAlso(Path file) {
    also = true;
    return trusting(file, null);
  }

  /** Trusts the certificates in a PKCS#12 file with a password as well as those of the JVM. */
  public TlsBuilder trustAlso(Path file, String filePassword) {
    also = true;
    return trusting(file, Objects.requireNonNull(filePassword, "filePassword"));
  }

  private TlsBuilder trusting(Path file, @Nullable String filePassword) {
    trusted.add(new TlsFiles.Trusted(Objects.requireNonNull(file, "file"), filePassword));
    return this;
  }

  /**
   * Presents the client certificate in that file to servers that ask for one.
   *
   * @param file with certificate, chain and key; PEM or PKCS#12, recognised by its content
   */
  public TlsBuilder certificate(Path file) {
    return certificate(file, file);
  }

  /**
   * Presents a client certificate.
   *
   * @param certificateFile PEM: the certificate, followed by its chain
   * @param keyFile PEM: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC)
   */
  public TlsBuilder certificate(Path certificateFile, Path keyFile) {
    certificate = Objects.requireNonNull(certificateFile, "certificateFile");
    key = Objects.requireNonNull(keyFile, "keyFile");
    return this;
  }

  /** Sets the password of the client's key, or of its PKCS#12 file. */
  public TlsBuilder keyPassword(String keyPassword) {
    char[] given = Objects.requireNonNull(keyPassword, "keyPassword").toCharArray();
    return keyPassword(() -> given);
  }

  /**
   * Sets a source of the password, which is called when the file is read, and only if it needs one.
   * Null if there is none.
   */
  public TlsBuilder keyPassword(Supplier<char @Nullable []> source) {
    password = Objects.requireNonNull(source, "source");
    return this;
  }

  /** Takes keys and trust from a context of the caller's, instead of files and pins. */
  public TlsBuilder context(SSLContext callers) {
    context = Objects.requireNonNull(callers, "callers");
    return this;
  }

  /** Sets the versions to use (default: 1.3 and 1.2). */
  public TlsBuilder versions(TlsVersion... allowed) {
    versions = List.of(allowed);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("versions: none (expected: TLS_1_3, TLS_1_2 or both)");
    }
    return this;
  }

  /**
   * Sets the cipher suites to offer, the preferred one first (default: those of the JVM).
   *
   * @param names Java's names, such as {@code TLS_AES_128_GCM_SHA256}
   * @throws IllegalArgumentException if one is unknown to this JVM, or gives no protection
   */
  public TlsBuilder ciphers(String... names) {
    Set<String> known = new LinkedHashSet<>(TlsContexts.supportedCiphers());
    known.removeIf(name -> name.contains("_NULL_")
        || name.contains("_anon_")
        || name.contains("_EXPORT_")
        || name.equals("TLS_EMPTY_RENEGOTIATION_INFO_SCSV"));
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "ciphers: " + name + " (expected: some of " + known + ")");
      }
    }
    ciphers = List.of(names);
    if (ciphers.isEmpty()) {
      throw new IllegalArgumentException("ciphers: none (expected: some of " + known + ")");
    }
    return this;
  }

  /**
   * Pins the keys of that host: a server must have one of them in its chain of trust, in addition
   * to all other checks. Name at least one more than is in use, so that a key can be replaced. A
   * server without them ends the call with {@code TlsException}, which is never retried; its
   * message has the pins that were found.
   *
   * @param host a name as in URLs, or {@code *.example.com} for all names directly below
   * @param sha256 pins as returned by {@link Tls#pinOf}, or as printed by openssl
   * @throws IllegalArgumentException if one of them has another form
   */
  public TlsBuilder pin(String host, String... sha256) {
    String name = Objects.requireNonNull(host, "host").toLowerCase(Locale.ROOT);
    if (!Pins.namesHost(name)) {
      throw new IllegalArgumentException(
          "pin: " + host + " (expected: a host name, or *. and a domain)");
    }
    return pinned(name, sha256);
  }

  /**
   * Pins keys as {@link #pin} does, for every server: after redirects, and for an {@code https}
   * proxy, too.
   *
   * @throws IllegalArgumentException if a pin has another form
   */
  public TlsBuilder pinEveryHost(String... sha256) {
    return pinned(Pins.EVERY_HOST, sha256);
  }

  private TlsBuilder pinned(String host, String... sha256) {
    if (sha256.length == 0) {
      throw new IllegalArgumentException(
          "pin: no key for " + host + " (expected: sha256/ and the Base64 of 32 bytes)");
    }
    for (String pin : sha256) {
      if (!Pins.wellFormed(pin)) {
        throw new IllegalArgumentException(
            "pin: " + pin + " for " + host + " (expected: sha256/ and the Base64 of 32 bytes)");
      }
    }
    pins.computeIfAbsent(host, none -> new LinkedHashSet<>()).addAll(Arrays.asList(sha256));
    return this;
  }

  /**
   * Verifies neither certificates nor host names: an attacker in the network can read and change
   * every call. For tests, and for servers whose own key is {@linkplain #pin pinned}. Each
   * {@link #build} logs a warning to {@code dev.holdfast.http}.
   */
  public TlsBuilder dangerouslyTrustEverything() {
    everything = true;
    return this;
  }

  /**
   * Sets the shortest time between two looks for changed files (default 1 s). They happen only when
   * a connection is made.
   *
   * @throws IllegalArgumentException if negative
   */
  public TlsBuilder lookForChanges(Duration every) {
    if (every.isNegative()) {
      throw new IllegalArgumentException("lookForChanges: " + every + " (expected: >= 0)");
    }
    interval = every;
    return this;
  }

  /**
   * Builds the settings.
   *
   * @throws TlsFileException if a file cannot be used
   * @throws IllegalArgumentException if settings contradict each other
   */
  public Tls build() {
    refuseContradictions();
    TlsFiles files = new TlsFiles(List.copyOf(trusted), identity());
    Pins pinned = new Pins(pins);
    List<String> protocols = versions.stream().map(TlsVersion::protocol).toList();
    Tls tls = new Tls(
        new ReloadedContext(files, maker(pinned), interval), protocols, ciphers, !everything);
    if (everything) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "dangerouslyTrustEverything: certificates are not verified; calls can be read and changed"
              + " on their way");
    }
    return tls;
  }

  private Function<TlsFiles.Content, SSLContext> maker(Pins pinned) {
    SSLContext callers = context;
    if (callers != null) {
      return content -> callers;
    }
    if (everything) {
      return content -> TlsContexts.trustingEverything(content.identity(), pinned);
    }
    if (!trusted.isEmpty()) {
      boolean system = also;
      return content -> TlsContexts.trusting(content.trusted(), system, content.identity(), pinned);
    }
    return certificate == null && pinned.isEmpty()
        ? content -> TlsContexts.jvm()
        : content -> TlsContexts.trustingSystem(content.identity(), pinned);
  }

  private TlsFiles.@Nullable Identity identity() {
    Path own = certificate;
    Path its = key;
    return own == null || its == null ? null : new TlsFiles.Identity(own, its, asked(password));
  }

  private static Password asked(@Nullable Supplier<char @Nullable []> source) {
    return () -> {
      char[] given = source == null ? null : source.get();
      if (given == null) {
        throw new IOException("it needs a password, and none was given");
      }
      return given;
    };
  }

  private void refuseContradictions() {
    if (only && also) {
      throw contradiction("trustAlso", "set beside trust", "one of them");
    }
    if (everything && !trusted.isEmpty()) {
      throw contradiction("dangerouslyTrustEverything", "set beside trust", "one of them");
    }
    if (password != null && certificate == null) {
      throw contradiction("keyPassword", "set without a certificate", "certificate(file)");
    }
    boolean others = everything || !trusted.isEmpty() || certificate != null || !pins.isEmpty();
    if (context != null && others) {
      throw contradiction(
          "context", "set beside trust, certificate or pins", "a context alone, which has its own");
    }
    boolean spoken = ciphers.isEmpty() || ciphers.stream().anyMatch(this::fitsAVersion);
    if (!spoken) {
      throw contradiction("ciphers", ciphers + " for " + versions, "one of an allowed version");
    }
  }

  /**
   * Whether the cipher suite fits one of the versions. Suites of TLS 1.3 name no key exchange (RFC
   * 8446 appendix B.4), and are for that version only.
   */
  private boolean fitsAVersion(String cipher) {
    return versions.contains(cipher.contains("_WITH_") ? TlsVersion.TLS_1_2 : TlsVersion.TLS_1_3);
  }

  private static IllegalArgumentException contradiction(
      String setting, String what, String expected) {
    return new IllegalArgumentException(setting + ": " + what + " (expected: " + expected + ")");
  }
}
