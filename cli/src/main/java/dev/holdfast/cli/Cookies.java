/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.Reason;
import dev.holdfast.cli.option.RequestOptions;
import dev.holdfast.cli.trace.Printable;
import dev.holdfast.cli.transfer.BoundedOutput;
import dev.holdfast.http.cookie.Cookie;
import dev.holdfast.http.cookie.CookieFile;
import dev.holdfast.http.cookie.CookieJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The cookies of a call: read from the files of {@code -b}, and written to the file of {@code -c}.
 */
final class Cookies {

  private final Optional<CookieJar> jar;
  private final Optional<Path> file;

  private Cookies(Optional<CookieJar> jar, Optional<Path> file) {
    this.jar = jar;
    this.file = file;
  }

  /**
   * Reads the cookies. Most calls have none, and do not load the classes for them.
   *
   * @param in is read for a file named {@code -}
   * @throws UsageException if a file cannot be read
   */
  static Cookies of(RequestOptions options, InputStream in) {
    if (options.cookieFiles().isEmpty() && options.cookieJar().isEmpty()) {
      return new Cookies(Optional.empty(), Optional.empty());
    }
    CookieJar jar = CookieJar.create().sharedByPorts(); // as curl
    options.cookieFiles().stream()
        .filter(name -> !name.isEmpty())
        .forEach(name -> read(name, in, jar));
    if (options.junkSessionCookies()) {
      jar.endSession();
    }
    return new Cookies(Optional.of(jar), options.cookieJar());
  }

  /** Reads a file. A missing file has no cookies: the first of several runs begins without one. */
  private static void read(String name, InputStream in, CookieJar jar) {
    try {
      List<Cookie> cookies = name.equals("-")
          ? CookieFile.parse(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
          : CookieFile.at(Path.of(name)).load();
      cookies.forEach(jar::add);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("--cookie", name, "a readable cookie file: " + Reason.of(e));
    }
  }

  /** The cookie jar, if cookies are kept. */
  Optional<CookieJar> jar() {
    return jar;
  }

  /**
   * Writes the cookies to their file.
   *
   * @param out the standard output, for a file named {@code -}
   * @param tells whether failures are printed
   * @return false if that failed
   */
  boolean write(BoundedOutput out, PrintStream err, boolean tells) {
    if (jar.isEmpty() || file.isEmpty()) {
      return true;
    }
    try {
      if (file.get().toString().equals("-")) {
        String text = CookieFile.format(jar.get().cookies());
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        return true;
      }
      CookieFile.at(file.get()).save(jar.get().cookies());
      return true;
    } catch (IOException e) {
      if (tells) {
        err.println("holdfast: cannot write the cookies: "
            + Printable.line("--cookie-jar " + file.get() + ": " + Reason.of(e)));
      }
      return false;
    }
  }
}
