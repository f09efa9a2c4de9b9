/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.tls.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * Pinned keys in curl's form: hashes separated by semicolons, or a file with a public key.
 *
 * @param pins in the library's form
 */
public record PinText(List<String> pins) {

  private static final Pattern HASH = Pattern.compile("sha256//([A-Za-z0-9+/]{43}=)");
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

  /** Parses an argument. */
  public static final class Converter implements ITypeConverter<PinText> {

    @Override
    public PinText convert(String value) {
      return new PinText(value.startsWith("sha256//") ? hashes(value) : List.of(ofFile(value)));
    }

    private static List<String> hashes(String value) {
      List<String> pins = new ArrayList<>();
      for (String hash : value.split(";", -1)) {
        Matcher form = HASH.matcher(hash);
        if (!form.matches()) {
          throw refused(hash);
        }
        pins.add("sha256/" + form.group(1));
      }
      return pins;
    }

    private static String ofFile(String file) {
      try {
        byte[] content = Files.readAllBytes(Path.of(file));
        Matcher pem = PEM.matcher(new String(content, StandardCharsets.ISO_8859_1));
        return Tls.pinOf(
            key(pem.find() ? Base64.getMimeDecoder().decode(pem.group(1)) : content, file));
      } catch (IOException | IllegalArgumentException e) {
        throw refused(file);
      }
    }

    private static PublicKey key(byte[] info, String file) {
      for (String algorithm : ALGORITHMS) {
        try {
          return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(info));
        } catch (InvalidKeySpecException another) {
          // The key names its algorithm itself, in a form that only the algorithm's own factory
          // reads.
        } catch (NoSuchAlgorithmException e) {
          throw new AssertionError("every Java has " + algorithm, e);
        }
      }
      throw refused(file);
    }

    private static BadValue refused(String value) {
      return BadValue.of(
          value, "sha256//BASE64, several parted by ;, or a file with a public key, PEM or DER");
    }
  }
}
