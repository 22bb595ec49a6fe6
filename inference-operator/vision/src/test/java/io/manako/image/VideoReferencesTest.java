package io.manako.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos that ask FFmpeg to open something: a record must be able to name nothing. */
class VideoReferencesTest {
  private static final int TS_PACKET = 188;
  private static final int BOX = 8;

  @TempDir private Path folder;

  @Test
  void aTrackInAnotherFileIsNotOpened() throws Exception {
    Path secret = folder.resolve("secret.mp4");
    record(secret, "mp4", avcodec.AV_CODEC_ID_H264);
    byte[] reference = referring(Files.readAllBytes(secret), secret);
    Path lure = Files.write(folder.resolve("lure.mp4"), reference);

    assertThat(framesSeenByFfmpeg(lure)).as("a willing FFmpeg follows it").isEqualTo(3);
    assertRefused(reference, "video/mp4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n%s\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile %s\n",
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>%s</BaseURL>"
            + "</MPD>",
        "v=0\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\na=control:%s\n",
        "subfile,,start,0,end,100,,:%s",
        "concat:%s|%s",
        "file://%s",
        "http://127.0.0.1:1/%s"
      })
  void aPlaylistIsNoVideoHoweverItIsDressed(String playlist) throws Exception {
    Path secret = folder.resolve("secret.ts");
    record(secret, "mpegts", avcodec.AV_CODEC_ID_H264);
    byte[] text = playlist.formatted(secret, secret).getBytes(US_ASCII);

    assertRefused(text, null);
    for (String type : List.of("video/mp4", "video/mp2t", "video/h264")) {
      assertRefused(text, type);
    }
    assertRefused(Pictures.concat(fileType(), text), "video/mp4");
    assertRefused(Pictures.concat(fileType(), box("mdat", text)), "video/mp4");
    assertRefused(packets(text), "video/mp2t");
    assertRefused(Pictures.concat(new byte[] {0, 0, 0, 1}, text), "video/h264");
  }

  @ParameterizedTest
  @ValueSource(ints = {avcodec.AV_CODEC_ID_MPEG2VIDEO, avcodec.AV_CODEC_ID_MPEG1VIDEO})
  void aCodecThatIsNotListedIsRefused(int codec) throws Exception {
    Path video = folder.resolve("video.ts");
    record(video, "mpegts", codec);
    assertThatThrownBy(() -> decode(Files.readAllBytes(video), "video/mp2t"))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("the video's codec is not one of h264,hevc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"matroska", "avi", "mpeg", "ogg"})
  void aContainerThatIsNotListedIsRefused(String format) throws Exception {
    Path video = folder.resolve("video");
    record(
        video,
        format,
        format.equals("ogg") ? avcodec.AV_CODEC_ID_VP8 : avcodec.AV_CODEC_ID_MPEG2VIDEO);
    byte[] bytes = Files.readAllBytes(video);
    assertRefused(bytes, null);
    assertRefused(bytes, "video/mp4");
    assertRefused(Pictures.concat(fileType(), bytes), "video/mp4");
  }

  /** Bytes that are nothing but where a real picture lies. */
  @Test
  void aPathOrAddressIsNoPicture() throws Exception {
    Path picture =
        Files.write(folder.resolve("a.jpg"), Pictures.encode(".jpg", Pictures.scene(8, 8)));
    for (String name :
        List.of(picture.toString(), picture.toUri().toString(), "http://127.0.0.1/")) {
      for (FrameFormat format : FrameFormat.values()) {
        assertRefused(name.getBytes(US_ASCII), format.contentType());
      }
      assertRefused(name.getBytes(US_ASCII), null);
      assertRefused(name.getBytes(US_ASCII), name);
    }
  }

  private static void assertRefused(byte[] record, String contentType) {
    assertThatThrownBy(() -> decode(record, contentType))
        .as(contentType)
        .isInstanceOf(MalformedFrameException.class);
  }

  private static List<Image> decode(byte[] record, String contentType)
      throws MalformedFrameException {
    List<Image> images = new ArrayList<>();
    try (FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      decoder.decode(record, contentType, (image, index, pts) -> images.add(image));
    }
    return images;
  }

  private static int framesSeenByFfmpeg(Path video) throws Exception {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toString())) {
      grabber.setOption("enable_drefs", "1");
      grabber.setOption("use_absolute_path", "1");
      grabber.start();
      int frames = 0;
      while (grabber.grabImage() != null) {
        frames++;
      }
      return frames;
    }
  }

