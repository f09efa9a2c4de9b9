/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.Reason;
import dev.holdfast.cli.option.RequestOptions;
import dev.holdfast.cli.trace.Printable;
import dev.holdfast.http.cookie.CookieFile;
import dev.holdfast.http.cookie.CookieJar;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
   * @throws UsageException if a file cannot be read
   */
  static Cookies of(RequestOptions options) {
    if (options.cookieFiles().isEmpty() && options.cookieJar().isEmpty()) {
      return new Cookies(Optional.empty(), Optional.empty());
    }
    CookieJar jar = CookieJar.create().sharedByPorts(); // as curl
    options.cookieFiles().stream().filter(name -> !name.isEmpty()).forEach(name -> read(name, jar));
    if (options.junkSessionCookies()) {
      jar.endSession();
    }
    return new Cookies(Optional.of(jar), options.cookieJar());
  }

  /** Reads a file. A missing file has no cookies: the first of several runs begins without one. */
  private static void read(String name, CookieJar jar) {
    try {
      CookieFile.at(Path.of(name)).load().forEach(jar::add);
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
   * @param tells whether failures are printed
   * @return false if that failed
   */
  boolean write(Streams streams, boolean tells) {
    if (jar.isEmpty() || file.isEmpty()) {
      return true;
    }
    try {
      if (file.get().toString().equals("-")) {
        PrintStream out = new PrintStream(streams.out(), false, StandardCharsets.ISO_8859_1);
        out.print(CookieFile.format(jar.get().cookies()));
        return !out.checkError();
      }
      CookieFile.at(file.get()).save(jar.get().cookies());
      return true;
    } catch (IOException e) {
      if (tells) {
        streams
            .err()
            .println("holdfast: cannot write the cookies: "
                + Printable.line("--cookie-jar " + file.get() + ": " + Reason.of(e)));
      }
      return false;
    }
  }
}
