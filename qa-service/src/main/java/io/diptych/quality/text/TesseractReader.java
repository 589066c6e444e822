package io.diptych.quality.text;

import static org.bytedeco.tesseract.global.tesseract.PSM_SINGLE_BLOCK;
import static org.bytedeco.tesseract.global.tesseract.PSM_SPARSE_TEXT;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tesseract.TessBaseAPI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads with Tesseract, whose native library and English data come with the program. A machine
/// that cannot load it
/// reads nothing. Safe for use by several threads, each of which waits for an engine of its language.
public final class TesseractReader implements TextReader {
    private static final Logger log = LoggerFactory.getLogger(TesseractReader.class);

    private final Optional<Path> data;
    private final int enginesPerLanguage;
    private final Map<String, Optional<BlockingQueue<TessBaseAPI>>> enginesByLanguage = new ConcurrentHashMap<>();

    /// @param data               a folder with language data, before all others
    /// @param enginesPerLanguage pages of one language that are read at a time
    public TesseractReader(Optional<Path> data, int enginesPerLanguage) {
        this.data = data;
        this.enginesPerLanguage = enginesPerLanguage;
    }

    @Override
    public boolean reads(String language) {
        return engines(language).isPresent();
    }

    @Override
    public Optional<String> read(Page page, String language) throws InterruptedException {
        Optional<BlockingQueue<TessBaseAPI>> engines = engines(language);
        if (engines.isEmpty()) {
            return Optional.empty();
        }
        BlockingQueue<TessBaseAPI> idle = engines.get();
        TessBaseAPI engine = idle.take();
        try {
            engine.SetPageSegMode(page.sparse() ? PSM_SPARSE_TEXT : PSM_SINGLE_BLOCK);
            engine.SetImage(page.bytes(), page.width(), page.height(), 1, page.width());
            BytePointer text = engine.GetUTF8Text();
            if (text == null) {
                return Optional.empty();
            }
            String read = text.getString(StandardCharsets.UTF_8);
            text.deallocate();
            return Optional.of(read);
        } finally {
            engine.Clear();
            idle.add(engine);
        }
    }

    private Optional<BlockingQueue<TessBaseAPI>> engines(String language) {
        return enginesByLanguage.computeIfAbsent(language, this::start);
    }

    private Optional<BlockingQueue<TessBaseAPI>> start(String language) {
        Optional<Path> folder = LanguageData.folderOf(language, data);
        if (folder.isEmpty()) {
            log.atWarn().addKeyValue("language", language).log("no language data, text is not checked");
            return Optional.empty();
        }
        try {
            BlockingQueue<TessBaseAPI> started = new ArrayBlockingQueue<>(enginesPerLanguage);
            for (int i = 0; i < enginesPerLanguage; i++) {
                TessBaseAPI engine = new TessBaseAPI();
                if (engine.Init(folder.get().toString(), language) != 0) {
                    throw new IllegalStateException("language data of " + folder.get() + " cannot be used");
                }
                engine.SetVariable("user_defined_dpi", "150");
                engine.SetVariable("debug_file", "/dev/null");
                started.add(engine);
            }
            return Optional.of(started);
        } catch (RuntimeException | LinkageError e) {
            log.atWarn()
                    .addKeyValue("language", language)
                    .addKeyValue("error", e.toString())
                    .log("text cannot be read on this machine, it is not checked");
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        enginesByLanguage.values().forEach(engines -> engines.ifPresent(idle -> idle.forEach(TessBaseAPI::End)));
        enginesByLanguage.clear();
    }
}
