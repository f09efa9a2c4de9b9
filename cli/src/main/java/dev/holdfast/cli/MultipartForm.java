/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.Reason;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.MultipartBody;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A form with files, from fields in curl's notation for {@code -F}: {@code name=text},
 * {@code name=@FILE} and {@code name=<FILE}, the latter two with an optional {@code ;type=} and
 * {@code ;filename=}. Unlike curl, it takes a text literally. Files are streamed and read again for
 * each attempt.
 */
final class MultipartForm {

  private static final String OPTION = "--form";
  private static final String DEFAULT_TYPE = "application/octet-stream";

  private MultipartForm() {}

  static Body body(List<String> fields, InputStream in) {
    MultipartBody form = Body.multipart();
    for (String field : fields) {
      try {
        form = add(form, field, in);
      } catch (IllegalArgumentException badType) {
        throw new UsageException(OPTION, "'" + field + "'", "a type that is a header value");
      }
    }
    return form;
  }

  /** Returns the file that a field's content is read from; empty if the field has its text. */
  static Optional<String> file(String field) {
    String value = field.substring(field.indexOf('=') + 1);
    return value.startsWith("@") || value.startsWith("<")
        ? Optional.of(FileValue.of(field, value.substring(1)).path())
        : Optional.empty();
  }

  private static MultipartBody add(MultipartBody form, String field, InputStream in) {
    int equals = field.indexOf('=');
    if (equals <= 0) {
      throw new UsageException(OPTION, "'" + field + "'", "NAME=TEXT, NAME=@FILE or NAME=<FILE");
    }
    String name = field.substring(0, equals);
    String value = field.substring(equals + 1);
    if (value.startsWith("@")) {
      return file(form, name, FileValue.of(field, value.substring(1)), in);
    }
    if (value.startsWith("<")) {
      FileValue file = FileValue.of(field, value.substring(1));
      Body content = content(file, in);
      return file.type().isEmpty()
          ? form.field(name, text(file, in))
          : form.part(name, content.withContentType(file.type()));
    }
    return form.field(name, value);
  }

  private static MultipartBody file(
      MultipartBody form, String name, FileValue file, InputStream in) {
    String type = file.type().isEmpty() ? DEFAULT_TYPE : file.type();
    return form.file(name, file.shownName(), content(file, in).withContentType(type));
  }

  private static String text(FileValue file, InputStream in) {
    byte[] bytes = RequestBody.file(OPTION, file.field(), file.path(), in);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The content of a file. A regular file is streamed from disk; other content is kept for the next
   * attempt.
   */
  private static Body content(FileValue file, InputStream in) {
    try {
      if (!file.path().equals("-") && Files.isRegularFile(Path.of(file.path()))) {
        return Body.file(Path.of(file.path()));
      }
    } catch (IllegalArgumentException unreadable) {
      throw new UsageException(
          OPTION, file.field(), "@ and a readable file: " + Reason.of(unreadable));
    }
    return Body.of(RequestBody.file(OPTION, file.field(), file.path(), in));
  }

  /**
   * A value {@code FILE;type=TYPE;filename=NAME}.
   *
   * @param field the whole field, for messages
   */
  private record FileValue(String field, String path, String type, String fileName) {

    static FileValue of(String field, String value) {
      String[] parts = value.split(";(?=type=|filename=)", -1);
      String type = "";
      String fileName = "";
      for (int i = 1; i < parts.length; i++) {
        String setting = parts[i].substring(parts[i].indexOf('=') + 1);
        if (parts[i].startsWith("type=")) {
          type = setting;
        } else {
          fileName = setting;
        }
      }
      return new FileValue(field, parts[0], type, fileName);
    }

    /** The file name that is sent to the server. */
    String shownName() {
      if (!fileName.isEmpty()) {
        return fileName;
      }
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }
}
