package io.manako.image;

import org.jspecify.annotations.Nullable;

/**
 * Counts the NAL units (ITU-T H.264 and H.265, section 7.3.1) that a packet claims to have:
 * decoders reserve memory for each unit before they read the first one.
 */
final class NalUnits {
  /**
   * Greatest number of units in a packet: a picture of 4096 rows in slices of one row of
   * macroblocks has 256.
   */
  static final int MAX_UNITS = 4096;

  /**
   * Greatest number of units in a record: 256 pictures of 256 units. FFmpeg's parser takes a
   * microsecond for each unit.
   */
  static final int MAX_UNITS_OF_STREAM = 65_536;

  private static final int AVC_LENGTH = 4;
  private static final int HEVC_LENGTH = 21;
  private static final int AVC_TYPES = 0x1f;
  private static final int AVC_SPS = 7;
  private static final int HEVC_VPS = 32;
  private static final int HEVC_PPS = 34;

  private NalUnits() {}

  /**
   * Returns the length of the length field before each unit of H.264.
   *
   * @param parameters AVCDecoderConfigurationRecord (ISO/IEC 14496-15, section 5.3.3) or annex B
   * @return bytes, 1 … 4; 0 for start codes
   */
  static int lengthBytesOfAvc(byte[] parameters) {
    boolean record = parameters.length > AVC_LENGTH && parameters[0] == 1;
    return record ? (parameters[AVC_LENGTH] & 3) + 1 : 0;
  }

  /**
   * Returns the length of the length field before each unit of H.265.
   *
   * @param parameters HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, section 8.3.3) or annex B
   * @return bytes, 1 … 4; 0 for start codes
   */
  static int lengthBytesOfHevc(byte[] parameters) {
    boolean record =
        parameters.length > HEVC_LENGTH
            && (parameters[0] != 0 || parameters[1] != 0 || (parameters[2] & 0xff) > 1);
    return record ? (parameters[HEVC_LENGTH] & 3) + 1 : 0;
  }

  static void check(byte[] packet, int lengthBytes) throws MalformedFrameException {
    int units = lengthBytes == 0 ? startCodes(packet, MAX_UNITS) : lengths(packet, lengthBytes);
    if (units > MAX_UNITS) {
      throw new MalformedFrameException(
          "a picture of the record consists of more than " + MAX_UNITS + " NAL units");
    }
  }

  /** Checks a stream with start codes before FFmpeg's parser reads all of its units. */
  static void checkStream(byte[] stream) throws MalformedFrameException {
    if (startCodes(stream, MAX_UNITS_OF_STREAM) > MAX_UNITS_OF_STREAM) {
      throw new MalformedFrameException(
          "the record has more than " + MAX_UNITS_OF_STREAM + " NAL units; send shorter GOPs");
    }
  }

  /**
   * Returns the codec of a stream with start codes by its first parameter set. The header of a set
   * is one byte in H.264 (section 7.3.1) and two in H.265 (section 7.3.1.2), and no header is valid
   * in both.
   *
   * @return null if the stream has no parameter set
   */
  static @Nullable FrameFormat codec(byte[] stream) {
    for (int at = 3; at + 1 < stream.length; at++) {
      if (stream[at - 1] == 1 && stream[at - 2] == 0 && stream[at - 3] == 0) {
        if (isHevcParameterSet(stream[at], stream[at + 1])) {
          return FrameFormat.H265;
        } else if (isAvcParameterSet(stream[at])) {
          return FrameFormat.H264;
        }
      }
    }
    return null;
  }

  /** Whether two bytes are the header of a VPS, SPS or PPS of the base layer. */
  private static boolean isHevcParameterSet(int first, int second) {
    int type = first >> 1;
    return type >= HEVC_VPS && type <= HEVC_PPS && (first & 1) == 0 && second == 1;
  }

  /** Whether a byte is the header of an SPS, which is a reference and has a clear forbidden bit. */
  private static boolean isAvcParameterSet(int header) {
    return header > AVC_TYPES && (header & AVC_TYPES) == AVC_SPS;
  }

  /** Counts start codes, up to one more than {@code most}. */
  private static int startCodes(byte[] stream, int most) {
    int units = 0;
    for (int at = 2; at < stream.length && units <= most; at++) {
      if (stream[at] == 1 && stream[at - 1] == 0 && stream[at - 2] == 0) {
        units++;
      }
    }
    return units;
  }

  private static int lengths(byte[] packet, int lengthBytes) {
    int units = 0;
    long at = 0;
    while (at + lengthBytes <= packet.length) {
      long length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = length << 8 | (packet[(int) at + i] & 0xff);
      }
      units++;
      at += lengthBytes + length;
    }
    return units;
  }
}
