/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.IdempotencyKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the request and its target. */
public final class RequestOptions {

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'Name: value'",
      converter = HeaderText.Converter.class,
      description = "Send this header. Repeatable.")
  List<HeaderText> headers = new ArrayList<>();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER[:PASSWORD]",
      converter = UserText.Converter.class,
      description =
          "Send this user and password in an Authorization header (Basic, unless --digest or"
              + " --anyauth is given). Asks for a missing password on the terminal.")
  @Nullable UserText user;

  @Option(
      names = "--digest",
      description =
          "Answer the server's Digest challenge with the user and password of -u or" + " --netrc.")
  boolean digest;

  @Option(
      names = "--anyauth",
      description = "Use the scheme that the server asks for: Digest if possible, otherwise Basic.")
  boolean anyAuth;

  @Option(
      names = {"-b", "--cookie"},
      paramLabel = "DATA|FILE",
      description =
          "Send these cookies, such as a=1; b=2, or load cookies from this file (Netscape format;"
              + " - is standard input) and keep new ones. A text that contains = is data."
              + " Repeatable.")
  List<String> cookies = new ArrayList<>();

  @Option(
      names = {"-c", "--cookie-jar"},
      paramLabel = "FILE",
      description = "Keep cookies, and write them to this file at the end; - is standard output.")
  @Nullable Path cookieJar;

  @Option(
      names = {"-j", "--junk-session-cookies"},
      description = "Ignore session cookies, which have no expiry, in the files of -b.")
  boolean junkSessionCookies;

  @Option(
      names = "--idempotency-key",
      paramLabel = "auto|VALUE",
      converter = IdempotencyKeyText.class,
      description =
          "Send an Idempotency-Key, the same in every attempt, so that a POST or PATCH can be"
              + " repeated. auto generates a key.")
  @Nullable IdempotencyKey idempotencyKey;

  @Option(
      names = "--idempotency-header",
      paramLabel = "NAME",
      converter = HeaderName.class,
      description = "The name of the header for the key. Default: Idempotency-Key.")
  @Nullable String idempotencyHeader;

  @Option(
      names = "--deadline-header",
      paramLabel = "NAME",
      converter = HeaderName.class,
      description = "Send the milliseconds left for an attempt in this header; there is no standard"
          + " name.")
  @Nullable String deadlineHeader;

  @Option(
      names = "--netrc",
      description = "Read user and password for the URL's host from ~/.netrc, or the file that the"
          + " variable NETRC names.")
  boolean netrc;

  @Option(names = "--netrc-file", paramLabel = "FILE", description = "The same, from this file.")
  @Nullable Path netrcFile;

  @Option(
      names = {"-L", "--location"},
      description = "Follow redirects. This is the default; see --no-redirect.")
  boolean location;

  @Option(
      names = "--compressed",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Ask for a compressed answer, and decode it. This is the default; --no-compressed"
              + " asks for it uncompressed.")
  boolean compressed = true;

  @Option(
      names = {"-K", "--config"},
      paramLabel = "FILE",
      preprocessor = ConfigFile.class,
      description = "Read more options from this file, one per line, as curl does: name = value."
          + " - is standard input. Keeps secrets out of the process list. Repeatable.")
  List<String> configs = new ArrayList<>();

  /** The headers, in the order given. */
  public List<HeaderText> headers() {
    return List.copyOf(headers);
  }

  /** User and password. */
  public Optional<UserText> user() {
    return Optional.ofNullable(user);
  }

  /** Whether user and password may be used for Digest only. */
  public boolean digest() {
    return digest;
  }

  /** Whether the server chooses the form in which user and password are sent. */
  public boolean anyAuth() {
    return anyAuth;
  }

  /** The cookies in the form in which they are sent. */
  public Optional<String> cookieData() {
    List<String> data = cookies.stream().filter(RequestOptions::isData).toList();
    return data.isEmpty()
        ? Optional.empty()
        : Optional.of(HeaderText.bytes(String.join("; ", data)));
  }

  /** The files with cookies. An empty name means no file, but cookies are still kept. */
  public List<String> cookieFiles() {
    return cookies.stream().filter(text -> !isData(text)).toList();
  }

  private static boolean isData(String text) {
    return text.indexOf('=') >= 0;
  }

  /** The file to which the cookies are written at the end. */
  public Optional<Path> cookieJar() {
    return Optional.ofNullable(cookieJar);
  }

  /** Whether session cookies are ignored when cookies are read. */
  public boolean junkSessionCookies() {
    return junkSessionCookies;
  }

  /** The idempotency key, if one is sent. */
  public Optional<IdempotencyKey> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** The name of the idempotency header, if given. */
  public Optional<String> idempotencyHeader() {
    return Optional.ofNullable(idempotencyHeader);
  }

  /** The name of the header with the time left until the deadline. */
  public Optional<String> deadlineHeader() {
    return Optional.ofNullable(deadlineHeader);
  }

  /** Whether user and password are read from the usual netrc file. */
  public boolean netrc() {
    return netrc;
  }

  /** The netrc file, if given. */
  public Optional<Path> netrcFile() {
    return Optional.ofNullable(netrcFile);
  }

  /** Whether an option explicitly requests that redirects are followed. */
  public boolean location() {
    return location;
  }

  /** Whether the answer may be compressed. */
  public boolean compressed() {
    return compressed;
  }
}
