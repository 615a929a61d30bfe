#nullable disable
using System.Numerics;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering.Combined;

/// <summary>Constructs in unusual combinations: members of aggregates in conditions, increments, patterns and local functions, at several points, in both modes.</summary>
public class CombinationsTests
{
    [Fact]
    public void PropInSwitchArm() => SeveralPoints.Agree(Combinations.PropInSwitchArm.F, (x, y, n, w, dw) => Combinations.PropInSwitchArm.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.PropInSwitchArm.FJvp(x, y, n, w, dx, dy, dw));
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
    public void MethodsAsArgs() => SeveralPoints.Agree(Combinations.MethodsAsArgs.F, (x, y, n, w, dw) => Combinations.MethodsAsArgs.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.MethodsAsArgs.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void AccLoop() => SeveralPoints.Agree(Combinations.AccLoop.F, (x, y, n, w, dw) => Combinations.AccLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.AccLoop.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void AccProps() => SeveralPoints.Agree(Combinations.AccProps.F, (x, y, n, w, dw) => Combinations.AccProps.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.AccProps.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ListOfStructs() => SeveralPoints.Agree(Combinations.ListOfStructs.F, (x, y, n, w, dw) => Combinations.ListOfStructs.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ListOfStructs.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void RecordWith() => SeveralPoints.Agree(Combinations.RecordWith.F, (x, y, n, w, dw) => Combinations.RecordWith.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RecordWith.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void RecordPattern() => SeveralPoints.Agree(Combinations.RecordPattern.F, (x, y, n, w, dw) => Combinations.RecordPattern.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RecordPattern.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void RsProps() => SeveralPoints.Agree(Combinations.RsProps.F, (x, y, n, w, dw) => Combinations.RsProps.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RsProps.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NestedLocalFns() => SeveralPoints.Agree(Combinations.NestedLocalFns.F, (x, y, n, w, dw) => Combinations.NestedLocalFns.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NestedLocalFns.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void LocalFnWithRef() => SeveralPoints.Agree(Combinations.LocalFnWithRef.F, (x, y, n, w, dw) => Combinations.LocalFnWithRef.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.LocalFnWithRef.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void TernaryChain() => SeveralPoints.Agree(Combinations.TernaryChain.F, (x, y, n, w, dw) => Combinations.TernaryChain.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TernaryChain.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void SideEffectsArgs() => SeveralPoints.Agree(Combinations.SideEffectsArgs.F, (x, y, n, w, dw) => Combinations.SideEffectsArgs.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.SideEffectsArgs.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NamedArgsStruct() => SeveralPoints.Agree(Combinations.NamedArgsStruct.F, (x, y, n, w, dw) => Combinations.NamedArgsStruct.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NamedArgsStruct.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void Virtuals() => SeveralPoints.Agree(Combinations.Virtuals.F, (x, y, n, w, dw) => Combinations.Virtuals.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.Virtuals.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void Tree() => SeveralPoints.Agree(Combinations.Tree.F, (x, y, n, w, dw) => Combinations.Tree.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.Tree.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void TreeRec() => SeveralPoints.Agree(Combinations.TreeRec.F, (x, y, n, w, dw) => Combinations.TreeRec.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TreeRec.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ComplexPower() => SeveralPoints.Agree(Combinations.ComplexPower.F, (x, y, n, w, dw) => Combinations.ComplexPower.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ComplexPower.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void Matrices() => SeveralPoints.Agree(Combinations.Matrices.F, (x, y, n, w, dw) => Combinations.Matrices.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.Matrices.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void RefProps() => SeveralPoints.Agree(Combinations.RefProps.F, (x, y, n, w, dw) => Combinations.RefProps.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RefProps.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NullCond() => SeveralPoints.Agree(Combinations.NullCond.F, (x, y, n, w, dw) => Combinations.NullCond.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NullCond.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NullCondCall() => SeveralPoints.Agree(Combinations.NullCondCall.F, (x, y, n, w, dw) => Combinations.NullCondCall.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NullCondCall.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void GenericLocal() => SeveralPoints.Agree(Combinations.GenericLocal.F, (x, y, n, w, dw) => Combinations.GenericLocal.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericLocal.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void InterfaceLike() => SeveralPoints.Agree(Combinations.InterfaceLike.F, (x, y, n, w, dw) => Combinations.InterfaceLike.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.InterfaceLike.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void StructInArray() => SeveralPoints.Agree(Combinations.StructInArray.F, (x, y, n, w, dw) => Combinations.StructInArray.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StructInArray.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ArrayOfClasses() => SeveralPoints.Agree(Combinations.ArrayOfClasses.F, (x, y, n, w, dw) => Combinations.ArrayOfClasses.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ArrayOfClasses.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ObjInLoop() => SeveralPoints.Agree(Combinations.ObjInLoop.F, (x, y, n, w, dw) => Combinations.ObjInLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ObjInLoop.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void StaticHelper() => SeveralPoints.Agree(Combinations.StaticHelper.F, (x, y, n, w, dw) => Combinations.StaticHelper.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StaticHelper.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void StructByRef() => SeveralPoints.Agree(Combinations.StructByRef.F, (x, y, n, w, dw) => Combinations.StructByRef.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StructByRef.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void DeconRec() => SeveralPoints.Agree(Combinations.DeconRec.F, (x, y, n, w, dw) => Combinations.DeconRec.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.DeconRec.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void DeconIv() => SeveralPoints.Agree(Combinations.DeconIv.F, (x, y, n, w, dw) => Combinations.DeconIv.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.DeconIv.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void FigSwitch() => SeveralPoints.Agree(Combinations.FigSwitch.F, (x, y, n, w, dw) => Combinations.FigSwitch.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.FigSwitch.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ExtDecon() => SeveralPoints.Agree(Combinations.ExtDecon.F, (x, y, n, w, dw) => Combinations.ExtDecon.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ExtDecon.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NullChain() => SeveralPoints.Agree(Combinations.NullChain.F, (x, y, n, w, dw) => Combinations.NullChain.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NullChain.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void GenericsLocal() => SeveralPoints.Agree(Combinations.GenericsLocal.F, (x, y, n, w, dw) => Combinations.GenericsLocal.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericsLocal.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void GenericLocalArr() => SeveralPoints.Agree(Combinations.GenericLocalArr.F, (x, y, n, w, dw) => Combinations.GenericLocalArr.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericLocalArr.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void EqOps() => SeveralPoints.Agree(Combinations.EqOps.F, (x, y, n, w, dw) => Combinations.EqOps.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.EqOps.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void StructCopy() => SeveralPoints.Agree(Combinations.StructCopy.F, (x, y, n, w, dw) => Combinations.StructCopy.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StructCopy.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ListStruct() => SeveralPoints.Agree(Combinations.ListStruct.F, (x, y, n, w, dw) => Combinations.ListStruct.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ListStruct.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void CondExprAssign() => SeveralPoints.Agree(Combinations.CondExprAssign.F, (x, y, n, w, dw) => Combinations.CondExprAssign.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.CondExprAssign.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NestedSwitchExpr() => SeveralPoints.Agree(Combinations.NestedSwitchExpr.F, (x, y, n, w, dw) => Combinations.NestedSwitchExpr.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NestedSwitchExpr.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void TupleSwap() => SeveralPoints.Agree(Combinations.TupleSwap.F, (x, y, n, w, dw) => Combinations.TupleSwap.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TupleSwap.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void WhileTrueBreaks() => SeveralPoints.Agree(Combinations.WhileTrueBreaks.F, (x, y, n, w, dw) => Combinations.WhileTrueBreaks.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.WhileTrueBreaks.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ClosureCounter() => SeveralPoints.Agree(Combinations.ClosureCounter.F, (x, y, n, w, dw) => Combinations.ClosureCounter.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ClosureCounter.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ArrayOps() => SeveralPoints.Agree(Combinations.ArrayOps.F, (x, y, n, w, dw) => Combinations.ArrayOps.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ArrayOps.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void CheckedLoop() => SeveralPoints.Agree(Combinations.CheckedLoop.F, (x, y, n, w, dw) => Combinations.CheckedLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.CheckedLoop.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void GenericRecursive() => SeveralPoints.Agree(Combinations.GenericRecursive.F, (x, y, n, w, dw) => Combinations.GenericRecursive.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericRecursive.FJvp(x, y, n, w, dx, dy, dw));
}
