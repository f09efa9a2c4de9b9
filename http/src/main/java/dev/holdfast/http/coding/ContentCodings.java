/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The content codings that Holdfast requests and decodes: {@code gzip} and {@code deflate}, and
 * {@code br} and {@code zstd} if their libraries are present.
 */
public final class ContentCodings {

  private static final Map<String, Supplier<ContentDecoder>> DECODERS = decoders();

  /** The value of {@code Accept-Encoding}. */
  public static final String ACCEPTED = String.join(", ", DECODERS.keySet());

  /**
   * The most codings of a body. Two is more than any honest server applies, and each one multiplies
   * the effect of a bomb.
   */
  static final int MOST = 2;

  /** An old name of gzip (RFC 9110 section 8.4.1.3). */
  private static final String OLD_GZIP = "x-gzip";

  /**
   * Values that change nothing in the body. {@code aws-chunked} describes how an object was
   * uploaded.
   */
  private static final Set<String> NO_CODING = Set.of(
      "",
      "identity",
      "none",
      "null",
      "binary",
      "raw",
      "7bit",
      "8bit",
      "text",
      "plain",
      "aws-chunked");

  private ContentCodings() {}

  /** Returns the decoders that this JVM has, by name, in the order in which they are requested. */
  private static Map<String, Supplier<ContentDecoder>> decoders() {
    Map<String, Supplier<ContentDecoder>> decoders = new LinkedHashMap<>();
    decoders.put("gzip", GzipDecoder::new);
    decoders.put("deflate", DeflateDecoder::new);
    if (isThere(() -> BrotliDecoder.isAvailable())) {
      decoders.put("br", BrotliDecoder::new);
    }
    if (isThere(() -> ZstdDecoder.isAvailable())) {
      decoders.put("zstd", ZstdDecoder::new);
    }
    return decoders;
  }

  /**
   * Whether the library is present. Without it a decoder cannot even be linked, so that the check
   * throws.
   */
  private static boolean isThere(BooleanSupplier library) {
    try {
      return library.getAsBoolean();
    } catch (LinkageError absent) {
      return false;
    }
  }

  private static boolean isKnown(String name) {
    return name.equals(OLD_GZIP) || DECODERS.containsKey(name);
  }

  /**
   * Returns a decoder for the codings that a response names in {@code Content-Encoding}, for its
   * whole body; null if there are none. The caller closes it.
   *
   * @param maxRatio the most output bytes for each input byte, beyond the first 4 MiB
   * @param mayBeEmpty whether an empty body is complete: some servers name a coding for one, but a
   *     body that was truncated before its first byte is not complete
   * @throws TransportException if a coding is not known, or there are more than two
   */
  public static @Nullable ContentDecoder decoder(Headers headers, int maxRatio, boolean mayBeEmpty)
      throws TransportException {
    List<String> names = names(headers);
    if (names.isEmpty()) {
      return null;
    }
    ContentDecoder decoder = one(names.get(0));
    if (names.size() == MOST) {
      decoder = new ChainedDecoder(one(names.get(1)), decoder);
    }
    return new GuardedDecoder(decoder, maxRatio, mayBeEmpty);
  }

  private static ContentDecoder one(String name) {
    return DECODERS.getOrDefault(name, GzipDecoder::new).get();
  }

  /** Returns the names in the order in which the codings were applied. */
  private static List<String> names(Headers headers) throws TransportException {
    if (!headers.contains("Content-Encoding")) {
      return List.of();
    }
    List<String> names = new ArrayList<>(MOST);
    for (String value : headers.all("Content-Encoding")) {
      for (String part : value.split(",", -1)) {
        String name = part.strip().toLowerCase(Locale.ROOT);
        if (isNoCoding(name)) {
          continue;
        }
        names.add(requireKnown(name));
        if (names.size() > MOST) {
          throw CodingFailure.malformed("more than " + MOST + " content codings", null);
        }
      }
    }
    return names;
  }

  /** Whether the name belongs into another header: a character set, a media type. */
  private static boolean isNoCoding(String name) {
    if (isKnown(name)) {
      return false;
    }
    try {
      return NO_CODING.contains(name) || name.indexOf('/') >= 0 || Charset.isSupported(name);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }

  private static String requireKnown(String name) throws TransportException {
    if (!isKnown(name)) {
      throw CodingFailure.malformed(
          "content coding '" + Escaped.text(name)
              + "' was not asked for and is not known (expected: " + ACCEPTED
              + "; set Accept-Encoding to get the raw bytes)",
          null);
    }
    return name;
  }
}
