package io.manako.generator;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whole numbers, names of such, parentheses and {@link #OPERATORS}; a comparison is 1 or 0, as in
 * C.
 */
final class Expression {
  /** The weakest first; those of one string bind equally and to the left. */
  private static final List<String> OPERATORS = List.of("&&", "== >", "+ -", "* %");

  private static final Pattern TOKEN = Pattern.compile("\\w+|&&|==|[>+*%()-]");

  private final List<String> tokens;
  private final Map<String, Object> values;
  private int next;

  Expression(String text, Map<String, Object> values) {
    this.tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
    this.values = values;
  }

  /**
   * The value.
   *
   * @throws IllegalArgumentException if a name is that of no number or something is left over
   */
  int number() {
    int number = operation(0);
    if (next < tokens.size()) {
      throw new IllegalArgumentException("no operator: " + tokens.get(next) + " in " + tokens);
    }
    return number;
  }

  private int operation(int strength) {
    if (strength == OPERATORS.size()) {
      return operand();
    }
    int left = operation(strength + 1);
    List<String> operators = List.of(OPERATORS.get(strength).split(" "));
    while (next < tokens.size() && operators.contains(tokens.get(next))) {
      String operator = tokens.get(next++);
      left = of(operator, left, operation(strength + 1));
    }
    return left;
  }

  private static int of(String operator, int left, int right) {
    return switch (operator) {
      case "&&" -> left * right;
      case "==" -> left == right ? 1 : 0;
      case ">" -> left > right ? 1 : 0;
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "%" -> left % right;
      default -> throw new IllegalArgumentException("no operator: " + operator);
    };
  }

  private int operand() {
    String token = tokens.get(next++);
    if (token.equals("(")) {
      int number = operation(0);
      next++;
      return number;
    }
    if (Character.isDigit(token.charAt(0))) {
      return Integer.parseInt(token);
    }
    if (values.get(token) instanceof Integer number) {
      return number;
    }
    throw new IllegalArgumentException("no number: " + token + " in " + tokens);
  }
}
