/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.publishing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A pom as written, without inherited elements. */
record Pom(Path folder, Element root) {

  static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  static Pom in(Path folder) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Path file = folder.resolve("pom.xml");
      return new Pom(
          folder, factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
    } catch (Exception e) {
      throw new AssertionError(folder.toString(), e);
    }
  }

  /** The published modules of the build, without the BOM, which is not a module to depend on. */
  static List<Pom> published() {
    return in(TOP).all("modules", "module").stream()
        .map(module -> in(TOP.resolve(module)))
        .filter(pom -> !pom.text("properties", "maven.deploy.skip").equals(Optional.of("true")))
        .filter(pom -> !pom.artifact().equals("holdfast-bom"))
        .toList();
  }

  /** The published modules without the command line, which is a program. */
  static List<Pom> libraries() {
    return published().stream()
        .filter(pom -> !pom.artifact().equals("holdfast-cli"))
        .toList();
  }

  String artifact() {
    return text("artifactId").orElseThrow();
  }

  /** The managed artifacts of a group. */
  List<String> managed(String group) {
    return steps(Stream.of(root), List.of("dependencyManagement", "dependencies", "dependency"))
        .filter(dependency -> texts(dependency, "groupId").equals(List.of(group)))
        .flatMap(dependency -> texts(dependency, "artifactId").stream())
        .toList();
  }

  Optional<String> text(String... path) {
    return all(path).stream().findFirst();
  }

  List<String> all(String... path) {
    return texts(root, path);
  }

  private static List<String> texts(Element from, String... path) {
    return steps(Stream.of(from), List.of(path))
        .map(element -> element.getTextContent().strip())
        .toList();
  }

  private static Stream<Element> steps(Stream<Element> from, List<String> path) {
    return path.isEmpty()
        ? from
        : steps(
            from.flatMap(element -> children(element, path.get(0))), path.subList(1, path.size()));
  }

  private static Stream<Element> children(Element parent, String name) {
    return IntStream.range(0, parent.getChildNodes().getLength())
        .mapToObj(parent.getChildNodes()::item)
        .filter(node -> node.getNodeName().equals(name))
        .map(Node.class::cast)
        .map(Element.class::cast);
  }

  @Override
  public String toString() {
    return artifact();
  }
}
