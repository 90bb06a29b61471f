package weft.maven;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.model.Activation;
import org.apache.maven.model.ActivationOS;
import org.apache.maven.model.ActivationProperty;
import org.apache.maven.model.Profile;
import org.apache.maven.model.profile.DefaultProfileActivationContext;
import org.apache.maven.model.profile.DefaultProfileSelector;
import org.apache.maven.model.profile.activation.JdkVersionProfileActivator;
import org.apache.maven.model.profile.activation.OperatingSystemProfileActivator;
import org.apache.maven.model.profile.activation.PropertyProfileActivator;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The profiles of the settings that count here, by Maven's own rules: named, by default, by JDK, property or system. */
final class ActiveProfiles {

    private ActiveProfiles() {}

    static List<org.apache.maven.settings.Profile> of(Settings settings) {
        List<Profile> all = new ArrayList<>();
        settings.getProfiles().forEach(profile -> all.add(forSelection(profile)));
        DefaultProfileActivationContext context = new DefaultProfileActivationContext()
                .setActiveProfileIds(settings.getActiveProfiles())
                .setSystemProperties(System.getProperties());
        Set<String> active = new HashSet<>();
        new DefaultProfileSelector()
                .addProfileActivator(new JdkVersionProfileActivator())
                .addProfileActivator(new PropertyProfileActivator())
                .addProfileActivator(new OperatingSystemProfileActivator())
                .getActiveProfiles(all, context, problem -> {})
                .forEach(profile -> active.add(profile.getId()));
        return settings.getProfiles().stream()
                .filter(profile -> active.contains(profile.getId()))
                .toList();
    }

    private static Profile forSelection(org.apache.maven.settings.Profile profile) {
        Profile model = new Profile();
        model.setId(profile.getId());
        model.setActivation(activation(profile.getActivation()));
        return model;
    }

    private static @Nullable Activation activation(org.apache.maven.settings.@Nullable Activation from) {
        if (from == null) {
            return null;
        }
        Activation activation = new Activation();
        activation.setActiveByDefault(from.isActiveByDefault());
        activation.setJdk(from.getJdk());
        if (from.getProperty() != null) {
            ActivationProperty property = new ActivationProperty();
            property.setName(from.getProperty().getName());
            property.setValue(from.getProperty().getValue());
            activation.setProperty(property);
        }
        if (from.getOs() != null) {
            ActivationOS os = new ActivationOS();
            os.setName(from.getOs().getName());
            os.setFamily(from.getOs().getFamily());
            os.setArch(from.getOs().getArch());
            os.setVersion(from.getOs().getVersion());
            activation.setOs(os);
        }
        return activation;
    }
}
