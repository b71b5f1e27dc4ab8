package io.mqttstack.transport.internal.tls;

import io.mqttstack.transport.TlsLayer;
import io.mqttstack.transport.TlsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A recipe that remembers what it made until a file changes. */
public final class TlsRecipe implements TlsOptions {

    private final TlsSettings settings;
    private @Nullable Made made;

    /** What was made of which files. */
    private record Made(List<FileStamp> stamps, TlsLayer layer) {}

    /** Makes a recipe. */
    public TlsRecipe(TlsSettings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized TlsLayer layer() {
        List<FileStamp> stamps = FileStamp.of(files());
        Made known = made;
        if (known == null || !known.stamps.equals(stamps)) {
            made = known = new Made(stamps, make());
        }
        return known.layer;
    }

    private List<Path> files() {
        return Stream.concat(
                        settings.trust().stream().flatMap(source -> source.files().stream()),
                        settings.key().stream().flatMap(source -> source.files().stream()))
                .toList();
    }

    private TlsLayer make() {
        if (!settings.preSharedKeys().isEmpty()) {
            return TlsLibrary.require("A pre-shared key").preShared(settings);
        }
        return new EngineLayer(settings, Contexts.of(settings));
    }

    /** As the settings say it, without secrets. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
