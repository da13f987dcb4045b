package org.dyvedeep.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the engine and which doors there are between them. */
@AnalyzeClasses(
    packages = "org.dyvedeep.engine",
    importOptions = ImportOption.DoNotIncludeTests.class)
class EngineArchitectureTest {
  @ArchTest
  static final ArchRule KERNELS_KNOW_NEITHER_GRAPHS_NOR_SESSIONS =
      noClasses()
          .that()
          .resideInAPackage("..engine.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..engine.graph..",
              "..engine.pass..",
              "..engine.plan..",
              "..engine.backend..",
              "..engine.run..");

  @ArchTest
  static final ArchRule ONLY_ONE_PACKAGE_USES_OPENBLAS =
      noClasses()
          .that()
          .resideOutsideOfPackage("..engine.kernel.blas..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule THE_GRAPH_DOES_NOT_KNOW_HOW_IT_IS_RUN =
      noClasses()
          .that()
          .resideInAnyPackage("..engine.tensor..", "..engine.op..", "..engine.graph..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..engine.reference..",
              "..engine.kernel..",
              "..engine.pass..",
              "..engine.plan..",
              "..engine.backend..",
              "..engine.run..");

  @ArchTest
  static final ArchRule REFERENCE_OPERATORS_STAND_ALONE =
      noClasses()
          .that()
          .resideInAPackage("..engine.reference..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..engine.graph..",
              "..engine.kernel..",
              "..engine.pass..",
              "..engine.plan..",
              "..engine.backend..",
              "..engine.run..");

  @ArchTest
  static final ArchRule PASSES_DO_NOT_COMPUTE_WITH_KERNELS =
      noClasses()
          .that()
          .resideInAPackage("..engine.pass..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..engine.kernel..", "..engine.plan..", "..engine.run..");

  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().matching("org.dyvedeep.engine.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_STATIC_FIELD_CHANGES = fields().that().areStatic().should().beFinal();
}
