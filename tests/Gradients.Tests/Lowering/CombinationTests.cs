#nullable disable
using System.Numerics;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering.Combined;

/// <summary>Constructs in unusual combinations: members of aggregates in conditions, increments, patterns and local functions, at several points, in both modes.</summary>
public class CombinationsTests
{
    [Fact]
    public void PropertyInSwitchArm() => SeveralPoints.Agree(Combinations.PropertyInSwitchArm.F, (x, y, n, w, dw) => Combinations.PropertyInSwitchArm.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.PropertyInSwitchArm.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void IndexerIncrement() => SeveralPoints.Agree(Combinations.IndexerIncrement.F, (x, y, n, w, dw) => Combinations.IndexerIncrement.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.IndexerIncrement.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void OperatorsInConditions() => SeveralPoints.Agree(Combinations.OperatorsInConditions.F, (x, y, n, w, dw) => Combinations.OperatorsInConditions.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.OperatorsInConditions.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void TrueOperator() => SeveralPoints.Agree(Combinations.TrueOperator.F, (x, y, n, w, dw) => Combinations.TrueOperator.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TrueOperator.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void IncrementOperator() => SeveralPoints.Agree(Combinations.IncrementOperator.F, (x, y, n, w, dw) => Combinations.IncrementOperator.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.IncrementOperator.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void CompoundOnArray() => SeveralPoints.Agree(Combinations.CompoundOnArray.F, (x, y, n, w, dw) => Combinations.CompoundOnArray.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.CompoundOnArray.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void DeconstructInFor() => SeveralPoints.Agree(Combinations.DeconstructInFor.F, (x, y, n, w, dw) => Combinations.DeconstructInFor.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.DeconstructInFor.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ScaleChain() => SeveralPoints.Agree(Combinations.ScaleChain.F, (x, y, n, w, dw) => Combinations.ScaleChain.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ScaleChain.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void MethodsAsArguments() => SeveralPoints.Agree(Combinations.MethodsAsArguments.F, (x, y, n, w, dw) => Combinations.MethodsAsArguments.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.MethodsAsArguments.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void AccumulatorInLoop() => SeveralPoints.Agree(Combinations.AccumulatorInLoop.F, (x, y, n, w, dw) => Combinations.AccumulatorInLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.AccumulatorInLoop.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void AccumulatorProperties() => SeveralPoints.Agree(Combinations.AccumulatorProperties.F, (x, y, n, w, dw) => Combinations.AccumulatorProperties.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.AccumulatorProperties.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListOfStructs() => SeveralPoints.Agree(Combinations.ListOfStructs.F, (x, y, n, w, dw) => Combinations.ListOfStructs.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ListOfStructs.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RecordWith() => SeveralPoints.Agree(Combinations.RecordWith.F, (x, y, n, w, dw) => Combinations.RecordWith.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RecordWith.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RecordPattern() => SeveralPoints.Agree(Combinations.RecordPattern.F, (x, y, n, w, dw) => Combinations.RecordPattern.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RecordPattern.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RecordStructProperties() => SeveralPoints.Agree(Combinations.RecordStructProperties.F, (x, y, n, w, dw) => Combinations.RecordStructProperties.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RecordStructProperties.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void NestedLocalFunctions() => SeveralPoints.Agree(Combinations.NestedLocalFunctions.F, (x, y, n, w, dw) => Combinations.NestedLocalFunctions.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NestedLocalFunctions.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void LocalFunctionWithReference() => SeveralPoints.Agree(Combinations.LocalFunctionWithReference.F, (x, y, n, w, dw) => Combinations.LocalFunctionWithReference.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.LocalFunctionWithReference.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ConditionalChain() => SeveralPoints.Agree(Combinations.ConditionalChain.F, (x, y, n, w, dw) => Combinations.ConditionalChain.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ConditionalChain.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void SideEffectsInArguments() => SeveralPoints.Agree(Combinations.SideEffectsInArguments.F, (x, y, n, w, dw) => Combinations.SideEffectsInArguments.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.SideEffectsInArguments.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void NamedArgumentsOfStruct() => SeveralPoints.Agree(Combinations.NamedArgumentsOfStruct.F, (x, y, n, w, dw) => Combinations.NamedArgumentsOfStruct.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NamedArgumentsOfStruct.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void VirtualCalls() => SeveralPoints.Agree(Combinations.VirtualCalls.F, (x, y, n, w, dw) => Combinations.VirtualCalls.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.VirtualCalls.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void TreeByLoop() => SeveralPoints.Agree(Combinations.TreeByLoop.F, (x, y, n, w, dw) => Combinations.TreeByLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TreeByLoop.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void TreeByRecursion() => SeveralPoints.Agree(Combinations.TreeByRecursion.F, (x, y, n, w, dw) => Combinations.TreeByRecursion.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TreeByRecursion.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ComplexPower() => SeveralPoints.Agree(Combinations.ComplexPower.F, (x, y, n, w, dw) => Combinations.ComplexPower.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ComplexPower.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void Matrices() => SeveralPoints.Agree(Combinations.Matrices.F, (x, y, n, w, dw) => Combinations.Matrices.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.Matrices.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ReferenceProperties() => SeveralPoints.Agree(Combinations.ReferenceProperties.F, (x, y, n, w, dw) => Combinations.ReferenceProperties.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ReferenceProperties.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ConditionalAccess() => SeveralPoints.Agree(Combinations.ConditionalAccess.F, (x, y, n, w, dw) => Combinations.ConditionalAccess.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ConditionalAccess.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ConditionalCall() => SeveralPoints.Agree(Combinations.ConditionalCall.F, (x, y, n, w, dw) => Combinations.ConditionalCall.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ConditionalCall.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void GenericLocalFunction() => SeveralPoints.Agree(Combinations.GenericLocalFunction.F, (x, y, n, w, dw) => Combinations.GenericLocalFunction.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericLocalFunction.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void InterfaceLike() => SeveralPoints.Agree(Combinations.InterfaceLike.F, (x, y, n, w, dw) => Combinations.InterfaceLike.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.InterfaceLike.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void StructInArray() => SeveralPoints.Agree(Combinations.StructInArray.F, (x, y, n, w, dw) => Combinations.StructInArray.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StructInArray.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ArrayOfClasses() => SeveralPoints.Agree(Combinations.ArrayOfClasses.F, (x, y, n, w, dw) => Combinations.ArrayOfClasses.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ArrayOfClasses.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ObjectInLoop() => SeveralPoints.Agree(Combinations.ObjectInLoop.F, (x, y, n, w, dw) => Combinations.ObjectInLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ObjectInLoop.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void StaticMethodOfStruct() => SeveralPoints.Agree(Combinations.StaticMethodOfStruct.F, (x, y, n, w, dw) => Combinations.StaticMethodOfStruct.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StaticMethodOfStruct.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void StructByReference() => SeveralPoints.Agree(Combinations.StructByReference.F, (x, y, n, w, dw) => Combinations.StructByReference.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StructByReference.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void DeconstructedRecord() => SeveralPoints.Agree(Combinations.DeconstructedRecord.F, (x, y, n, w, dw) => Combinations.DeconstructedRecord.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.DeconstructedRecord.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void DeconstructedInterval() => SeveralPoints.Agree(Combinations.DeconstructedInterval.F, (x, y, n, w, dw) => Combinations.DeconstructedInterval.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.DeconstructedInterval.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void SwitchOverFigures() => SeveralPoints.Agree(Combinations.SwitchOverFigures.F, (x, y, n, w, dw) => Combinations.SwitchOverFigures.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.SwitchOverFigures.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void DeconstructByExtension() => SeveralPoints.Agree(Combinations.DeconstructByExtension.F, (x, y, n, w, dw) => Combinations.DeconstructByExtension.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.DeconstructByExtension.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ConditionalAccessChain() => SeveralPoints.Agree(Combinations.ConditionalAccessChain.F, (x, y, n, w, dw) => Combinations.ConditionalAccessChain.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ConditionalAccessChain.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void GenericsInLocalFunction() => SeveralPoints.Agree(Combinations.GenericsInLocalFunction.F, (x, y, n, w, dw) => Combinations.GenericsInLocalFunction.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericsInLocalFunction.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void GenericLocalFunctionOnArray() => SeveralPoints.Agree(Combinations.GenericLocalFunctionOnArray.F, (x, y, n, w, dw) => Combinations.GenericLocalFunctionOnArray.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericLocalFunctionOnArray.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void EqualityOperators() => SeveralPoints.Agree(Combinations.EqualityOperators.F, (x, y, n, w, dw) => Combinations.EqualityOperators.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.EqualityOperators.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void StructCopy() => SeveralPoints.Agree(Combinations.StructCopy.F, (x, y, n, w, dw) => Combinations.StructCopy.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StructCopy.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListOfIntervals() => SeveralPoints.Agree(Combinations.ListOfIntervals.F, (x, y, n, w, dw) => Combinations.ListOfIntervals.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ListOfIntervals.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void AssignmentInCondition() => SeveralPoints.Agree(Combinations.AssignmentInCondition.F, (x, y, n, w, dw) => Combinations.AssignmentInCondition.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.AssignmentInCondition.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void NestedSwitchExpressions() => SeveralPoints.Agree(Combinations.NestedSwitchExpressions.F, (x, y, n, w, dw) => Combinations.NestedSwitchExpressions.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NestedSwitchExpressions.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void TupleSwap() => SeveralPoints.Agree(Combinations.TupleSwap.F, (x, y, n, w, dw) => Combinations.TupleSwap.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TupleSwap.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void WhileTrueBreaks() => SeveralPoints.Agree(Combinations.WhileTrueBreaks.F, (x, y, n, w, dw) => Combinations.WhileTrueBreaks.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.WhileTrueBreaks.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ClosureCounter() => SeveralPoints.Agree(Combinations.ClosureCounter.F, (x, y, n, w, dw) => Combinations.ClosureCounter.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ClosureCounter.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ArrayOperations() => SeveralPoints.Agree(Combinations.ArrayOperations.F, (x, y, n, w, dw) => Combinations.ArrayOperations.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ArrayOperations.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void CheckedLoop() => SeveralPoints.Agree(Combinations.CheckedLoop.F, (x, y, n, w, dw) => Combinations.CheckedLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.CheckedLoop.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void GenericRecursive() => SeveralPoints.Agree(Combinations.GenericRecursive.F, (x, y, n, w, dw) => Combinations.GenericRecursive.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericRecursive.FJvp(x, y, n, w, dx, dy, dw));
}
