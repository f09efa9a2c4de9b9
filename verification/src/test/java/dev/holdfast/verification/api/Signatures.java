/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.api;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats types and members, each as one line. {@code public} is omitted: everything here is
 * public.
 */
final class Signatures {

  private static final int SHOWN =
      Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT | Modifier.VOLATILE;

  private final TypeNames names;

  Signatures(TypeNames names) {
    this.names = names;
  }

  String of(Class<?> type) {
    List<String> words = new ArrayList<>(deprecated(type));
    if (!type.isInterface() && !type.isEnum() && !type.isRecord()) {
      words.addAll(modifiers(type.getModifiers()));
    }
    if (type.isSealed()) {
      words.add("sealed");
    }
    words.add(kind(type));
    words.add(names.name(type) + names.variables(type.getTypeParameters()));
    AnnotatedType parent = type.getAnnotatedSuperclass();
    if (parent != null && !type.isEnum() && !type.isRecord() && parent.getType() != Object.class) {
      words.add("extends " + names.name(parent));
    }
    if (type.getAnnotatedInterfaces().length > 0) {
      words.add(type.isInterface() ? "extends" : "implements");
      words.add(list(type.getAnnotatedInterfaces()));
    }
    words.addAll(permitted(type));
    return String.join(" ", words);
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  /** The subtypes that a user's {@code switch} has to name. */
  private List<String> permitted(Class<?> type) {
    if (!type.isSealed()) {
      return List.of();
    }
    String subtypes = Arrays.stream(type.getPermittedSubclasses())
        .filter(subtype -> Modifier.isPublic(subtype.getModifiers()))
        .map(names::name)
        .sorted()
        .collect(joining(", "));
    return subtypes.isEmpty() ? List.of() : List.of("permits " + subtypes);
  }

  String of(Field field) {
    if (field.isEnumConstant()) {
      return String.join(" ", words(deprecated(field), List.of("constant"), field.getName()));
    }
    return String.join(
        " ",
        words(
            deprecated(field),
            modifiers(field.getModifiers()),
            names.name(field.getAnnotatedType()) + " " + field.getName()));
  }

  String of(Constructor<?> constructor) {
    return executable(constructor, "new");
  }

  String of(Method method) {
    String result = names.name(method.getAnnotatedReturnType());
    return executable(method, result + " " + method.getName());
  }

  private String executable(Executable executable, String named) {
    List<String> modifiers = new ArrayList<>(modifiers(executable.getModifiers()));
    if (executable instanceof Method method && method.isDefault()) {
      modifiers.add("default");
    }
    String variables = names.variables(executable.getTypeParameters());
    if (!variables.isEmpty()) {
      modifiers.add(variables);
    }
    String signature = named + "(" + parameters(executable) + ")";
    AnnotatedType[] thrown = executable.getAnnotatedExceptionTypes();
    return String.join(
        " ",
        words(
            deprecated(executable),
            modifiers,
            thrown.length == 0 ? signature : signature + " throws " + list(thrown)));
  }

  private String parameters(Executable executable) {
    return Arrays.stream(executable.getParameters())
        .filter(parameter -> !parameter.isImplicit())
        .map(this::parameter)
        .collect(joining(", "));
  }

  private String parameter(Parameter parameter) {
    String type = names.name(parameter.getAnnotatedType());
    if (parameter.isVarArgs()) {
      type = type.substring(0, type.length() - "[]".length()) + "...";
    }
    return type + " " + parameter.getName();
  }

  private static List<String> modifiers(int modifiers) {
    String shown = Modifier.toString(modifiers & SHOWN);
    return shown.isEmpty() ? List.of() : List.of(shown);
  }

  private static List<String> deprecated(AnnotatedElement element) {
    Deprecated deprecated = element.getAnnotation(Deprecated.class);
    if (deprecated == null) {
      return List.of();
    }
    return List.of(deprecated.forRemoval() ? "@Deprecated(forRemoval)" : "@Deprecated");
  }

  private String list(AnnotatedType[] types) {
    return Arrays.stream(types).map(names::name).collect(joining(", "));
  }

  private static List<String> words(List<String> first, List<String> second, String last) {
    return Stream.of(first, second, List.of(last)).flatMap(List::stream).toList();
  }
}
