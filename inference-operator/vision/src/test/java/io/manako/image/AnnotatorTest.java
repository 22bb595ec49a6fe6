package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotatorTest {
  private static final Image SCENE = Pictures.scene(320, 240);

  @Test
  void withoutMarksThePictureIsItself() {
    BufferedImage drawn = Annotator.draw(SCENE, List.of());
    for (int i = 0; i < 320 * 240; i += 97) {
      int at = i * 3;
      int rgb =
          (SCENE.rgb()[at] & 0xff) << 16
              | (SCENE.rgb()[at + 1] & 0xff) << 8
              | (SCENE.rgb()[at + 2] & 0xff);
      assertThat(drawn.getRGB(i % 320, i / 320) & 0xffffff).isEqualTo(rgb);
    }
  }

  @Test
  void aBoxIsDrawnWhereItIsAndItsInsideIsLeftAlone() {
    var box = new Mark.LabelledBox(100, 100, 80, 60, "person 0.93", 1);
    BufferedImage plain = Annotator.draw(SCENE, List.of());
    BufferedImage drawn = Annotator.draw(SCENE, List.of(box));
    assertThat(drawn.getRGB(100, 130)).isNotEqualTo(plain.getRGB(100, 130));
    assertThat(drawn.getRGB(180, 130)).isNotEqualTo(plain.getRGB(180, 130));
    assertThat(drawn.getRGB(140, 160)).isNotEqualTo(plain.getRGB(140, 160));
    assertThat(drawn.getRGB(140, 130)).isEqualTo(plain.getRGB(140, 130));
    assertThat(drawn.getRGB(250, 200)).isEqualTo(plain.getRGB(250, 200));
  }

  @Test
  void keyPointsAreDotsWhereTheyAre() {
    var dots = new Mark.Dots(List.of(new Mark.Point(120, 110), new Mark.Point(160, 110)), 1);
    BufferedImage plain = Annotator.draw(SCENE, List.of());
    BufferedImage drawn = Annotator.draw(SCENE, List.of(dots));
    assertThat(drawn.getRGB(120, 110)).isNotEqualTo(plain.getRGB(120, 110));
    assertThat(drawn.getRGB(160, 110)).isNotEqualTo(plain.getRGB(160, 110));
    assertThat(drawn.getRGB(140, 110)).isEqualTo(plain.getRGB(140, 110));
  }

  @Test
  void aDashedBoxHasGapsAndTheLabelOfAWholeOne() {
    var whole = new Mark.LabelledBox(100, 100, 80, 60, "person 0.93", 1);
    var dashed = new Mark.DashedBox(100, 100, 80, 60, "person 0.93", 1);
    BufferedImage plain = Annotator.draw(SCENE, List.of());
    BufferedImage drawn = Annotator.draw(SCENE, List.of(dashed));
    BufferedImage full = Annotator.draw(SCENE, List.of(whole));
    int gaps = 0;
    for (int y = 104; y < 156; y++) {
      gaps += drawn.getRGB(180, y) == plain.getRGB(180, y) ? 1 : 0;
      assertThat(full.getRGB(180, y)).isNotEqualTo(plain.getRGB(180, y));
    }
    assertThat(gaps).isBetween(5, 40);
    assertThat(drawn.getRGB(105, 92))
        .as("label")
        .isEqualTo(full.getRGB(105, 92))
        .isNotEqualTo(plain.getRGB(105, 92));
  }

  @Test
  void oneKeyHasOneColourAndNeighboursDiffer() {
    int[] colors = new int[3];
    for (int key = 0; key < 3; key++) {
      var line =
          new Mark.Polyline(List.of(new Mark.Point(0, 50), new Mark.Point(319, 50)), "", key);
      colors[key] = Annotator.draw(SCENE, List.of(line)).getRGB(160, 50);
      assertThat(Annotator.draw(SCENE, List.of(line)).getRGB(160, 50)).isEqualTo(colors[key]);
    }
    assertThat(colors).doesNotHaveDuplicates();
  }

  @Test
  void marksBeyondThePictureDoNoHarm() {
    var corners = List.of(new Mark.Point(-50, -50), new Mark.Point(900, 9), new Mark.Point(9, 900));
    List<Mark> marks =
        List.of(
            new Mark.LabelledBox(-20, -20, 900, 900, "a label longer than its picture is", -7),
            new Mark.Polygon(corners, "zone", Integer.MAX_VALUE),
            new Mark.Caption("cam-1"),
            new Mark.Caption("12:00:00"));
    BufferedImage plain = Annotator.draw(SCENE, List.of());
    BufferedImage drawn = Annotator.draw(SCENE, marks);
    assertThat(drawn.getRGB(2, 236)).isNotEqualTo(plain.getRGB(2, 236));
    assertThat(drawn.getRGB(100, 100)).isNotEqualTo(plain.getRGB(100, 100));
  }

  @Test
  void twoLabelsAtOnePlaceAreBothReadable() {
    var first = new Mark.LabelledBox(100, 150, 60, 40, "person 0.93", 1);
    var second = new Mark.LabelledBox(100, 150, 60, 40, "car 0.55", 2);
    BufferedImage one = Annotator.draw(SCENE, List.of(first));
    BufferedImage two = Annotator.draw(SCENE, List.of(first, second));
    assertThat(two.getRGB(101, 145)).isEqualTo(one.getRGB(101, 145));
    assertThat(two.getRGB(101, 133)).isNotEqualTo(one.getRGB(101, 133));
  }

  @Test
  void aMaskTintsItsOwnPixelsOnly() {
    BitSet right = new BitSet();
    right.set(1);
    var mask = new Mark.Mask(2, 1, right, "cat 50.0 %", 1);
    BufferedImage plain = Annotator.draw(SCENE, List.of());
    BufferedImage drawn = Annotator.draw(SCENE, List.of(mask));
    assertThat(differences(plain, drawn, 0, 70)).isZero();
    assertThat(differences(plain, drawn, 250, 70)).isEqualTo(70 * 240);
  }

  @Test
  void aTrailFadesTowardsItsBeginning() {
    List<Mark.Point> way = new ArrayList<>();
    for (int x = 20; x <= 300; x += 20) {
      way.add(new Mark.Point(x, 50));
    }
    BufferedImage plain = Annotator.draw(SCENE, List.of());
    BufferedImage drawn = Annotator.draw(SCENE, List.of(new Mark.Trail(way, 3)));
    var line = new Mark.Polyline(way, "", 3);
    int full = Annotator.draw(SCENE, List.of(line)).getRGB(290, 50);
    assertThat(drawn.getRGB(290, 50)).isEqualTo(full);
    assertThat(drawn.getRGB(30, 50)).isNotEqualTo(plain.getRGB(30, 50)).isNotEqualTo(full);
  }

  @Test
  void aGateShowsAnArrowAndACountOnEachSide() {
    var from = new Mark.Point(160, 200);
    var to = new Mark.Point(160, 40);
    BufferedImage plain = Annotator.draw(SCENE, List.of());
    BufferedImage one = Annotator.draw(SCENE, List.of(new Mark.Gate(from, to, "gate", 7, 7)));
    BufferedImage two = Annotator.draw(SCENE, List.of(new Mark.Gate(from, to, "gate", 1, 7)));
    assertThat(differences(plain, one, 161, 160)).isPositive();
    assertThat(differences(plain, one, 0, 160)).isPositive();
    assertThat(differences(one, two, 161, 160))
        .as("who goes up has right on the right")
        .isPositive();
    assertThat(differences(one, two, 0, 160)).isZero();
  }

  private static int differences(BufferedImage a, BufferedImage b, int left, int width) {
    int count = 0;
    for (int y = 0; y < 240; y++) {
      for (int x = left; x < Math.min(left + width, 320); x++) {
        count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
      }
    }
    return count;
  }

  @Test
  void encodedPicturesDecodeToWhatWasDrawn() throws Exception {
    BufferedImage drawn = Annotator.draw(SCENE, List.of());
    List<Image> decoded = new ArrayList<>();
    try (FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      FrameSink sink = (image, index, pts) -> decoded.add(image);
      decoder.decode(PictureEncoder.png(drawn), "image/png", sink);
      decoder.decode(PictureEncoder.jpeg(drawn, 0.9f), "image/jpeg", sink);
    }
    assertThat(decoded.get(0).rgb()).isEqualTo(SCENE.rgb());
    assertThat(decoded.get(1).width()).isEqualTo(320);
  }

  @Test
  void aContactSheetHoldsEveryPictureInItsCell() {
    BufferedImage red = plain(0xff0000);
    BufferedImage blue = plain(0x0000ff);
    BufferedImage sheet = ContactSheet.of(List.of(red, red, blue), 2, 40);
    assertThat(sheet.getWidth()).isEqualTo(2 * 44 + 4);
    assertThat(sheet.getHeight()).isEqualTo(2 * 34 + 4);
    assertThat(sheet.getRGB(24, 19) & 0xffffff).isEqualTo(0xff0000);
    assertThat(sheet.getRGB(68, 19) & 0xffffff).isEqualTo(0xff0000);
    assertThat(sheet.getRGB(24, 53) & 0xffffff).isEqualTo(0x0000ff);
    assertThatThrownBy(() -> ContactSheet.of(List.of(), 2, 40)).hasMessageContaining("0 pictures");
  }

  private static BufferedImage plain(int rgb) {
    BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 80 * 60; i++) {
      image.setRGB(i % 80, i / 80, rgb);
    }
    return image;
  }
}
