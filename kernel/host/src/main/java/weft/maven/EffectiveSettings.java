package weft.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** Maven's settings as they are in force: those of the installation under those of the person, passwords decrypted. */
final class EffectiveSettings {

    private static final Path USER_FOLDER = Path.of(System.getProperty("user.home"), ".m2");

    private EffectiveSettings() {}

    /**
     * Reads them; where there are none, empty ones.
     *
     * @param other in place of {@code ~/.m2/settings.xml}
     * @throws ResolutionException when a file is not of its form, or {@code other} is not there
     */
    static Settings read(Optional<Path> other) throws ResolutionException {
        if (other.isPresent() && !Files.isRegularFile(other.get())) {
            throw new ResolutionException("there is no settings file \"" + other.get()
                    + "\"; expected one of Maven's, for example: --settings ~/.m2/settings.xml");
        }
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setSystemProperties(withEnvironment());
        request.setUserSettingsFile(
                other.orElse(USER_FOLDER.resolve("settings.xml")).toFile());
        installation().ifPresent(request::setGlobalSettingsFile);
        try {
            Settings settings = new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
            return decrypted(settings);
        } catch (SettingsBuildingException e) {
            String problems =
                    e.getProblems().stream().map(SettingsProblem::toString).collect(Collectors.joining("; "));
            throw new ResolutionException("Maven's settings cannot be read: " + problems, e);
        }
    }

    /** Settings may say <code>${env.NAME}</code>, as for a token that is not to stand in a file. */
    private static java.util.Properties withEnvironment() {
        java.util.Properties properties = new java.util.Properties();
        properties.putAll(System.getProperties());
        System.getenv().forEach((name, value) -> properties.setProperty("env." + name, value));
        return properties;
    }

    private static Optional<File> installation() {
        return Stream.of("MAVEN_HOME", "M2_HOME")
                .map(System::getenv)
                .filter(home -> home != null && !home.isEmpty())
                .map(home -> Path.of(home, "conf", "settings.xml"))
                .filter(Files::isRegularFile)
                .map(Path::toFile)
                .findFirst();
    }

    private static Settings decrypted(Settings settings) {
        DefaultSecDispatcher dispatcher = new DefaultSecDispatcher(new DefaultPlexusCipher());
        dispatcher.setConfigurationFile(
                USER_FOLDER.resolve("settings-security.xml").toString());
        SettingsDecryptionResult result =
                new DefaultSettingsDecrypter(dispatcher).decrypt(new DefaultSettingsDecryptionRequest(settings));
        settings.setServers(result.getServers());
        settings.setProxies(result.getProxies());
        return settings;
    }

    /** Where downloads are kept: the property that {@code mvn} knows too, the settings, or the usual folder. */
    static Path localRepository(Settings settings) {
        String property = System.getProperty("maven.repo.local");
        if (property != null) {
            return Path.of(property);
        }
        String chosen = settings.getLocalRepository();
        return chosen == null || chosen.isBlank() ? USER_FOLDER.resolve("repository") : Path.of(chosen);
    }

    /** A proxy's protocol as the resolver compares it. */
    static String protocol(org.apache.maven.settings.Proxy proxy) {
        return proxy.getProtocol() == null ? "http" : proxy.getProtocol().toLowerCase(Locale.ROOT);
    }

    /** Active proxies, each with the hosts that it is not for. */
    static List<org.apache.maven.settings.Proxy> proxies(Settings settings) {
        return settings.getProxies().stream()
                .filter(org.apache.maven.settings.Proxy::isActive)
                .toList();
    }
}
