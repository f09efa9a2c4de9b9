/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import dev.holdfast.http.body.LinkRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Cookies in a file of the Netscape format, which curl, wget and Python's {@code http.cookiejar}
 * read and write: one cookie a line, seven fields between tabs. The file is replaced whole, and a
 * link to it stays, unless another user may have planted it: then nothing is written. The file is
 * readable by its owner only, where the file system knows owners.
 */
public final class CookieFile implements CookieStore {

  private static final String HEADER =
      "# Netscape HTTP Cookie File\n# Holds secrets. Written by Holdfast.\n\n";
  private static final String HTTP_ONLY = "#HttpOnly_";
  private static final int FIELDS = 7;

  private final Path path;

  private CookieFile(Path path) {
    this.path = path;
  }

  /** Returns the store in that file, which need not exist yet. */
  public static CookieFile at(Path path) {
    return new CookieFile(Objects.requireNonNull(path, "path"));
  }

  /**
   * Returns the cookies in the file, none if it does not exist. Lines without a cookie are skipped.
   */
  @Override
  public List<Cookie> load() throws IOException {
    try {
      // One character for each byte, so that a value is sent back as received.
      return parse(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  @Override
  public void save(List<Cookie> cookies) throws IOException {
    Path target = LinkRule.follow(path);
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      // A device or a pipe must not be replaced by a file.
      OpenOption[] options = LinkRule.writing(target).toArray(OpenOption[]::new);
      Files.writeString(target, format(cookies), StandardCharsets.ISO_8859_1, options);
      return;
    }
    Path fresh = Files.createTempFile(LinkRule.directory(target), ".cookies", null);
    try {
      Files.writeString(fresh, format(cookies), StandardCharsets.ISO_8859_1);
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Parses the text of such a file. Lines without a cookie are skipped. */
  public static List<Cookie> parse(String text) {
    List<Cookie> cookies = new ArrayList<>();
    text.lines().forEach(line -> cookie(line).ifPresent(cookies::add));
    return cookies;
  }

  private static Optional<Cookie> cookie(String line) {
    boolean httpOnly = line.startsWith(HTTP_ONLY);
    String[] fields = (httpOnly ? line.substring(HTTP_ONLY.length()) : line).split("\t", -1);
    boolean comment = !httpOnly && line.startsWith("#");
    // If the value is empty, some writers omit its tab.
    if (comment || fields.length < FIELDS - 1 || fields.length > FIELDS) {
      return Optional.empty();
    }
    try {
      String domain = Cookie.lowerCase(fields[0]);
      long expires = Long.parseLong(fields[4]);
      return Optional.of(new Cookie(
          fields[5],
          fields.length < FIELDS ? "" : fields[6],
          domain.startsWith(".") ? domain.substring(1) : domain,
          !fields[1].equalsIgnoreCase("TRUE"),
          fields[2],
          fields[3].equalsIgnoreCase("TRUE"),
          httpOnly,
          expires == 0 ? Optional.empty() : Optional.of(atMost(expires))));
    } catch (IllegalArgumentException noCookie) {
      return Optional.empty();
    }
  }

  /** Returns the moment, limited to one far beyond any real expiry. */
  private static Instant atMost(long seconds) {
    return Instant.ofEpochSecond(Math.max(0, Math.min(seconds, Integer.MAX_VALUE * 4L)));
  }

  /**
   * Returns the text of a file with these cookies. The format cannot contain a cookie with a tab.
   */
  public static String format(List<Cookie> cookies) {
    StringBuilder text = new StringBuilder(HEADER);
    for (Cookie cookie : cookies) {
      if (fits(cookie)) {
        text.append(cookie.httpOnly() ? HTTP_ONLY : "")
            .append(cookie.hostOnly() ? "" : ".")
            .append(cookie.domain())
            .append(cookie.hostOnly() ? "\tFALSE\t" : "\tTRUE\t")
            .append(cookie.path())
            .append(cookie.secure() ? "\tTRUE\t" : "\tFALSE\t")
            // A fraction of a second would end a cookie early, and 0 means no end.
            .append(
                cookie.expires().map(end -> Math.max(1, end.getEpochSecond())).orElse(0L))
            .append('\t')
            .append(cookie.name())
            .append('\t')
            .append(cookie.value())
            .append('\n');
      }
    }
    return text.toString();
  }

  private static boolean fits(Cookie cookie) {
    return (cookie.name() + cookie.value() + cookie.path()).indexOf('\t') < 0;
  }
}
