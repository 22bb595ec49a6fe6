package io.manako.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a JavaScript object literal of texts, numbers and nested objects, or an array literal of
 * them, which is the form in which label maps are published. No script is executed.
 */
final class ObjectLiteral {
  private static final int MAX_DEPTH = 8;

  private final String text;
  private int at;

  private ObjectLiteral(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /**
   * Returns the object that a script assigns to a variable. Values are {@link String}s or maps of
   * the same kind; the keys of an array are its indices.
   *
   * @throws ModelException if the script has no such object
   */
  static Map<String, Object> assigned(String script, String variable) {
    int object = script.indexOf(variable + " = {");
    int array = script.indexOf(variable + " = [");
    if (object < 0 && array < 0) {
      throw new ModelException("the script assigns no object to " + variable);
    }
    int start = Math.max(object, array) + variable.length() + 3;
    ObjectLiteral literal = new ObjectLiteral(script, start);
    return object < 0 ? literal.array() : literal.object(0);
  }

  private Map<String, Object> array() {
    Map<String, Object> array = new LinkedHashMap<>();
    expect('[');
    while (peek() != ']') {
      array.put(Integer.toString(array.size()), peek() == '{' ? object(1) : value());
      if (peek() != ']') {
        expect(',');
      }
    }
    expect(']');
    return array;
  }

  private Map<String, Object> object(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("fewer nested objects");
    }
    Map<String, Object> object = new LinkedHashMap<>();
    expect('{');
    while (peek() != '}') {
      String key = quoted() ? string() : word();
      expect(':');
      object.put(key, peek() == '{' ? object(depth + 1) : value());
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
    return object;
  }

  /** Reads a number, or strings joined by +. */
  private String value() {
    if (!quoted()) {
      return word();
    }
    StringBuilder joined = new StringBuilder(string());
    while (peek() == '+') {
      at++;
      peek();
      joined.append(string());
    }
    return joined.toString();
  }

  private boolean quoted() {
    char c = peek();
    return c == '\'' || c == '"';
  }

  private String string() {
    char quote = next();
    StringBuilder out = new StringBuilder();
    for (char c = next(); c != quote; c = next()) {
      out.append(c == '\\' ? next() : c);
    }
    return out.toString();
  }

  private String word() {
    peek();
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw wrong("a name or a number");
    }
    return text.substring(start, at);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw wrong("'" + wanted + "'");
    }
    at++;
  }

  /** Returns the next character behind white space without consuming it. */
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      throw wrong("more text");
    }
    return text.charAt(at);
  }

  private char next() {
    if (at == text.length()) {
      throw wrong("more text");
    }
    return text.charAt(at++);
  }

  private ModelException wrong(String wanted) {
    return new ModelException("the labels need " + wanted + " at character " + at);
  }
}
