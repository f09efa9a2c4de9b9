/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts certificates that another manager trusts and the pins allow, and explains each refusal.
 * The check of pins is part of the handshake, so that a client certificate is shown to no other
 * server.
 */
final class CheckingTrustManager extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager trust;
  private final Pins pins;

  CheckingTrustManager(X509ExtendedTrustManager trust, Pins pins) {
    this.trust = trust;
    this.pins = pins;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    try {
      trust.checkServerTrusted(chain, type, engine);
    } catch (CertificateException refused) {
      throw CertificateRefusal.of(chain, refused);
    }
    if (!pins.isEmpty()) {
      boolean any = trust instanceof AnyServer;
      pins.check(hostOf(engine), chain, any ? null : trust.getAcceptedIssuers());
    }
  }

  private static String hostOf(SSLEngine engine) {
    String host = String.valueOf(engine.getPeerHost());
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** Returns the refusal for a missing engine: without it there is no host to compare with. */
  private static CertificateException hostless() {
    return new CertificateException("a host is needed to check its certificate");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw hostless();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    if (!pins.isEmpty()) {
      throw hostless();
    }
    trust.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    trust.checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    trust.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    trust.checkClientTrusted(chain, type, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }
}
