package io.diptych.simulator.veo;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.gemini.InlineImage;
import io.diptych.simulator.gemini.ReferenceUse;
import io.diptych.simulator.workshop.Workshop;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Makes films in H.264: the first frame, and from half-time on what the camera sees that has moved in on it. A frame
/// of
/// 720p takes a tenth of a second, so two have to do.
///
/// A dynamic film moves in further than a stable one.
final class Film {

    private static final double STABLE = 0.01;
    private static final double DYNAMIC = 0.06;

    private final Workshop workshop;

    Film(Workshop workshop) {
        this.workshop = workshop;
    }

    /// The film as an MP4 file.
    ///
    /// @param index 0 for the first film of an order
    byte[] make(VeoOrder order, int index, @Nullable FaultMode fault) throws IOException, InterruptedException {
        BufferedImage still = still(order, index, fault);
        double step = order.negativePrompt().contains("motion") ? STABLE : DYNAMIC;
        AvcFilm film = new AvcFilm(still.getWidth(), still.getHeight(), order.seconds() * 1000 / 2);
        film.add(still);
        film.add(part(still, step * order.seconds() / 2, still.getWidth(), still.getHeight()));
        return film.toMp4();
    }

    private BufferedImage still(VeoOrder order, int index, @Nullable FaultMode fault)
            throws IOException, InterruptedException {
        InlineImage first = order.first();
        byte @Nullable [] given = first != null && first.readable() && fault != FaultMode.BLANK ? first.bytes() : null;
        byte[] image = given != null ? given : drawn(order, index, fault);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(image));
        boolean keepsSize = fault == FaultMode.WRONG_RATIO;
        return part(read, 0, keepsSize ? order.width() * 3 / 4 : order.width(), order.height());
    }

    private byte[] drawn(VeoOrder order, int index, @Nullable FaultMode fault) throws InterruptedException {
        byte[] image = workshop.draw(order.model().id(), order.prompt(), order.width(), order.height(), index, fault);
        return fault == FaultMode.BLANK
                ? image
                : ReferenceUse.on(
                        image,
                        order.references().stream()
                                .filter(InlineImage::readable)
                                .map(InlineImage::bytes)
                                .toList());
    }

    /// The middle of an image in this size.
    ///
    /// @param inset share of each side that is left out
    private static BufferedImage part(BufferedImage from, double inset, int width, int height) {
        int x = (int) (from.getWidth() * inset);
        int y = (int) (from.getHeight() * inset);
        BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = to.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(from, 0, 0, width, height, x, y, from.getWidth() - x, from.getHeight() - y, null);
        g.dispose();
        return to;
    }
}
