package io.diptych.router;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.avro.specific.SpecificRecord;

@AnalyzeClasses(packages = "io.diptych.router", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
    @ArchTest
    static final ArchRule decisionsKnowNoFramework = noClasses()
            .that()
            .resideInAnyPackage("..router.request..", "..router.policy..", "..router.routing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "org.apache.kafka..", "org.apache.avro..", "io.diptych.platform..");

    @ArchTest
    static final ArchRule decisionsKnowNoEvents = noClasses()
            .that()
            .resideInAnyPackage("..router.request..", "..router.policy..", "..router.routing..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(SpecificRecord.class);

    @ArchTest
    static final ArchRule onlyPoliciesKnowCel = noClasses()
            .that()
            .resideOutsideOfPackage("..router.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cel..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.diptych.router.(*)..").should().beFreeOfCycles();
}
