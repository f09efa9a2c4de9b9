/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.http.found.FoundCodec;
import dev.holdfast.http.found.LesserCodec;
import dev.holdfast.http.mock.MockTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codecs as they are found: none on this module path, those of an application's class loader. */
class CodecSearchTest {

  @TempDir
  Path folder;

  private final MockTransport mock = MockTransport.create();
  private final Session session = Session.builder().transport(mock).build();

  @Test
  void saysWhatIsMissingBeforeAnythingIsSent() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> session.request(Request.post("http://h/").json("x")))
        .withMessage("json: no codec is there (expected: holdfast-jackson3 or holdfast-jackson2"
            + " beside holdfast-http, or codec(…) of the session's builder)");
    assertThat(mock.requests()).isEmpty();
  }

  @Test
  void saysWhatIsMissingForAnAnswer() {
    mock.respond(200, "{}");

    assertThatExceptionOfType(BodyDecodingException.class)
        .isThrownBy(() -> session.get("http://h/").json(Object.class))
        .withMessageContaining("no codec is there (expected: holdfast-jackson3 or");
  }

  @Test
  void findsTheCodecOfTheApplicationsClassLoader() {
    mock.respond(200, "x");

    String read = with(loader(FoundCodec.class.getName()), this::read);

    assertThat(read).isEqualTo("[x]");
  }

  @Test
  void takesTheOneOfTheHighestPriority() {
    mock.respond(200, "x");

    ClassLoader both = loader(
        LesserCodec.class.getName(), FoundCodec.class.getName(), LesserCodec.class.getName());

    assertThat(with(both, this::read)).isEqualTo("[x]");
  }

  @Test
  void aProviderThatCannotBeLoadedDoesNotHideAnother() {
    mock.respond(200, "x");

    ClassLoader mixed = loader("com.example.Missing", FoundCodec.class.getName());

    assertThat(with(mixed, this::read)).isEqualTo("[x]");
  }

  @Test
  void saysWhyTheOnlyProviderCannotBeLoaded() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> with(
            loader("com.example.Missing"),
            () -> session.request(Request.post("http://h/").json("x"))))
        .withMessageContaining("no codec that can be used, ")
        .withMessageContaining("com.example.Missing");
  }

  private String read() {
    return session.get("http://h/").json(String.class);
  }

  private static <T> T with(ClassLoader loader, Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private ClassLoader loader(String... providers) {
    try {
      Path services = Files.write(folder.resolve("services"), Arrays.asList(providers));
      return new ApplicationLoader(services.toUri().toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has classes of its own, outside of any named module, as an application's class path does. */
  private static final class ApplicationLoader extends ClassLoader {

    private static final String SERVICES = "META-INF/services/" + BodyCodec.class.getName();

    private final URL services;

    ApplicationLoader(URL services) {
      super(BodyCodec.class.getClassLoader());
      this.services = services;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICES)
          ? Collections.enumeration(List.of(services))
          : super.getResources(name);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      if (!name.startsWith(FoundCodec.class.getPackageName())) {
        return super.loadClass(name, resolve);
      }
      String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
      try (InputStream in = FoundCodec.class.getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
