package io.diptych.quality.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.CheckStatus;
import io.diptych.events.Stage;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.intake.Parcel;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TextReader;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Checks that compare the image with another one, through the whole inspection.
class CompanionChecksTest {
    private static final int SIDE = 384;
    private static final Profile OTHER = Profiles.shipped().of(Stage.OTHER);

    private final Inspection inspection =
            new Inspection(new ImageIntake(IntakeLimits.DEFAULT), new Checks(TextReader.none()));

    @Test
    void passesAnEditThatKeptToItsMask() throws InterruptedException {
        BufferedImage original = TestScenes.scene(3, SIDE);
        BufferedImage edit = withPatch(original);

        Judgement judgement = judge(edit, Map.of(Part.ORIGINAL, file(original), Part.MASK, mask()), 0);

        Finding finding = finding(judgement, "outside-mask");
        assertThat(finding.status()).isEqualTo(CheckStatus.PASSED);
        assertThat(finding.measured()).containsEntry("psnr", 99.0);
        assertThat(judgement.mended()).isEmpty();
    }

    @Test
    void putsTheOriginalBackWhereAnEditWentBeyondItsMask() throws InterruptedException {
        BufferedImage original = TestScenes.scene(3, SIDE);
        BufferedImage edit = withPatch(TestScenes.changed(original, 12, 12, 12));

        Judgement judgement = judge(edit, Map.of(Part.ORIGINAL, file(original), Part.MASK, mask()), 0);

        Finding finding = finding(judgement, "outside-mask");
        assertThat(finding.detail()).startsWith("repaired: ").contains("before: outside the mask PSNR is 26.");
        assertThat(finding.status()).isEqualTo(CheckStatus.PASSED);
        Picture mended = judgement.mended().orElseThrow();
        assertThat(mended.at(5, 5)).isEqualTo(original.getRGB(5, 5) & 0xFFFFFF);
        assertThat(mended.at(SIDE / 2, SIDE / 2)).isEqualTo(edit.getRGB(SIDE / 2, SIDE / 2) & 0xFFFFFF);
    }

    @Test
    void marksWhatChangedOutsideTheMask() throws InterruptedException {
        BufferedImage original = TestScenes.scene(3, SIDE);
        BufferedImage edit = withPatch(original);
        Graphics2D canvas = edit.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(300, 20, 60, 50);
        canvas.setColor(Color.BLUE);
        canvas.fillRect(10, 330, 24, 24);
        canvas.dispose();

        Finding finding = outsideMask(original, edit);

        assertThat(finding.status()).isNotEqualTo(CheckStatus.PASSED);
        assertThat(finding.boxes()).hasSize(2);
        assertThat(finding.boxes().getFirst()).satisfies(box -> {
            assertThat(box.label()).isEqualTo("changed outside the mask");
            assertThat(box.x()).isBetween(284, 300);
            assertThat(box.y()).isBetween(4, 20);
            assertThat(box.x() + box.width()).isBetween(360, 376);
            assertThat(box.y() + box.height()).isBetween(70, 86);
        });
        assertThat(finding.boxes().getLast().y()).isBetween(314, 330);
    }

    @Test
    void marksNothingWhereAnEditKeptToItsMask() throws InterruptedException {
        BufferedImage original = TestScenes.scene(3, SIDE);

        assertThat(outsideMask(original, withPatch(original)).boxes()).isEmpty();
    }

    private Finding outsideMask(BufferedImage original, BufferedImage edit) throws InterruptedException {
        OutsideMaskCheck check = new OutsideMaskCheck();
        return examine(check, check.thresholds(), edit, Map.of(Part.ORIGINAL, file(original), Part.MASK, mask()));
    }

    /// What one check finds, with nothing mended.
    private Finding examine(Check check, Thresholds limits, BufferedImage image, Map<Part, Parcel> companions)
            throws InterruptedException {
        Profile.Rule rule = new Profile.Rule(false, false, 1, false, limits);
        Profile profile = new Profile("test", "1", Map.of(check.id(), rule), 0.5, 0, 0, 0, 0, 0.5);
        return finding(
                inspection.judge(file(image), companions, Expectation.ofSize(SIDE, SIDE), profile, 0), check.id());
    }

    @Test
    void marksWhatItFoundOfASubjectThatDoesNotPass() throws InterruptedException {
        BufferedImage subject = TestScenes.scene(10, 300);
        SubjectCheck check = new SubjectCheck();
        Thresholds strict = check.thresholds().with(Map.of("warnBelow", 1e6));

        Finding finding = examine(
                check, strict, TestScenes.placed(subject, 100, SIDE, 0.9, 0), Map.of(Part.SUBJECT, file(subject)));

        assertThat(finding.status()).isEqualTo(CheckStatus.WARNED);
        assertThat(finding.boxes()).singleElement().satisfies(box -> {
            assertThat(box.label()).isEqualTo("found of the subject");
            assertThat(box.x()).isBetween(40, 120);
            assertThat(box.y()).isBetween(40, 120);
            assertThat(box.x() + box.width()).isBetween(264, 344);
            assertThat(box.y() + box.height()).isBetween(264, 344);
        });
    }

