using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class CladAssignmentsTests
{
    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Overwritten_and_unused(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.OverwrittenAndUnused(x, y), (x, y) => CladAssignments.OverwrittenAndUnusedGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(0.4, 1.3)]
    [InlineData(-0.7, 0.2)]
    public void Overwritten_in_a_branch(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.OverwrittenInABranch(x, y), (x, y) => CladAssignments.OverwrittenInABranchGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Parameters_as_temporaries(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.ParametersAsTemporaries(x, y), (x, y) => CladAssignments.ParametersAsTemporariesGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Source_cleared(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.SourceCleared(x, y), (x, y) => CladAssignments.SourceClearedGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    [InlineData(-1.6, -0.9)]
    public void Sign_changes(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.SignChanges(x, y), (x, y) => CladAssignments.SignChangesGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Every_compound_form(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.EveryCompoundForm(x, y), (x, y) => CladAssignments.EveryCompoundFormGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Chain_of_elements(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.ChainOfElements(x, y), (x, y) => CladAssignments.ChainOfElementsGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Compound_of_compound(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.CompoundOfCompound(x, y), (x, y) => CladAssignments.CompoundOfCompoundGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Chain_through_a_parameter(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.ChainThroughAParameter(x, y), (x, y) => CladAssignments.ChainThroughAParameterGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Conditional_target(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.ConditionalTarget(x, y), (x, y) => CladAssignments.ConditionalTargetGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Assignment_as_factor(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.AssignmentAsFactor(x, y), (x, y) => CladAssignments.AssignmentAsFactorGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Through_a_reference(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladAssignments.ThroughAReference(i, j), (i, j) => CladAssignments.ThroughAReferenceGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Three_references(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladAssignments.ThreeReferences(i, j), (i, j) => CladAssignments.ThreeReferencesGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Chain_of_references(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladAssignments.ChainOfReferences(i, j), (i, j) => CladAssignments.ChainOfReferencesGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4, -0.6)]
    [InlineData(-0.7, 2.1, 1.4)]
    [InlineData(0.6, -1.8, 0.9)]
    public void Inactive_becomes_active(double i, double j, double k) => GradientAssert.Agrees(
        i, j, (i, j) => CladAssignments.InactiveBecomesActive(i, j, k), (i, j) => CladAssignments.InactiveBecomesActiveGradient(i, j, k));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Fused_multiply_add(double a, double b) =>
        GradientAssert.Agrees(a, b, (a, b) => CladAssignments.FusedMultiplyAdd(a, b), (a, b) => CladAssignments.FusedMultiplyAddGradient(a, b));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Constant_through_a_reference(double x, double y) => GradientAssert.Agrees(
        x, y, (x, y) => CladAssignments.ConstantThroughAReference(x, y), (x, y) => CladAssignments.ConstantThroughAReferenceGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Increment_then_overwritten(double x, double y) => GradientAssert.Agrees(
        x, y, (x, y) => CladAssignments.IncrementThenOverwritten(x, y), (x, y) => CladAssignments.IncrementThenOverwrittenGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Default_initialised(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.DefaultInitialised(x, y), (x, y) => CladAssignments.DefaultInitialisedGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Divided_in_place(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.DividedInPlace(x, y), (x, y) => CladAssignments.DividedInPlaceGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Times_a_sum(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.TimesASum(x, y), (x, y) => CladAssignments.TimesASumGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Times_its_copy(double y, double x) =>
        GradientAssert.Agrees(y, x, (y, x) => CladAssignments.TimesItsCopy(y, x), (y, x) => CladAssignments.TimesItsCopyGradient(y, x));

    [Theory]
    [InlineData(1.3, 0.4, -0.6)]
    [InlineData(-0.7, 2.1, 1.4)]
    [InlineData(0.6, -1.8, 0.9)]
    public void Unused_side_effect(double a, double b, double c) => GradientAssert.Agrees(
        a, b, c, (a, b, c) => CladAssignments.UnusedSideEffect(a, b, c), (a, b, c) => CladAssignments.UnusedSideEffectGradient(a, b, c));

    [Theory]
    [InlineData(1.3, 0.4, -0.6)]
    [InlineData(-0.7, 2.1, 1.4)]
    [InlineData(0.6, -1.8, 0.9)]
    public void Tuple_target(double a, double b, double c) =>
        GradientAssert.Agrees(a, b, c, (a, b, c) => CladAssignments.TupleTarget(a, b, c), (a, b, c) => CladAssignments.TupleTargetGradient(a, b, c));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Nested_signs(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladAssignments.NestedSigns(x, y), (x, y) => CladAssignments.NestedSignsGradient(x, y));
}
