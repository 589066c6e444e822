package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectCommandTest {
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void judgesAFileWithEvidence() throws IOException {
        Path blank = image(256, false);

        JsonNode answer = inspect(blank.toString(), "--purpose", "draft", "--size", "256x256", "--json");

        assertThat(answer.get("standing").stringValue()).isEqualTo("BAD");
        assertThat(answer.get("profile").stringValue()).isEqualTo("draft/2");
        assertThat(answer.get("reasons").get(0).stringValue()).isEqualTo("blank");
        JsonNode finding = answer.get("findings").get(2);
        assertThat(finding.get("check").stringValue()).isEqualTo("blank");
        assertThat(finding.get("measured").get("colours").doubleValue()).isEqualTo(1);
        assertThat(finding.get("thresholds").get("minColours").doubleValue()).isEqualTo(8);
        assertThat(finding.get("millis").doubleValue()).isPositive();
    }

    @Test
    void findsAGoodImageGood() throws IOException {
        JsonNode answer = inspect(image(256, true).toString(), "--purpose", "draft", "--json");

        assertThat(answer.get("standing").stringValue()).isEqualTo("GOOD");
    }

    @Test
    void namesThePurposesThereAre() throws IOException {
        int exit = run(image(64, true).toString(), "--purpose", "billboard");

        assertThat(exit).isEqualTo(1);
        assertThat(errors)
                .hasToString("diptych: purpose is 'billboard', must be one of draft, hero, other, poster, scene,"
                        + " social, video, white-background\n");
    }

    @Test
    void saysWhatIsWrongWithItsOptions() throws IOException {
        assertThat(run(image(64, true).toString(), "--size", "big")).isEqualTo(1);
        assertThat(run("nowhere.png")).isEqualTo(1);
        assertThat(run(image(64, true).toString(), "--depth", "-1")).isEqualTo(1);
        assertThat(run(image(64, true).toString(), "--tessdata", "nowhere")).isEqualTo(1);
        assertThat(errors).hasToString("""
                diptych: --size is 'big', must be like 1024x1536
                diptych: file 'nowhere.png' does not exist, must be an image
                diptych: --depth is -1, must be 0 or more
                diptych: --tessdata is 'nowhere', must be a folder with files such as eng.traineddata
                """);
    }

    private JsonNode inspect(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(arguments)).isZero();
        } finally {
            System.setOut(before);
        }
        return JsonMapper.shared().readTree(printed.toString(StandardCharsets.UTF_8));
    }

    private int run(String... arguments) {
        CommandLine command = Diptych.commandLine();
        command.setErr(new PrintWriter(errors));
        String[] all = new String[arguments.length + 1];
        all[0] = "inspect";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return command.execute(all);
    }

    private Path image(int side, boolean drawn) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        for (int i = 0; drawn && i < 40; i++) {
            canvas.setColor(Color.getHSBColor(i / 40f, 0.7f, 0.9f));
            canvas.fillOval(i * 53 % side, i * 31 % side, side / 5, side / 6);
        }
        canvas.dispose();
        Path file = folder.resolve("image-" + drawn + side + ".png");
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return file;
    }
}
