package io.manako.model;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;

/** Reader of YAML that accepts only one document and each key once. */
public final class StrictYaml {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          // The value of "classifier.mode: off" is a word, not false.
          .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
          .build();

  private StrictYaml() {}

  /**
   * Reads the only document of a text.
   *
   * @return a missing node if the text is empty
   * @throws JsonProcessingException with place and reason, if the text is not YAML, a mapping has a
   *     key twice or a second document follows
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode document = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(
            parser, "a second document begins after '---'; write all into one");
      }
      return document == null ? MissingNode.getInstance() : document;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
  }
}