  /** Three pictures; an MP4 is not fragmented, so its samples have places in the file. */
  private static void record(Path file, String format, int codec) throws Exception {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder =
            new FFmpegFrameRecorder(file.toString(), Videos.WIDTH, Videos.HEIGHT, 0);
        Frame picture = new Frame(Videos.WIDTH, Videos.HEIGHT, Frame.DEPTH_UBYTE, 3)) {
      recorder.setFormat(format);
      recorder.setVideoCodec(codec);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setFrameRate(25);
      recorder.start();
      for (int i = 0; i < 3; i++) {
        recorder.record(picture);
      }
      recorder.stop();
    }
  }

  /**
   * The description of an MP4 whose track lies in a file elsewhere: a data reference by a Macintosh
   * alias (QuickTime File Format, data reference atoms) in place of the one to itself.
   */
  private static byte[] referring(byte[] mp4, Path file) {
    int moov = indexOf(mp4, "moov") - Integer.BYTES;
    byte[] movie = Arrays.copyOfRange(mp4, moov, moov + ByteBuffer.wrap(mp4).getInt(moov));
    int dref = indexOf(movie, "dref") - Integer.BYTES;
    int length = ByteBuffer.wrap(movie).getInt(dref);
    byte[] alias = alias(file);
    byte[] longer =
        Pictures.concat(
            Arrays.copyOf(movie, dref + 2 * BOX),
            alias,
            Arrays.copyOfRange(movie, dref + length, movie.length));
    int grown = 2 * BOX + alias.length - length;
    for (String parent : List.of("moov", "trak", "mdia", "minf", "dinf", "dref")) {
      int at = indexOf(longer, parent) - Integer.BYTES;
      ByteBuffer.wrap(longer).putInt(at, ByteBuffer.wrap(longer).getInt(at) + grown);
    }
    return Pictures.concat(fileType(), longer);
  }

  private static byte[] alias(Path file) {
    byte[] path = file.toString().getBytes(US_ASCII);
    int padded = path.length + path.length % 2;
    ByteBuffer alias = ByteBuffer.allocate(4 + 150 + 4 + padded + 4);
    // Volume, file name and levels stay empty: the path is absolute.
    alias.position(4 + 150);
    alias.putShort((short) 2).putShort((short) path.length).put(path);
    alias.position(4 + 150 + 4 + padded);
    alias.putShort((short) -1).putShort((short) 0);
    return box("alis", alias.array());
  }

  private static byte[] fileType() {
    return box("ftyp", "isom\0\0\2\0isomiso2avc1mp41".getBytes(US_ASCII));
  }

  private static byte[] box(String type, byte[] content) {
    return ByteBuffer.allocate(BOX + content.length)
        .putInt(BOX + content.length)
        .put(type.getBytes(US_ASCII))
        .put(content)
        .array();
  }

  /** Whole packets of a transport stream that hold a text behind their sync bytes. */
  private static byte[] packets(byte[] text) {
    int count = text.length / (TS_PACKET - 1) + 1;
    byte[] packets = new byte[count * TS_PACKET];
    for (int i = 0; i < count; i++) {
      int from = i * (TS_PACKET - 1);
      packets[i * TS_PACKET] = 'G';
      int length = Math.min(TS_PACKET - 1, text.length - from);
      System.arraycopy(text, from, packets, i * TS_PACKET + 1, length);
    }
    return packets;
  }

  private static int indexOf(byte[] bytes, String word) {
    String text = new String(bytes, ISO_8859_1);
    int at = text.indexOf(word);
    assertThat(at).as(word).isPositive();
    return at;
  }
}
