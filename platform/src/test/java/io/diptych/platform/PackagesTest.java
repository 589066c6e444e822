package io.diptych.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.diptych", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
    @ArchTest
    static final ArchRule schemasKnowNeitherKafkaNorSpring = noClasses()
            .that()
            .resideInAnyPackage("io.diptych.schemas..", "io.diptych.events..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework..", "io.apicurio..");

    @ArchTest
    static final ArchRule assetsKnowNeitherKafkaNorSpring = noClasses()
            .that()
            .resideInAPackage("..platform.assets..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework..");

    @ArchTest
    static final ArchRule kafkaKnowsNoSpring = noClasses()
            .that()
            .resideInAPackage("..platform.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..");

    @ArchTest
    static final ArchRule onlyTheCodecKnowsTheRegistrysLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("..platform.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.apicurio..", "com.microsoft.kiota..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.diptych.platform.(*)..").should().beFreeOfCycles();
}
