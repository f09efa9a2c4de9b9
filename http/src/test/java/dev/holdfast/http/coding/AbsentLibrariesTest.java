/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Most programs have neither Brotli4j nor zstd-jni. */
class AbsentLibrariesTest {

  /** Loads this package anew, and knows neither library. */
  private static final class WithoutLibraries extends ClassLoader {

    WithoutLibraries() {
      super(AbsentLibrariesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.github.luben.") || name.startsWith("com.aayushatharva.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.holdfast.http.coding.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
      try (InputStream in = ContentCodings.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void theirCodingsAreNotAskedFor() throws ReflectiveOperationException {
    Class<?> codings = new WithoutLibraries().loadClass(ContentCodings.class.getName());

    assertThat(codings).isNotSameAs(ContentCodings.class);
    assertThat(codings.getField("ACCEPTED").get(null)).isEqualTo("gzip, deflate");
  }
}