    @Test
    void saysThatAMaskWithoutTransparencyMarksNothing() throws InterruptedException {
        BufferedImage original = TestScenes.scene(3, SIDE);
        Parcel opaque = file(TestImages.flat(SIDE, SIDE, Color.WHITE));

        Judgement judgement = judge(original, Map.of(Part.ORIGINAL, file(original), Part.MASK, opaque), 0);

        assertThat(finding(judgement, "outside-mask").status()).isEqualTo(CheckStatus.SKIPPED);
        assertThat(finding(judgement, "outside-mask").detail()).contains("no alpha channel");
    }

    @Test
    void skipsACompanionThatIsNoImageAndLosesConfidence() throws InterruptedException {
        Judgement judgement = judge(
                TestScenes.scene(3, SIDE), Map.of(Part.SUBJECT, new Parcel(new byte[] {1, 2, 3}, "image/png")), 0);

        assertThat(finding(judgement, "subject").status()).isEqualTo(CheckStatus.SKIPPED);
        assertThat(judgement.confidence()).isLessThan(1);
        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
    }

    @Test
    void findsAnImageBadWhoseSubjectIsAnother() throws InterruptedException {
        BufferedImage subject = TestScenes.scene(10, 300);
        BufferedImage other = TestScenes.placed(TestScenes.scene(900, 300), 150, SIDE, 1, 0);

        Judgement kept = judge(TestScenes.placed(subject, 100, SIDE, 0.9, 0), Map.of(Part.SUBJECT, file(subject)), 0);
        Judgement lost = judge(other, Map.of(Part.SUBJECT, file(subject)), 0);

        assertThat(finding(kept, "subject").status()).isEqualTo(CheckStatus.PASSED);
        assertThat(finding(lost, "subject").status()).isNotEqualTo(CheckStatus.PASSED);
    }

    @Test
    void seesTheDamageOfAChainGrow() throws InterruptedException {
        BufferedImage root = TestScenes.scene(7, SIDE);
        Map<Part, Parcel> against = Map.of(Part.ROOT, file(root));

        Finding once = finding(judge(TestScenes.edited(root, 1, 7), against, 1), "edit-damage");
        Finding thrice = finding(judge(TestScenes.edited(root, 3, 7), against, 3), "edit-damage");
        Finding often = finding(judge(TestScenes.edited(root, 6, 7), against, 6), "edit-damage");

        assertThat(thrice.measured().get("structureLost"))
                .isGreaterThan(once.measured().get("structureLost"));
        assertThat(often.measured().get("structureLost"))
                .isGreaterThan(thrice.measured().get("structureLost"));
        assertThat(often.measured().get("noiseGained"))
                .isGreaterThan(once.measured().get("noiseGained"));
        assertThat(once.status()).isNotEqualTo(CheckStatus.FAILED);
        assertThat(often.status()).isEqualTo(CheckStatus.FAILED);
    }

    @Test
    void countsTheDepthWhereTheRootIsGone() throws InterruptedException {
        Expectation deep = new Expectation(SIDE, SIDE, List.of(), 9, List.of());

        Judgement judgement = inspection.judge(
                file(TestScenes.scene(7, SIDE)),
                Map.of(),
                deep,
                Profiles.shipped().of(Stage.SCENE),
                0);

        assertThat(judgement.standing()).isEqualTo(Standing.BAD);
        assertThat(judgement.reasons()).containsExactly("edit-damage");
    }

    private Judgement judge(BufferedImage image, Map<Part, Parcel> companions, int depth) throws InterruptedException {
        return inspection.judge(
                file(image), companions, new Expectation(SIDE, SIDE, List.of(), depth, List.of()), OTHER, 0);
    }

    private static Finding finding(Judgement judgement, String check) {
        return judgement.graded().stream()
                .map(Graded::finding)
                .filter(finding -> finding.checkId().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static Parcel file(BufferedImage image) {
        return new Parcel(TestImages.file(image, "png"), "image/png");
    }

    private static BufferedImage withPatch(BufferedImage image) {
        BufferedImage edit = TestScenes.changed(image, 0, 0, 0);
        Graphics2D canvas = edit.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillOval(SIDE / 2 - 40, SIDE / 2 - 40, 80, 80);
        canvas.dispose();
        return edit;
    }

    /// The middle may change.
    private static Parcel mask() {
        BufferedImage mask = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = mask.createGraphics();
        canvas.setColor(Color.BLACK);
        canvas.fillRect(0, 0, SIDE, SIDE);
        canvas.setComposite(AlphaComposite.Clear);
        canvas.fillRect(SIDE / 2 - 60, SIDE / 2 - 60, 120, 120);
        canvas.dispose();
        return file(mask);
    }
}
