/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A form with files: {@code multipart/form-data} (RFC 7578). Immutable: {@link #field},
 * {@link #file} and {@link #part} return another one. Streams its parts; repeatable if all of them
 * are, with the same bytes each time; its length is known if all of theirs are.
 *
 * <p>Names and file names are written as browsers write them: UTF-8, with {@code "}, CR and LF as
 * {@code %22}, {@code %0D} and {@code %0A}. The boundary holds 128 random bits.
 */
public final class MultipartBody implements Body {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BOUNDARY_BYTES = 16;

  private final String boundary;
  private final List<Part> parts;

  private MultipartBody(String boundary, List<Part> parts) {
    this.boundary = boundary;
    this.parts = parts;
  }

  static MultipartBody empty() {
    byte[] bytes = new byte[BOUNDARY_BYTES];
    RANDOM.nextBytes(bytes);
    return new MultipartBody("----holdfast-" + HexFormat.of().formatHex(bytes), List.of());
  }

  /** Returns this form with a text, in UTF-8 and without a content type, as browsers send it. */
  public MultipartBody field(String name, String value) {
    byte[] text = PercentEncoding.wellFormed(Objects.requireNonNull(value, "value"))
        .getBytes(StandardCharsets.UTF_8);
    return with(Part.of(Objects.requireNonNull(name, "name"), "", new UntypedBody(text)));
  }

  /**
   * Returns this form with a file under its own name, read anew for each attempt. Its content type
   * is {@code application/octet-stream}; for another one, see {@link #file(String, String, Body)}.
   *
   * @throws IllegalArgumentException if it is not a readable regular file
   */
  public MultipartBody file(String name, Path file) {
    Objects.requireNonNull(name, "name");
    Path last = Objects.requireNonNull(file, "file").getFileName();
    return file(name, last == null ? "" : last.toString(), Body.file(file));
  }

  /**
   * Returns this form with the content of a file:
   * {@code Body.file(path).withContentType("image/png")}, or any other body, with its content type.
   *
   * @param fileName the file name for the server, without a path
   * @throws IllegalArgumentException if the file name is empty, or the content type is not a valid
   *     header value
   */
  public MultipartBody file(String name, String fileName, Body content) {
    if (Objects.requireNonNull(fileName, "fileName").isEmpty()) {
      throw new IllegalArgumentException("fileName: empty (expected: a name; part(…) has none)");
    }
    return with(Part.of(Objects.requireNonNull(name, "name"), fileName, checked(content)));
  }

  /**
   * Returns this form with any other body as a part without a file name, for example JSON:
   * {@code Body.of(json, "application/json")}.
   *
   * @throws IllegalArgumentException if the content type is not a valid header value
   */
  public MultipartBody part(String name, Body content) {
    return with(Part.of(Objects.requireNonNull(name, "name"), "", checked(content)));
  }

  private static Body checked(Body content) {
    return Objects.requireNonNull(content, "content");
  }

  private MultipartBody with(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new MultipartBody(boundary, List.copyOf(more));
  }

  @Override
  public boolean repeatable() {
    return parts.stream().allMatch(part -> part.body().repeatable());
  }

  @Override
  public boolean spent() {
    return parts.stream().anyMatch(part -> part.body().spent());
  }

  @Override
  public boolean inMemory() {
    return parts.stream().allMatch(part -> part.body().inMemory());
  }

  @Override
  public boolean mayStall() {
    return parts.stream().anyMatch(part -> part.body().mayStall());
  }

  @Override
  public long length() {
    long sum = last().length;
    byte[] before = before();
    for (Part part : parts) {
      long length = part.length();
      if (length < 0) {
        return -1;
      }
      sum += before.length + length + 2;
    }
    return sum;
  }

  @Override
  public Optional<String> contentType() {
    return Optional.of("multipart/form-data; boundary=" + boundary);
  }

  private byte[] before() {
    return ("--" + boundary + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] last() {
    return ("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] before = before();
    for (Part part : parts) {
      out.write(before);
      part.writeTo(out);
      out.write('\r');
      out.write('\n');
    }
    out.write(last());
  }

  /** Returns the number of parts; neither names nor content. */
  @Override
  public String toString() {
    return "Body[multipart, " + parts.size() + " parts, "
        + (length() < 0 ? "unknown length" : length() + " bytes") + "]";
  }

  /** A text without a content type. */
  private static final class UntypedBody extends WrappedBody {

    UntypedBody(byte[] bytes) {
      super(new BytesBody(bytes, ""));
    }

    @Override
    public Optional<String> contentType() {
      return Optional.empty();
    }
  }
}
