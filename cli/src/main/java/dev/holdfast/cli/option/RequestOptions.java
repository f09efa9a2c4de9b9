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
      description = "Send these in an Authorization header (Basic, unless there is --digest or"
          + " --anyauth). Asks for the password on the terminal if there is none.")
  @Nullable UserText user;

  @Option(
      names = "--digest",
      description =
          "Answer the server's Digest challenge with the user and password of -u or" + " --netrc.")
  boolean digest;

  @Option(names = "--anyauth", description = "Send them as the server asks: Digest, else Basic.")
  boolean anyAuth;

  @Option(
      names = {"-b", "--cookie"},
      paramLabel = "DATA|FILE",
      description = "Send these cookies, as a=1; b=2, or keep cookies and begin with those in this"
          + " file (Netscape format). A text with = in it is data. Repeatable.")
  List<String> cookies = new ArrayList<>();

  @Option(
      names = {"-c", "--cookie-jar"},
      paramLabel = "FILE",
      description = "Keep cookies, and write them to this file in the end; - is standard output.")
  @Nullable Path cookieJar;

  @Option(
      names = {"-j", "--junk-session-cookies"},
      description = "Leave out the cookies in the files of -b that do not expire.")
  boolean junkSessionCookies;

  @Option(
      names = "--idempotency-key",
      paramLabel = "auto|VALUE",
      converter = IdempotencyKeyText.class,
      description = "Send an Idempotency-Key, the same in every attempt: it makes a POST or PATCH"
          + " repeatable. auto makes one up.")
  @Nullable IdempotencyKey idempotencyKey;

  @Option(
      names = "--idempotency-header",
      paramLabel = "NAME",
      converter = HeaderName.class,
      description = "The header for the key, if the server wants another than Idempotency-Key.")
  @Nullable String idempotencyHeader;

  @Option(
      names = "--deadline-header",
      paramLabel = "NAME",
      converter = HeaderName.class,
      description = "Tell the server in this header how many milliseconds are left for an attempt;"
          + " there is no standard name.")
  @Nullable String deadlineHeader;

  @Option(
      names = "--netrc",
      description = "Take user and password for the URL's host from ~/.netrc, or the file that the"
          + " variable NETRC names.")
  boolean netrc;

  @Option(names = "--netrc-file", paramLabel = "FILE", description = "Take them from this file.")
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
      description = "Let the answer come compressed, and decode it. This is the default;"
          + " --no-compressed asks for it as it is stored.")
  boolean compressed = true;

  @Option(
      names = {"-K", "--config"},
      paramLabel = "FILE",
      preprocessor = ConfigFile.class,
      description = "Read more options from this file, one a line, as curl does: name = value."
          + " - is standard input. Keeps secrets out of the list of processes. Repeatable.")
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
