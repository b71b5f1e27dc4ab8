package io.mqttstack.bench;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.security.Security;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;

/**
 * The dependency rules of the whole stack, run by every build over the main code of all modules.
 *
 * <pre>
 *   bench -> conformance -> client -> transport -> codec
 * </pre>
 *
 * <p>Read this before you change it. A failure here nearly always says that a class sits in the wrong module, or knows
 * something that should have been handed to it. Move the class or pass the thing in. A rule is loosened only together
 * with a record in docs/decisions that says why.
 */
@AnalyzeClasses(packages = "io.mqttstack", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {

    private static final String CODEC = "io.mqttstack.codec..";
    private static final String TRANSPORT = "io.mqttstack.transport..";
    private static final String CLIENT = "io.mqttstack.client..";
    private static final String CONFORMANCE = "io.mqttstack.conformance..";
    private static final String BENCH = "io.mqttstack.bench..";
    private static final String PEER = "io.mqttstack.bench.peer..";
    private static final String SESSION = "io.mqttstack.client.internal.session..";
    private static final String HANDOVER = "io.mqttstack.client.internal.handover..";

    @ArchTest
    static final ArchRule importsPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("codec")
            .definedBy(CODEC)
            .layer("transport")
            .definedBy(TRANSPORT)
            .layer("client")
            .definedBy(CLIENT)
            .layer("conformance")
            .definedBy(CONFORMANCE)
            .layer("bench")
            .definedBy(BENCH)
            .whereLayer("codec")
            .mayNotAccessAnyLayer()
            .whereLayer("transport")
            .mayOnlyAccessLayers("codec")
            .whereLayer("client")
            .mayOnlyAccessLayers("transport", "codec")
            .whereLayer("conformance")
            .mayOnlyAccessLayers("client", "transport", "codec");

    @ArchTest
    static final ArchRule nettyStaysInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackages("io.mqttstack.transport.netty..", PEER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule librariesToCompareWithStayInTheirPackage = noClasses()
            .that()
            .resideOutsideOfPackage(PEER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hivemq..", "io.vertx..", "org.eclipse.paho..", "net.dreamlu..", "org.tio..");

    @ArchTest
    static final ArchRule bouncyCastleStaysInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.mqttstack.transport.tls..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule scramStaysInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.mqttstack.client.scram..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.ongres..");

    @ArchTest
    static final ArchRule containersStayWithTheBrokers = noClasses()
            .that()
            .resideOutsideOfPackage("io.mqttstack.conformance.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..");

    @ArchTest
    static final ArchRule commandLinesStayOutOfTheLibraries = noClasses()
            .that()
            .resideOutsideOfPackages(CONFORMANCE, BENCH)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule transportKnowsPacketsInOnePlace = noClasses()
            .that()
            .resideInAPackage(TRANSPORT)
            .and()
            .haveNameNotMatching("io\\.mqttstack\\.transport\\.Packet[^.]*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CODEC)
            .because("PacketConnection, with its helpers named Packet…, is where bytes meet the codec");

    @ArchTest
    static final ArchRule codecIsBytesInPacketsOut = noClasses()
            .that()
            .resideInAPackage(CODEC)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.net..",
                            "java.nio.channels..",
                            "java.nio.file..",
                            "java.util.concurrent..",
                            "java.util.logging..")
                    .and(DescribedPredicate.not(belongToAnyOf(Serializable.class)))
                    .or(threadsAndClocks())
                    .or(belongToAnyOf(System.Logger.class)));

    @ArchTest
    static final ArchRule codecReadsNoClock =
            noClasses().that().resideInAPackage(CODEC).should().accessTargetWhere(readsTheClock());

    @ArchTest
    static final ArchRule sessionsDoNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage(SESSION, HANDOVER)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.net..",
                            "java.nio.channels..",
                            "java.nio.file..",
                            "java.util.concurrent.locks..",
                            TRANSPORT)
                    .and(DescribedPredicate.not(belongToAnyOf(Serializable.class)))
                    .or(assignableTo(Executor.class))
                    .or(belongToAnyOf(Executors.class))
                    .or(assignableTo(ForkJoinTask.class))
                    .or(threadsAndClocks()));

    @ArchTest
    static final ArchRule sessionsAreToldTheTime =
            noClasses().that().resideInAnyPackage(SESSION, HANDOVER).should().accessTargetWhere(readsTheClock());

    @ArchTest
    static final ArchRule handingOverKnowsNothingOfMqtt = noClasses()
            .that()
            .resideInAPackage(HANDOVER)
            .should()
            .dependOnClassesThat(resideInAnyPackage(CODEC, TRANSPORT, CLIENT)
                    .and(DescribedPredicate.not(resideInAPackage(HANDOVER))));

    @ArchTest
    static final ArchRule librariesDoNotPrint = noClasses()
            .that()
            .resideInAnyPackage(CODEC, TRANSPORT, CLIENT)
            .should()
            .accessTargetWhere(target(owner(assignableTo(System.class)))
                    .and(target(nameMatching("out|err")))
                    .or(target(owner(assignableTo(Throwable.class))).and(target(name("printStackTrace")))));

    @ArchTest
    static final ArchRule librariesInstallNoSecurityProvider = noClasses()
            .that()
            .resideInAnyPackage(CODEC, TRANSPORT, CLIENT)
            .should()
            .accessTargetWhere(target(owner(assignableTo(Security.class)))
                    .and(target(nameMatching("addProvider|insertProviderAt|removeProvider|setProperty"))));

    @ArchTest
    static final ArchRule loggingIsSystemLogger =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .should()
            .accessTargetWhere(
                    target(owner(belongToAnyOf(Thread.class, TimeUnit.class))).and(target(name("sleep"))));

    private static DescribedPredicate<JavaClass> threadsAndClocks() {
        return assignableTo(Thread.class)
                .or(assignableTo(ThreadLocal.class))
                .or(belongToAnyOf(Clock.class, InstantSource.class, java.util.Timer.class));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
        return target(owner(assignableTo(System.class)))
                .and(target(nameMatching("nanoTime|currentTimeMillis")))
                .or(target(owner(resideInAPackage("java.time.."))).and(target(name("now"))));
    }
}
