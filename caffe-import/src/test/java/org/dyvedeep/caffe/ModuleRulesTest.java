package org.dyvedeep.caffe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.dyvedeep.caffe.convert.LayerConverter;

/** Who may know whom in this module, and who may touch files. */
@AnalyzeClasses(
    packages = "org.dyvedeep.caffe",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {
  @ArchTest
  static final ArchRule usesTheGraphOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.dyvedeep.caffe..",
              "org.dyvedeep.engine.graph..",
              "org.dyvedeep.engine.op..",
              "org.dyvedeep.engine.tensor..",
              "com.google.protobuf..",
              "java..")
          .as("the importer knows the engine's graph, operations and tensors, and nothing else");

  @ArchTest
  static final ArchRule filesAreOpenedByReadersAndWritersOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.dyvedeep.caffe.read..",
              "org.dyvedeep.caffe.weights..",
              "org.dyvedeep.caffe.write..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.nio.file.Files")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile)")
          .as("no path that a model names can be opened: converters do not touch files");

  @ArchTest
  static final ArchRule convertersKnowNoPaths =
      noClasses()
          .that()
          .resideInAnyPackage("org.dyvedeep.caffe.convert..", "org.dyvedeep.caffe.upgrade..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.nio.file..");

  @ArchTest
  static final ArchRule nothingIsExecuted =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.lang\\.(Process.*|Runtime)|java\\.io\\.Object.*Stream|java\\.net\\..*"
                  + "|javax\\.script\\..*|java\\.lang\\.reflect\\..*")
          .as("no code, process, socket or object stream is started from a model");

  @ArchTest
  static final ArchRule readingComesFirst =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.dyvedeep.caffe.read..",
              "org.dyvedeep.caffe.upgrade..",
              "org.dyvedeep.caffe.filter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.dyvedeep.caffe.convert..", "org.dyvedeep.caffe.weights..");

  @ArchTest
  static final ArchRule convertersAreNamedSo =
      classes()
          .that()
          .implement(LayerConverter.class)
          .should()
          .haveSimpleNameEndingWith("Converter");
}
