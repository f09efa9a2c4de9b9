/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pinned public keys (RFC 7469 section 2.4: SHA-256 of the SubjectPublicKeyInfo): a host's chain of
 * trust has to contain one of its pins. Only certificates on a valid path from the server's own to
 * a trusted one count, because a server can send any others.
 */
public final class Pins {

  /** No pins. */
  public static final Pins NONE = new Pins(Map.of());

  private static final String SHA256 = "sha256/";
  private static final int SHA256_BYTES = 32;
  private static final String ANY_LABEL = "*.";

  /** The key of pins for every host. */
  public static final String EVERY_HOST = "*";

  private final Map<String, Set<String>> byHost;

  /** @param byHost pins by host name, by {@code *.} and a domain, or by {@code *}; in lower case */
  public Pins(Map<String, Set<String>> byHost) {
    this.byHost = Map.copyOf(byHost);
  }

  /** Returns the pin of a key. */
  public static String of(PublicKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return SHA256 + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** Whether the text has the form of a pin. */
  public static boolean wellFormed(String pin) {
    if (!pin.startsWith(SHA256)) {
      return false;
    }
    try {
      byte[] hash = Base64.getDecoder().decode(pin.substring(SHA256.length()));
      return hash.length == SHA256_BYTES;
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return byHost.isEmpty();
  }

  private Set<String> of(String host) {
    Set<String> pins = new LinkedHashSet<>(byHost.getOrDefault(host, Set.of()));
    pins.addAll(byHost.getOrDefault(EVERY_HOST, Set.of()));
    int dot = host.indexOf('.');
    if (dot > 0) {
      pins.addAll(byHost.getOrDefault("*" + host.substring(dot), Set.of()));
    }
    return pins;
  }

  /** Whether the text is a host pattern of pins: one name, or all names directly below a domain. */
  public static boolean namesHost(String host) {
    String name = host.startsWith(ANY_LABEL) ? host.substring(ANY_LABEL.length()) : host;
    return !name.isEmpty() && name.indexOf('*') < 0;
  }

  /**
   * Checks a chain that is trusted.
   *
   * @param anchors the trusted certificates; null if all are: then only the server's own key counts
   * @throws CertificateRefusal if the host has pins, and none of them is on the path
   */
  void check(String host, X509Certificate[] chain, X509Certificate @Nullable [] anchors)
      throws CertificateRefusal {
    Set<String> wanted = of(host);
    if (wanted.isEmpty()) {
      return;
    }
    List<X509Certificate> path = anchors == null ? List.of(chain[0]) : path(chain, anchors);
    if (path.stream()
        .map(X509Certificate::getPublicKey)
        .map(Pins::of)
        .noneMatch(wanted::contains)) {
      String found = path.stream()
          .map(one -> of(one.getPublicKey()) + " (" + RefusalWords.subject(one) + ")")
          .collect(Collectors.joining(", "));
      throw new CertificateRefusal("none of the " + wanted.size() + " pins of " + host
          + " is in its chain of trust, which has " + found);
    }
  }

  /**
   * Returns the path from the server's own certificate to the trusted one; only its own if there is
   * no path.
   */
  private static List<X509Certificate> path(X509Certificate[] chain, X509Certificate[] anchors) {
    X509CertSelector own = new X509CertSelector();
    own.setCertificate(chain[0]);
    List<X509Certificate> path = new ArrayList<>();
    try {
      Set<TrustAnchor> trusted = Arrays.stream(anchors)
          .map(anchor -> new TrustAnchor(anchor, null))
          .collect(Collectors.toSet());
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, own);
      parameters.setRevocationEnabled(false);
      parameters.addCertStore(CertStore.getInstance(
          "Collection", new CollectionCertStoreParameters(Arrays.asList(chain))));
      PKIXCertPathBuilderResult built =
          (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
      for (Certificate one : built.getCertPath().getCertificates()) {
        path.add((X509Certificate) one);
      }
      path.add(built.getTrustAnchor().getTrustedCert());
    } catch (GeneralSecurityException noPath) {
      // The chain is trusted otherwise, for example because its certificate is an anchor itself.
      return List.of(chain[0]);
    }
    return path;
  }
}
