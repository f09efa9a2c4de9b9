/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.tls;

import dev.holdfast.http.net.tls.CertificateFile;
import dev.holdfast.http.net.tls.ClientIdentity;
import dev.holdfast.http.net.tls.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a {@link Tls}, which are read together and checked for changes. Immutable. */
record TlsFiles(List<Trusted> trusted, @Nullable Identity identity) {

  private static final String CERTIFICATES = "a readable file of certificates, PEM or PKCS#12";
  private static final String BOTH = "a readable PEM or PKCS#12 file with certificate and key";

  /** A file of certificates to trust. */
  record Trusted(Path file, @Nullable String password) {}

  /**
   * The files of the client's certificate.
   *
   * @param key the same file if it contains both
   */
  record Identity(Path certificate, Path key, Password password) {}

  /** The contents of the files. */
  record Content(
      List<Object> stamps,
      List<X509Certificate> trusted,
      @Nullable ClientIdentity identity) {}

  boolean isEmpty() {
    return trusted.isEmpty() && identity == null;
  }

  /**
   * Reads all of them.
   *
   * @throws TlsFileException if one of them cannot be used
   */
  Content read() {
    // Before the files are read, so that a change meanwhile is detected later.
    List<Object> stamps = stamps();
    List<X509Certificate> certificates = new ArrayList<>();
    for (Trusted one : trusted) {
      try {
        certificates.addAll(CertificateFile.trusted(
            Files.readAllBytes(one.file),
            one.password == null ? null : one.password.toCharArray()));
      } catch (IOException | GeneralSecurityException e) {
        throw new TlsFileException("trust", one.file, e, CERTIFICATES);
      }
    }
    return new Content(
        stamps, List.copyOf(certificates), identity == null ? null : identity(identity));
  }

  private static ClientIdentity identity(Identity files) {
    boolean both = files.certificate.equals(files.key);
    byte[] certificate;
    List<X509Certificate> chain;
    try {
      certificate = Files.readAllBytes(files.certificate);
      if (both && ClientIdentity.isStore(certificate)) {
        return ClientIdentity.ofStore(certificate, files.password);
      }
      chain = ClientIdentity.chain(certificate);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsFileException(
          "certificate", files.certificate, e, both ? BOTH : "a readable PEM file with it");
    }
    try {
      byte[] key = both ? certificate : Files.readAllBytes(files.key);
      return ClientIdentity.of(chain, key, files.password);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsFileException(
          both ? "certificate" : "key", files.key, e, both ? BOTH : "a readable PEM file with it");
    }
  }

  /**
   * Returns the properties that differ if a file does: time, size and identity, of the target of
   * any links.
   */
  List<Object> stamps() {
    Set<Path> files = new LinkedHashSet<>();
    trusted.forEach(one -> files.add(one.file));
    if (identity != null) {
      files.add(identity.certificate);
      files.add(identity.key);
    }
    List<Object> stamps = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        stamps.add(List.of(
            now.lastModifiedTime(), now.size(), Objects.requireNonNullElse(now.fileKey(), "")));
      } catch (IOException gone) {
        stamps.add("");
      }
    }
    return stamps;
  }
}
