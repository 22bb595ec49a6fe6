package io.manako.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearAssignmentTest {

  @Test
  void theBestTotalBeatsTheBestPair() {
    double[][] gain = {{9, 8}, {8, 1}};
    assertThat(LinearAssignment.maximise(gain)).containsExactly(1, 0);
  }

  @Test
  void pairsWithoutGainStayApart() {
    double[][] gain = {{0, 0, 0}, {0, 0, 2}, {0, 0, 1}};
    assertThat(LinearAssignment.maximise(gain)).containsExactly(-1, 2, -1);
  }

  @Test
  void moreRowsThanColumnsLeaveRowsOut() {
    double[][] gain = {{1}, {3}, {2}};
    assertThat(LinearAssignment.maximise(gain)).containsExactly(-1, 0, -1);
  }

  @Test
  void nothingToAssignIsNoError() {
    assertThat(LinearAssignment.maximise(new double[0][0])).isEmpty();
    assertThat(LinearAssignment.maximise(new double[2][0])).containsExactly(-1, -1);
  }

  @Test
  void theTotalEqualsThatOfAllPermutationsTried() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      double[][] gain = new double[1 + random.nextInt(6)][1 + random.nextInt(6)];
      for (double[] row : gain) {
        for (int j = 0; j < row.length; j++) {
          row[j] = random.nextInt(3) == 0 ? 0 : random.nextInt(100) / 10.0;
        }
      }
      double total = 0;
      int[] columns = LinearAssignment.maximise(gain);
      for (int i = 0; i < columns.length; i++) {
        total += columns[i] < 0 ? 0 : gain[i][columns[i]];
      }
      assertThat(total).isCloseTo(best(gain, 0, 0), within(1e-9));
    }
  }

  private static double best(double[][] gain, int row, int used) {
    if (row == gain.length) {
      return 0;
    }
    double best = best(gain, row + 1, used);
    for (int j = 0; j < gain[row].length; j++) {
      if ((used & 1 << j) == 0) {
        best = Math.max(best, gain[row][j] + best(gain, row + 1, used | 1 << j));
      }
    }
    return best;
  }
}
