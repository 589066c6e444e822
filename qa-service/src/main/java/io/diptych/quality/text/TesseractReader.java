package io.diptych.quality.text;

import static org.bytedeco.tesseract.global.tesseract.PSM_SINGLE_BLOCK;
import static org.bytedeco.tesseract.global.tesseract.PSM_SPARSE_TEXT;
import static org.bytedeco.tesseract.global.tesseract.RIL_WORD;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tesseract.ResultIterator;
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
    public List<Word> read(Page page, String language) throws InterruptedException {
        Optional<BlockingQueue<TessBaseAPI>> engines = engines(language);
        if (engines.isEmpty()) {
            return List.of();
        }
        BlockingQueue<TessBaseAPI> idle = engines.get();
        TessBaseAPI engine = idle.take();
        try {
            engine.SetPageSegMode(page.sparse() ? PSM_SPARSE_TEXT : PSM_SINGLE_BLOCK);
            engine.SetImage(page.bytes(), page.width(), page.height(), 1, page.width());
            return engine.Recognize(null) == 0 ? words(engine) : List.of();
        } finally {
            engine.Clear();
            idle.add(engine);
        }
    }

    private static List<Word> words(TessBaseAPI engine) {
        List<Word> words = new ArrayList<>();
        try (ResultIterator place = engine.GetIterator()) {
            if (place == null || place.isNull()) {
                return words;
            }
            int[] left = new int[1];
            int[] top = new int[1];
            int[] right = new int[1];
            int[] bottom = new int[1];
            do {
                try (BytePointer text = place.GetUTF8Text(RIL_WORD)) {
                    if (text != null && place.BoundingBox(RIL_WORD, left, top, right, bottom)) {
                        words.add(new Word(
                                text.getString(StandardCharsets.UTF_8),
                                left[0],
                                top[0],
                                right[0] - left[0],
                                bottom[0] - top[0]));
                    }
                }
            } while (place.Next(RIL_WORD));
        }
        return words;
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
