package org.dyvedeep.tools;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * Which module may know which: tools, knobs and the importer on the engine, and nothing on tools.
 */
@AnalyzeClasses(packages = "org.dyvedeep", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  private static final String[] GENERATED = {
    "org.dyvedeep.caffe.proto..", "org.dyvedeep.tools.onnx.proto.."
  };

  /** The rules below would hold of an empty class path, too. */
  @ArchTest
  static void allModulesAreLookedAt(JavaClasses classes) {
    for (String module : List.of("engine", "caffe", "knobs", "models", "tools")) {
      String name = "org.dyvedeep." + module;
      assertTrue(
          classes.stream().anyMatch(c -> (c.getPackageName() + ".").startsWith(name + ".")), name);
    }
  }

  @ArchTest
  static final ArchRule ENGINE_KNOWS_NOBODY =
      classes()
          .that()
          .resideInAPackage("org.dyvedeep.engine..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.dyvedeep.engine..", "org.bytedeco..", "jdk.incubator.vector..", "java..");

  @ArchTest
  static final ArchRule IMPORTER_KNOWS_GRAPHS_AND_PROTOBUF =
      classes()
          .that()
          .resideInAPackage("org.dyvedeep.caffe..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.dyvedeep.caffe..",
              "org.dyvedeep.engine.graph..",
              "org.dyvedeep.engine.op..",
              "org.dyvedeep.engine.tensor..",
              "com.google.protobuf..",
              "java..");

  @ArchTest
  static final ArchRule ONNX_KNOWS_GRAPHS_AND_PROTOBUF =
      classes()
          .that()
          .resideInAPackage("org.dyvedeep.tools.onnx..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.dyvedeep.tools.onnx..",
              "org.dyvedeep.engine.graph..",
              "org.dyvedeep.engine.op..",
              "org.dyvedeep.engine.tensor..",
              "com.google.protobuf..",
              "java..");

  @ArchTest
  static final ArchRule KNOBS_KNOW_THE_ENGINE_ONLY =
      noClasses()
          .that()
          .resideInAPackage("org.dyvedeep.knobs..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.dyvedeep.caffe..",
              "org.dyvedeep.models..",
              "org.dyvedeep.tools..",
              "com.google.protobuf..",
              "picocli..");

  @ArchTest
  static final ArchRule MODELS_KNOW_NEITHER_TOOLS_NOR_KNOBS =
      noClasses()
          .that()
          .resideInAPackage("org.dyvedeep.models..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.dyvedeep.tools..", "org.dyvedeep.knobs..", "picocli..");

  @ArchTest
  static final ArchRule NOTHING_KNOWS_TOOLS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.dyvedeep.tools..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.dyvedeep.tools..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_USES_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.dyvedeep.tools.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.dyvedeep.tools.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.dyvedeep.tools.cli..");

  @ArchTest
  static final ArchRule ONLY_VERBS_AND_REPORTS_PRINT =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.dyvedeep.tools.cli..", "org.dyvedeep.tools.report..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  // The importer's outermost package is its face, and holds the options, limits and the exception
  // that the rooms behind it use.
  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices()
          .matching("org.dyvedeep.(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(
              resideInAPackage("org.dyvedeep.caffe.*.."), resideInAPackage("org.dyvedeep.caffe"));

  // protobuf's generated messages keep their descriptors in static fields that are set once.
  @ArchTest
  static final ArchRule NO_STATIC_FIELD_CHANGES =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackages(GENERATED)
          .should()
          .beFinal();
}
