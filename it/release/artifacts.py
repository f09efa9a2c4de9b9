"""What a build with the profile "release" has left for each published module; prints what is wrong."""

import glob
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

POM = {"m": "http://maven.apache.org/POM/4.0.0"}


def text(pom, path):
    return pom.findtext(path, namespaces=POM)


def published():
    """The folder and the file name of each module that is published and has a jar."""
    for module in ElementTree.parse("pom.xml").findall("m:modules/m:module", POM):
        pom = ElementTree.parse(os.path.join(module.text, "pom.xml"))
        skipped = text(pom, "m:properties/m:maven.deploy.skip") == "true"
        if not skipped and text(pom, "m:packaging") != "pom":
            yield module.text, text(pom, "m:artifactId"), text(pom, "m:build/m:finalName")


def manifest(jar):
    """The main section; long lines are folded (JAR specification)."""
    folded = jar.read("META-INF/MANIFEST.MF").decode().replace("\r\n", "\n").replace("\n ", "")
    return dict(line.split(": ", 1) for line in folded.splitlines() if ": " in line)


def exported(headers):
    """Package names of Export-Package: quoted parts hold commas of their own."""
    plain = re.sub(r'"[^"]*"', "", headers.get("Export-Package", ""))
    return {clause.split(";")[0] for clause in plain.split(",") if clause}


def described(path):
    """What the module's descriptor exports, also to some modules only; None without a descriptor."""
    described = subprocess.run(["jar", "--describe-module", "--file", path],
                               capture_output=True, text=True, check=True).stdout
    if "No module descriptor found" in described:
        return None
    return set(re.findall(r"^(?:qualified )?exports ([\w.]+)", described, re.M))


def classes_outside(names, packages):
    folders = {name.rpartition("/")[0].replace("/", ".") for name in names if name.endswith(".class")}
    return {folder for folder in folders if folder and not folder.startswith(tuple(packages))}


def check_jar(path, artifact):
    with zipfile.ZipFile(path) as jar:
        names = jar.namelist()
        headers = manifest(jar)
        dates = {entry.date_time[:3] for entry in jar.infolist()}
    if "META-INF/LICENSE" not in names:
        yield "has no META-INF/LICENSE"
    if dates != {(2026, 1, 1)}:
        yield f"is not reproducible: entries of {sorted(dates)}"
    for header in ("Bundle-SymbolicName", "Bundle-Version", "Export-Package", "Import-Package"):
        if header not in headers:
            yield f"has no {header}"
    if any(header.startswith(("Bnd-", "Tool")) or header == "Built-By" for header in headers):
        yield "says who or what has built it, so that it is not reproducible"
    exports = described(path)
    if exports is not None and exports != exported(headers):
        yield f"exports other packages to OSGi: {sorted(exports ^ exported(headers))}"
    name = headers.get("Automatic-Module-Name")
    if exports is None and name is None and artifact != "holdfast-cli":
        yield "has no name for the module path"
    if classes_outside(names, ["dev.holdfast"]):
        yield f"holds classes of others: {sorted(classes_outside(names, ['dev.holdfast']))}"


def check(folder, artifact, name):
    stem = os.path.join(folder, "target", name) if name else None
    jars = [stem + ".jar"] if stem else [
        jar for jar in glob.glob(os.path.join(folder, "target", artifact + "-*.jar"))
        if not jar.endswith(("-sources.jar", "-javadoc.jar", "-tests.jar"))]
    if len(jars) != 1 or not os.path.exists(jars[0]):
        yield f"has not one jar but {jars}"
        return
    yield from check_jar(jars[0], artifact)
    for kind in ("sources", "javadoc"):
        path = jars[0].replace(".jar", f"-{kind}.jar")
        if not os.path.exists(path):
            yield f"has no jar of {kind}"
            continue
        with zipfile.ZipFile(path) as jar:
            if not any(entry.endswith((".java", ".kt", ".html", ".md")) for entry in jar.namelist()):
                yield f"has an empty jar of {kind}"
    sbom = os.path.join(folder, "target", "bom.json")
    if not os.path.exists(sbom):
        yield "has no SBOM"
        return
    with open(sbom, encoding="utf-8") as file:
        component = json.load(file)["metadata"]["component"]
    if component["name"] != artifact:
        yield f"has the SBOM of {component['name']}"


def main():
    modules = list(published())
    wrong = [f"{artifact} {problem}" for folder, artifact, name in modules
             for problem in check(folder, artifact, name)]
    print("\n".join(wrong) or f"{len(modules)} modules")
    sys.exit(1 if wrong or len(modules) < 15 else 0)


if __name__ == "__main__":
    main()
