/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The server's certificate for one run, in a key store created by the JDK's keytool. */
final class Certificate implements AutoCloseable {

  private static final String PASSWORD = "benchmark";

  private final Path store;

  private Certificate(Path store) {
    this.store = store;
  }

  /** The certificate that another process has created. */
  static Certificate at(String path) {
    return new Certificate(Path.of(path));
  }

  static Certificate create() throws IOException, InterruptedException {
    Certificate certificate =
        new Certificate(Files.createTempDirectory("holdfast-bench").resolve("server.p12"));
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=IP:127.0.0.1,DNS:localhost",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            certificate.store.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool could not make a certificate");
    }
    return certificate;
  }

  /** The path of the key store, for the server's process. */
  String path() {
    return store.toString();
  }

  /** The target of clients: the server at that port, and the trust in its certificate. */
  Target target(Protocol protocol, int port) throws IOException, GeneralSecurityException {
    X509TrustManager manager = trustManager();
    SSLContext trust = SSLContext.getInstance("TLS");
    trust.init(null, new TrustManager[] {manager}, null);
    return new Target(
        protocol, "127.0.0.1", port, trust, manager, Target.CONNECT_TIMEOUT, Target.TIMEOUT);
  }

  private X509TrustManager trustManager() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", load(path()).getCertificate("server"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    return (X509TrustManager) managers.getTrustManagers()[0];
  }

  /** The key in the key store at that path. */
  static KeyManagerFactory key(String path) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(path), PASSWORD.toCharArray());
    return keys;
  }

  private static KeyStore load(String path) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(Path.of(path))) {
      keys.load(input, PASSWORD.toCharArray());
    }
    return keys;
  }

  @Override
  public void close() throws IOException {
    Files.delete(store);
    Path directory = store.getParent();
    if (directory != null) {
      Files.delete(directory);
    }
  }
}
