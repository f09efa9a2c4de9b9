/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.tls;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server of TLS that may ask for client certificates. It answers every request with the name in
 * the certificate of its client, and notes what each connection presented.
 */
final class TlsServer implements Closeable {

  static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLServerSocket listener;
  private final List<String> clients = new CopyOnWriteArrayList<>();

  /**
   * Starts it.
   *
   * @param store PKCS#12 with the server's certificate and key
   * @param extra certificates that it sends behind its own chain
   * @param wanted the authority of client certificates; null if it wants none
   * @param protocols of TLS; if none are given and a certificate is wanted, it prefers HTTP/2
   */
  static TlsServer start(
      Path store,
      List<X509Certificate> extra,
      @Nullable X509Certificate wanted,
      String... protocols)
      throws Exception {
    return new TlsServer(context(store, extra, wanted), wanted != null, protocols);
  }

  private TlsServer(SSLContext context, boolean needs, String... protocols) throws IOException {
    listener = (SSLServerSocket) context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setNeedClientAuth(needs);
    // It cannot speak h2, but only agree on it.
    String offered = needs && protocols.length == 0 ? "h2" : "http/1.1";
    parameters.setApplicationProtocols(new String[] {offered, "http/1.1"});
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    listener.setSSLParameters(parameters);
    Thread acceptor = new Thread(this::accept, "tls-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  private static SSLContext context(
      Path store, List<X509Certificate> extra, @Nullable X509Certificate wanted) throws Exception {
    KeyStore from = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      from.load(in, PASSWORD);
    }
    String alias = from.aliases().nextElement();
    List<Certificate> chain = new ArrayList<>(List.of(from.getCertificateChain(alias)));
    chain.addAll(extra);
    // JKS does not check chains: this server may send what it likes.
    KeyStore keys = KeyStore.getInstance("JKS");
    keys.load(null, null);
    keys.setKeyEntry(
        "server",
        (PrivateKey) from.getKey(alias, PASSWORD),
        PASSWORD,
        chain.toArray(Certificate[]::new));
    KeyManagerFactory manager = KeyManagerFactory.getInstance("SunX509");
    manager.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(manager.getKeyManagers(), wanted == null ? null : trusting(wanted), null);
    return context;
  }

  private static TrustManager[] trusting(X509Certificate authority)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setCertificateEntry("authority", authority);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  String url() {
    return "https://127.0.0.1:" + listener.getLocalPort() + "/";
  }

  int port() {
    return listener.getLocalPort();
  }

  /** What each connection presented, or how it failed. */
  List<String> clients() {
    return clients;
  }

  /**
   * Waits for a connection to be noted: it may end for the client before the server has seen why.
   */
  List<String> awaitClients(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (clients.size() < count && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return clients;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (SSLSocket socket = (SSLSocket) listener.accept()) {
        serve(socket);
      } catch (IOException failed) {
        if (!listener.isClosed()) {
          clients.add("failed: " + failed.getMessage());
        }
      }
    }
  }

  private void serve(SSLSocket socket) throws IOException {
    socket.startHandshake();
    String name = socket.getNeedClientAuth()
        ? String.valueOf(socket.getSession().getPeerPrincipal())
        : "nothing";
    clients.add(name);
    String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + name.length()
        + "\r\n\r\n" + name;
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return;
      }
      head.append((char) b);
    }
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
