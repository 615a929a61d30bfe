using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class CladTypesTests
{
    [Theory]
    [InlineData(1.3, 0.4, -0.6)]
    [InlineData(-0.7, 2.1, 1.4)]
    [InlineData(0.6, -1.8, 0.9)]
    public void Method_of_a_local(double x, double y, double i) =>
        GradientAssert.Agrees(x, y, i, (x, y, i) => CladTypes.MethodOfALocal(x, y, i), (x, y, i) => CladTypes.MethodOfALocalGradient(x, y, i));

    [Theory]
    [InlineData(0.8, 0.4, 0)]
    [InlineData(0.7, -1.1, 1)]
    [InlineData(0.6, 0.8, 3)]
    public void Receiver_changes(double x, double y, int n) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.ReceiverChanges(x, y, n), (x, y) => CladTypes.ReceiverChangesGradient(x, y, n));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Static_method(double u, double v) => GradientAssert.Agrees(u, v, (u, v) => CladTypes.StaticMethod(u, v), (u, v) => CladTypes.StaticMethodGradient(u, v));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(5.2, 0.3)]
    public void Method_decides(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.MethodDecides(x, y), (x, y) => CladTypes.MethodDecidesGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Operators_then_member(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.OperatorsThenMember(x, y), (x, y) => CladTypes.OperatorsThenMemberGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Set_used_incremented(double u, double v) =>
        GradientAssert.Agrees(u, v, (u, v) => CladTypes.SetUsedIncremented(u, v), (u, v) => CladTypes.SetUsedIncrementedGradient(u, v));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Copy_is_changed(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladTypes.CopyIsChanged(i, j), (i, j) => CladTypes.CopyIsChangedGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Member_array(double i, double j) => GradientAssert.Agrees(i, j, (i, j) => CladTypes.MemberArray(i, j), (i, j) => CladTypes.MemberArrayGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4, -0.6)]
    [InlineData(-0.7, 2.1, 1.4)]
    [InlineData(0.6, -1.8, 0.9)]
    public void Real_part_is_set(double re, double im, double i) =>
        GradientAssert.Agrees(re, im, i, (re, im, i) => CladTypes.RealPartIsSet(re, im, i), (re, im, i) => CladTypes.RealPartIsSetGradient(re, im, i));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Updated_then_summed(double re, double im) =>
        GradientAssert.Agrees(re, im, (re, im) => CladTypes.UpdatedThenSummed(re, im), (re, im) => CladTypes.UpdatedThenSummedGradient(re, im));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Assigned_from_itself(double a, double b) =>
        GradientAssert.Agrees(a, b, (a, b) => CladTypes.AssignedFromItself(a, b), (a, b) => CladTypes.AssignedFromItselfGradient(a, b));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Method_of_a_sum(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladTypes.MethodOfASum(i, j), (i, j) => CladTypes.MethodOfASumGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Factor_and_sign(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.FactorAndSign(x, y), (x, y) => CladTypes.FactorAndSignGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Inner_replaced(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.InnerReplaced(x, y), (x, y) => CladTypes.InnerReplacedGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Made_in_the_argument(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.MadeInTheArgument(x, y), (x, y) => CladTypes.MadeInTheArgumentGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Reference_to_the_whole(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.ReferenceToTheWhole(x, y), (x, y) => CladTypes.ReferenceToTheWholeGradient(x, y));

    [Theory]
    [InlineData(0.8, 0.4, 0)]
    [InlineData(0.7, -1.1, 1)]
    [InlineData(0.6, 0.8, 3)]
    public void Array_of_structs(double x, double y, int n) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.ArrayOfStructs(x, y, n), (x, y) => CladTypes.ArrayOfStructsGradient(x, y, n));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Conversions(double x, double y) => GradientAssert.Agrees(x, y, (x, y) => CladTypes.Conversions(x, y), (x, y) => CladTypes.ConversionsGradient(x, y));

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.9, 3)]
    public void Integer_member(double x, int n) => GradientAssert.Agrees(x, x => CladTypes.IntegerMember(x, n), x => CladTypes.IntegerMemberGradient(x, n));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Constructor_changes_its_argument(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.ConstructorChangesItsArgument(x, y), (x, y) => CladTypes.ConstructorChangesItsArgumentGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Constructor_calls_another(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.ConstructorCallsAnother(x, y), (x, y) => CladTypes.ConstructorCallsAnotherGradient(x, y));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Initial_value(double u) => GradientAssert.Agrees(u, u => CladTypes.InitialValue(u), u => CladTypes.InitialValueGradient(u));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Original_changes(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.OriginalChanges(x, y), (x, y) => CladTypes.OriginalChangesGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Shared_by_the_copy(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.SharedByTheCopy(x, y), (x, y) => CladTypes.SharedByTheCopyGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Through_an_indexer(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladTypes.ThroughAnIndexer(x, y), (x, y) => CladTypes.ThroughAnIndexerGradient(x, y));

    [Theory]
    [InlineData(0.8, 0)]
    [InlineData(0.7, 1)]
    [InlineData(0.6, 3)]
    public void Scaled_in_a_loop(double x, int n) => GradientAssert.Agrees(x, x => CladTypes.ScaledInALoop(x, n), x => CladTypes.ScaledInALoopGradient(x, n));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Method_of_a_temporary(double x) => GradientAssert.Agrees(x, x => CladTypes.MethodOfATemporary(x), x => CladTypes.MethodOfATemporaryGradient(x));

    [Fact]
    public void The_copy_that_a_struct_is_doesnt_change_the_original() => Assert.Equal(6.340688, CladTypes.CopyIsChanged(1.3, 0.4), 1e-12);
}
