/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static dev.holdfast.testkit.Der.bits;
import static dev.holdfast.testkit.Der.bool;
import static dev.holdfast.testkit.Der.integer;
import static dev.holdfast.testkit.Der.octets;
import static dev.holdfast.testkit.Der.oid;
import static dev.holdfast.testkit.Der.sequence;
import static dev.holdfast.testkit.Der.set;
import static dev.holdfast.testkit.Der.tagged;
import static dev.holdfast.testkit.Der.utcTime;
import static dev.holdfast.testkit.Der.utf8;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Makes X.509 version 3 certificates (RFC 5280 section 4.1), signed with one EC key. */
final class CertificateSigner {

  private static final byte[] ECDSA_WITH_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";

  private final String issuer;
  private final KeyPair key;

  CertificateSigner(String issuer, KeyPair key) {
    this.issuer = issuer;
    this.key = key;
  }

  /** The period in which a certificate is valid. */
  record Validity(Instant from, Instant until) {}

  X509Certificate authority(Validity validity) throws GeneralSecurityException {
    byte[] extensions = sequence(
        extension(BASIC_CONSTRAINTS, sequence(bool(true))),
        // keyCertSign and cRLSign, bits 5 and 6.
        extension(KEY_USAGE, bits(1, (byte) 0b0000_0110)));
    return sign(issuer, key.getPublic(), validity, extensions);
  }

  /** A server's certificate for one DNS name and one IPv4 address. */
  X509Certificate server(PublicKey subject, Validity validity, String host, byte[] address)
      throws GeneralSecurityException {
    byte[] names =
        sequence(tagged(0x82, host.getBytes(StandardCharsets.US_ASCII)), tagged(0x87, address));
    byte[] extensions = sequence(
        extension(BASIC_CONSTRAINTS, sequence()),
        // digitalSignature, bit 0.
        extension(KEY_USAGE, bits(7, (byte) 0b1000_0000)),
        extension(SUBJECT_ALTERNATIVE_NAME, names));
    return sign(host, subject, validity, extensions);
  }

  private X509Certificate sign(
      String subject, PublicKey subjectKey, Validity validity, byte[] extensions)
      throws GeneralSecurityException {
    byte[] content = sequence(
        tagged(0xa0, integer(BigInteger.TWO)),
        integer(new BigInteger(64, new SecureRandom()).setBit(64)),
        ECDSA_WITH_SHA256,
        name(issuer),
        sequence(utcTime(validity.from()), utcTime(validity.until())),
        name(subject),
        subjectKey.getEncoded(),
        tagged(0xa3, extensions));
    byte[] whole = sequence(content, ECDSA_WITH_SHA256, bits(0, signature(content)));
    return (X509Certificate) CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(whole));
  }

  private byte[] signature(byte[] content) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(content);
    return signature.sign();
  }

  private static byte[] name(String commonName) {
    return sequence(set(sequence(oid(COMMON_NAME), utf8(commonName))));
  }

  private static byte[] extension(String oid, byte[] value) {
    return sequence(oid(oid), bool(true), octets(value));
  }
}
