/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.api;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The dump of a package: its public types, each followed by its members, one a line, sorted. */
final class PublicApi {

  private static final String INDENT = "  ";

  private final Signatures signatures;

  private PublicApi(String packageName) {
    signatures = new Signatures(new TypeNames(packageName));
  }

  /** The lines for a package with these classes, public or not. */
  static List<String> of(String packageName, List<Class<?>> classes) {
    PublicApi api = new PublicApi(packageName);
    List<String> lines = new ArrayList<>(List.of("package " + packageName));
    classes.stream()
        .filter(PublicApi::isPublic)
        .sorted(Comparator.comparing(Class::getName))
        .forEach(type -> {
          lines.add("");
          lines.add(api.signatures.of(type));
          api.members(type).forEach(member -> lines.add(INDENT + member));
        });
    return lines;
  }

  /** Whether a user can name the type; subclasses can also name a protected one. */
  static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return !type.isSynthetic()
        && isVisible(type.getModifiers())
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (outer == null || isPublic(outer));
  }

  /** Constants, fields, constructors, methods; each kind by name. */
  private List<String> members(Class<?> type) {
    Set<String> members = new LinkedHashSet<>();
    declaring(type)
        .flatMap(declaring -> Arrays.stream(declaring.getDeclaredFields()))
        .filter(field -> isShown(field, type))
        .sorted(Comparator.comparing(Field::getName))
        .forEach(field -> members.add(signatures.of(field)));
    Arrays.stream(type.getDeclaredConstructors())
        .filter(constructor -> isShown(constructor, type))
        .map((Constructor<?> constructor) -> signatures.of(constructor))
        .sorted()
        .forEach(members::add);
    declaring(type)
        .flatMap(declaring -> Arrays.stream(declaring.getDeclaredMethods()))
        .filter(method -> isShown(method, type) && !isImplied(method, type))
        .sorted(Comparator.comparing(Method::getName).thenComparing(signatures::of))
        .forEach(method -> members.add(signatures.of(method)));
    return List.copyOf(members);
  }

  /** The type, and its hidden superclasses, whose members a user sees as the type's own. */
  private static Stream<Class<?>> declaring(Class<?> type) {
    List<Class<?>> declaring = new ArrayList<>(List.of(type));
    for (Class<?> next = type.getSuperclass();
        next != null && !isPublic(next);
        next = next.getSuperclass()) {
      declaring.add(next);
    }
    return declaring.stream();
  }

  private static boolean isShown(Member member, Class<?> type) {
    int modifiers = member.getModifiers();
    boolean inheritable = !Modifier.isFinal(type.getModifiers());
    return !member.isSynthetic()
        && (Modifier.isPublic(modifiers) || inheritable && Modifier.isProtected(modifiers));
  }

  /** Whether every class, or every enum, has the method, so that it is not specific to this one. */
  private static boolean isImplied(Method method, Class<?> type) {
    boolean ofEveryEnum = type.isEnum()
        && Modifier.isStatic(method.getModifiers())
        && Set.of("values", "valueOf").contains(method.getName());
    return ofEveryEnum
        || Stream.of(Object.class.getMethods()).anyMatch(each -> sameAs(each, method));
  }

  private static boolean sameAs(Method one, Method other) {
    return one.getName().equals(other.getName())
        && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }
}
