/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.time.TimeSource;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Describes a refused certificate: JSSE's own last message, and the dates, names or issuer of the
 * certificate concerned.
 */
final class RefusalWords {

  private static final int DNS_NAME = 2;
  private static final int ADDRESS = 7;
  private static final int MOST_NAMES = 5;

  private RefusalWords() {}

  /** Returns why that chain is refused. */
  static String of(X509Certificate[] chain, CertificateException refused) {
    Throwable root = refused;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String last = String.valueOf(root.getMessage());
    String words = last.endsWith(".") ? last.substring(0, last.length() - 1) : last;
    return Escaped.text(words) + detail(chain, refused, root);
  }

  private static String detail(
      X509Certificate[] chain, CertificateException refused, Throwable root) {
    Instant now = TimeSource.system().now().truncatedTo(ChronoUnit.SECONDS);
    if (root instanceof CertificateExpiredException) {
      for (X509Certificate one : chain) {
        if (now.isAfter(one.getNotAfter().toInstant())) {
          return "; " + subject(one) + " expired at " + one.getNotAfter().toInstant() + ", it is "
              + now + " here";
        }
      }
    }
    if (root instanceof CertificateNotYetValidException) {
      for (X509Certificate one : chain) {
        if (now.isBefore(one.getNotBefore().toInstant())) {
          return "; " + subject(one) + " is valid from " + one.getNotBefore().toInstant()
              + ", it is " + now + " here";
        }
      }
    }
    if (chain.length == 0) {
      return "";
    }
    // The path is valid; only the name does not fit.
    return root == refused
        ? "; the certificate is for " + names(chain[0])
        : "; " + subject(chain[0]) + " is issued by "
            + Escaped.text(chain[0].getIssuerX500Principal().getName());
  }

  static String subject(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName();
    return name.isEmpty() ? "the certificate for " + names(certificate) : Escaped.text(name);
  }

  private static String names(X509Certificate certificate) {
    List<String> names = alternatives(certificate);
    if (names.isEmpty()) {
      return "no host, only for "
          + Escaped.text(certificate.getSubjectX500Principal().getName());
    }
    String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static List<String> alternatives(X509Certificate certificate) {
    Collection<List<?>> names;
    try {
      names = certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException malformed) {
      return List.of();
    }
    return names == null
        ? List.of()
        : names.stream()
            .filter(entry -> entry.get(0).equals(DNS_NAME) || entry.get(0).equals(ADDRESS))
            .map(entry -> Escaped.text(String.valueOf(entry.get(1))))
            .toList();
  }
}
