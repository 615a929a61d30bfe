using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class CladRecordingTests
{
    [Theory]
    [InlineData(1.3, 3)]
    [InlineData(0.7, 1)]
    [InlineData(-0.4, 9)]
    public void Skipped_iteration(double value, int skipped) => GradientAssert.Agrees(
        value, value => CladRecording.SkippedIteration(value, skipped), value => CladRecording.SkippedIterationGradient(value, skipped));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    public void Branches_on_constants(double x) =>
        GradientAssert.Agrees(x, x => CladRecording.BranchesOnConstants(x), x => CladRecording.BranchesOnConstantsGradient(x));

    [Theory]
    [InlineData(1.3, 0.4, 0)]
    [InlineData(0.7, -1.1, 1)]
    [InlineData(0.6, 0.8, 2)]
    [InlineData(0.6, 0.8, 3)]
    public void Cleared_under_constant_index(double x, double y, int i) => GradientAssert.Agrees(
        x, y, (x, y) => CladRecording.ClearedUnderConstantIndex(x, y, i), (x, y) => CladRecording.ClearedUnderConstantIndexGradient(x, y, i));

    [Theory]
    [InlineData(1.3, 0.4, 0)]
    [InlineData(0.7, -1.1, 1)]
    [InlineData(0.6, 0.8, 4)]
    public void Cleared_under_computed_index(double x, double y, int i) => GradientAssert.Agrees(
        x, y, (x, y) => CladRecording.ClearedUnderComputedIndex(x, y, i), (x, y) => CladRecording.ClearedUnderComputedIndexGradient(x, y, i));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Overwritten_under_its_name(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladRecording.OverwrittenUnderItsName(x, y), (x, y) => CladRecording.OverwrittenUnderItsNameGradient(x, y));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4 })]
    [InlineData(new[] { 1.2 })]
    public void Filled_then_squared(double[] x) =>
        GradientAssert.Agrees(x, x => CladRecording.FilledThenSquared(x), (x, dx) => CladRecording.FilledThenSquaredGradient(x, dx));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Square(double[] x) => GradientAssert.Agrees(
        [],
        [x],
        (_, b) =>
        {
            CladRecording.Square(b[0]);
            return 0;
        },
        (_, b, d) =>
        {
            CladRecording.SquareVjp(b[0], d[0]);
            return (0, []);
        });

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Overwritten_after_nonlinear_read(double[] x) =>
        GradientAssert.Agrees(x, x => CladRecording.OverwrittenAfterNonlinearRead(x), (x, dx) => CladRecording.OverwrittenAfterNonlinearReadGradient(x, dx));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4 }, 3)]
    [InlineData(new[] { 1.2, 0.3 }, 1)]
    [InlineData(new[] { 1.2 }, 0)]
    public void Overwritten_in_inner_loop(double[] x, int n) =>
        GradientAssert.Agrees(x, x => CladRecording.OverwrittenInInnerLoop(x, n), (x, dx) => CladRecording.OverwrittenInInnerLoopGradient(x, n, dx));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Square_norm(double[] v) => GradientAssert.Agrees(v, v => CladRecording.SquareNorm(v), (v, dv) => CladRecording.SquareNormGradient(v, dv));

    [Theory]
    [InlineData(new[] { 0.7, -1.3 }, new[] { 0.4, 1.1, 0.2, -0.6 }, 2)]
    [InlineData(new[] { 0.7 }, new[] { 0.4, 1.1 }, 5)]
    [InlineData(new[] { 0.7, 0.1 }, new[] { 0.4 }, 0)]
    public void One_buffer_for_all(double[] x, double[] means, int components) => GradientAssert.Agrees(
        x, means, (x, means) => CladRecording.OneBufferForAll(x, means, components), (x, means, dx, dmeans) => CladRecording.OneBufferForAllGradient(x, means, components, dx, dmeans));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4 })]
    [InlineData(new[] { 1.2 })]
    public void Lives_across_two_calls(double[] x) =>
        GradientAssert.Agrees(x, x => CladRecording.LivesAcrossTwoCalls(x), (x, dx) => CladRecording.LivesAcrossTwoCallsGradient(x, dx));

    [Theory]
    [InlineData(new[] { 1.5, 0.5 }, new[] { 0.25, 0.5 }, new[] { 0.4, 0.7, -0.3 }, 3)]
    [InlineData(new[] { 0.8, 0.6 }, new[] { 1.25, -0.5 }, new[] { 0.4, 0.7, 0.9 }, 1)]
    [InlineData(new[] { 0.8, 0.6 }, new[] { 1.25, -0.5 }, new[] { 0.4, 0.7, 0.9 }, 0)]
    public void Chained(double[] diagonal, double[] mean, double[] x, int n) => GradientAssert.Agrees(
        diagonal, mean, x, (diagonal, mean, x) => CladRecording.Chained(diagonal, mean, x, n), (diagonal, mean, x, ddiagonal, dmean, dx) => CladRecording.ChainedGradient(diagonal, mean, x, n, ddiagonal, dmean, dx));

    [Theory]
    [InlineData(new[] { 0.5, 1.5 }, new[] { 0.4, 0.7, -0.3 })]
    [InlineData(new[] { -0.5, 0.3 }, new[] { 0.4, 0.7, -0.3, 1.9 })]
    public void One_operand_inactive(double[] q, double[] x) =>
        GradientAssert.Agrees(q, q => CladRecording.OneOperandInactive(q, x), (q, dq) => CladRecording.OneOperandInactiveGradient(q, x, dq));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Declared_without_value(double a, int n) =>
        GradientAssert.Agrees(a, a => CladRecording.DeclaredWithoutValue(a, n), a => CladRecording.DeclaredWithoutValueGradient(a, n));

    [Theory]
    [InlineData(new[] { 0.7, -1.3 }, new[] { -0.9, 0.1, 1.2, 0.2 })]
    [InlineData(new[] { 0.7, 0.4 }, new[] { 0.8 })]
    public void Bin_of_an_observation(double[] parameters, double[] observations) => GradientAssert.Agrees(
        parameters, parameters => CladRecording.BinOfAnObservation(parameters, observations), (parameters, dparameters) => CladRecording.BinOfAnObservationGradient(parameters, observations, dparameters));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Ones_times_a_parameter(double[] parameters) => GradientAssert.Agrees(
        parameters, parameters => CladRecording.OnesTimesAParameter(parameters), (parameters, dparameters) => CladRecording.OnesTimesAParameterGradient(parameters, dparameters));

    [Theory]
    [InlineData(1.3, new[] { 0.4, 0.7, -0.3 }, 3)]
    [InlineData(0.7, new[] { 0.4, 0.9 }, 2)]
    [InlineData(0.7, new[] { 0.4 }, 0)]
    public void Products_of_differences(double x, double[] c, int n) =>
        GradientAssert.Agrees(x, x => CladRecording.ProductsOfDifferences(x, c, n), x => CladRecording.ProductsOfDifferencesGradient(x, c, n));

    [Theory]
    [InlineData(new[] { 0.7, -1.3 }, 3)]
    [InlineData(new[] { 0.4, 0.9 }, 1)]
    [InlineData(new[] { 0.4, 0.9 }, 0)]
    public void Array_for_a_function(double[] parameters, int n) => GradientAssert.Agrees(
        parameters, parameters => CladRecording.ArrayForAFunction(parameters, n), (parameters, dparameters) => CladRecording.ArrayForAFunctionGradient(parameters, n, dparameters));

    [Theory]
    [InlineData(1.3, new[] { 0.4, 0.7, -0.3 })]
    [InlineData(0.7, new[] { 0.4, 0.9 })]
    public void Window_onto_constants(double p, double[] x) =>
        GradientAssert.Agrees(p, p => CladRecording.WindowOntoConstants(p, x), p => CladRecording.WindowOntoConstantsGradient(p, x));
}
