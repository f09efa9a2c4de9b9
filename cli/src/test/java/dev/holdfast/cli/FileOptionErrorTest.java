/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static dev.holdfast.cli.Refusals.assertOneLine;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that an option names and that cannot be used: one line, exit code 2, and no request. */
@Tag("U24")
class FileOptionErrorTest {

  @TempDir
  static Path directory;

  @RegisterExtension
  static final UnaskedServer server = new UnaskedServer();

  @Test
  void saysWhichJsonFileCannotBeRead() {
    assertOneLine(
        "--json: @/no/such/file (expected: @ and a readable file: ",
        Ran.run("request", "--json", "@/no/such/file", server.url("/")));
  }

  @Test
  void refusesABodyFileThatIsMissing() {
    assertOneLine(
        "--data: @/no/such/file (expected: @ and a readable file: no such file)",
        Ran.run("request", "-d", "@/no/such/file", server.url("/")));
  }

  @Test
  void refusesADirectoryAsBody() {
    assertOneLine(
        "--data: @" + directory + " (expected: @ and a readable file: ",
        Ran.run("request", "-d", "@" + directory, server.url("/")));
  }

  @Test
  void refusesADirectoryAsOutput() {
    assertRefused(
        "--output: '" + directory + "' (expected: a file that can be written)",
        "-o",
        directory.toString());
  }

  @Test
  void refusesAnOutputInADirectoryThatIsMissing() {
    assertRefused(
        "--output: '/no/such/file' (expected: a file that can be written)", "-o", "/no/such/file");
  }

  @Test
  void refusesAnOutputWithoutAName() {
    assertRefused("--output: '' (expected: a file that can be written)", "-o", "");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --netrc-file | | (expected: a readable netrc file: it is not UTF-8)
      --config     | | (expected: a readable file of options: it is not UTF-8)
      --format     | @ | (expected: a text, or @ and a readable file: it is not UTF-8)
      --cacert     | | (expected: a readable file of certificates, PEM or PKCS#12: it holds no certificate)
      """)
  void namesTheOptionOfABinaryFile(String option, String before, String message) throws Exception {
    byte[] binary = {0x7f, 'E', 'L', 'F', (byte) 0xff, (byte) 0xfe, 0, (byte) 0x80};
    Path file = Files.write(directory.resolve("binary"), binary);
    String value = (before == null ? "" : before) + file;

    assertRefused(option + ": " + shortened(value) + " " + message, option, value);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --netrc-file | (expected: a readable netrc file: Is a directory)
      --config     | (expected: a readable file of options: Is a directory)
      --cookie     | (expected: a readable cookie file: Is a directory)
      --cert       | (expected: a readable PEM or PKCS#12 file with certificate and key: Is a directory)
      """)
  void namesTheOptionOfADirectory(String option, String message) {
    assertRefused(option + ": " + directory + " " + message, option, directory.toString());
  }

  @Test
  void refusesACertificateFileThatIsMissing() {
    assertRefused(
        "--cacert: /no/such/file (expected: a readable file of certificates, PEM or PKCS#12: no such"
            + " file)",
        "--cacert",
        "/no/such/file");
  }

  @Test
  void refusesADirectoryAsCertificateFile() {
    assertRefused(
        "--cacert: " + directory + " (expected: a readable file of certificates, PEM or PKCS#12: ",
        "--cacert",
        directory.toString());
  }

  @Test
  void refusesACertificateFileThatHoldsNone() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");

    assertRefused(
        "--cacert: " + empty
            + " (expected: a readable file of certificates, PEM or PKCS#12: it holds"
            + " no certificate)",
        "--cacert",
        empty.toString());
  }

  @Test
  void refusesACertificateFileThatIsGarbage() throws Exception {
    Path garbage = Files.writeString(directory.resolve("garbage.pem"), "garbage");

    assertRefused(
        "--cacert: " + garbage + " (expected: a readable file of certificates, PEM or PKCS#12: ",
        "--cacert",
        garbage.toString());
  }

  /** Values of options are cut, so that the message is one line. */
  private static String shortened(String value) {
    return value.startsWith("@") && value.length() > 60 ? value.substring(0, 60) + "…" : value;
  }

  private static void assertRefused(String message, String... options) {
    Refusals.assertRefused(server.url("/"), message, options);
  }
}
