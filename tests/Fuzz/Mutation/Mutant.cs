namespace AutoDiff.Fuzz.Mutation;

/// <summary>A defect to plant in the generator: a text in one of its files, and what takes its place.</summary>
/// <param name="Name">What is wrong then.</param>
/// <param name="File">The file, below <c>src/Generator</c>.</param>
/// <param name="Find">A text that occurs once there.</param>
/// <param name="Replace">What takes its place.</param>
internal sealed record Mutant(string Name, string File, string Find, string Replace)
{
    public static readonly IReadOnlyList<Mutant> All =
    [
        new("the sign of cosine's rule", "Differentiation/Rules/DerivativeRules.Trigonometry.cs", "[\"Math.Cos\"] = new(r => -(r.D *", "[\"Math.Cos\"] = new(r => (r.D *"),
        new("the operands of a product exchanged", "Differentiation/Rules/DerivativeRules.Operators.cs", "r.D * (2 * r.X) : r.D * r.Y,", "r.D * (2 * r.X) : r.D * r.X,"),
        new("a quotient's divisor ignored", "Differentiation/Rules/DerivativeRules.Operators.cs", "_ => -(r.D / r.Y * r.Result),", "_ => r.D.Like(0),"),
        new("a maximum taken for a minimum", "Differentiation/Rules/DerivativeRules.Selections.cs", "    private static ScalarRule Maximum() => Selection(\n        r => Chosen(r, r.X.Is(BinaryOperator.Less, r.Y)),", "    private static ScalarRule Maximum() => Selection(\n        r => Chosen(r, r.X.Is(BinaryOperator.Greater, r.Y)),"),
        new("the square root's factor of two", "Differentiation/Rules/DerivativeRules.Functions.cs", "[\"Math.Sqrt\"] = new(r => r.D / (2 * r.Result))", "[\"Math.Sqrt\"] = new(r => r.D / r.Result)"),
        new("to be recorded: what changes is read again", "Analysis/PointsTo.Writes.cs", "            if (MayFollow(writeScope, writePosition, scope, position, home))\n            {\n                return false;", "            if (MayFollow(writeScope, writePosition, scope, position, home))\n            {\n                continue;"),
        new("a residual recomputed after the caller changed its input", "Differentiation/PrimalValues.cs", "=> _context.IsSplit && !memory.IsTensor &&", "=> !_context.IsSplit && !memory.IsTensor &&"),
        new("a continue lost", "Lowering/MethodLowering.Jumps.cs", "            EmitAssign(left.Flag, new Copy(Constant.True));", "            if (target.Kind != JumpKind.Continue)\n            {\n                EmitAssign(left.Flag, new Copy(Constant.True));\n            }"),
        new("a trip count off by one", "Differentiation/ForwardSweep.cs", "carried.Add(new Carried(parameter, Constant.Long(0), parameter, next, trips));", "carried.Add(new Carried(parameter, Constant.Long(1), parameter, next, trips));"),
        new("a counted loop's last iteration left out in reverse", "Differentiation/LoopShapes.cs", "last = before.Let(new Binary(BinaryOperator.Subtract, last, isInt ? Constant.Int(1) : Constant.Long(1), type));", "last = before.Let(new Binary(BinaryOperator.Subtract, last, isInt ? Constant.Int(2) : Constant.Long(2), type));"),
        new("a loop run forwards in reverse", "Differentiation/LoopShapes.cs", "            return new For(index, last, BinaryOperator.GreaterOrEqual, start, -1, body) { Carried = carried };", "            return new For(index, start, BinaryOperator.LessOrEqual, last, 1, body) { Carried = carried };"),
        new("a strided loop's offset off by one trip", "Differentiation/LoopShapes.cs", "builder.Let(new Binary(BinaryOperator.Multiply, back, Constant.Long(loop.Step), ScalarType.Int64));", "builder.Let(new Binary(BinaryOperator.Multiply, trip, Constant.Long(loop.Step), ScalarType.Int64));"),
        new("an alias ignored: a merged reference has one branch's shadow", "Differentiation/ShadowCode.cs", "yield return new Merge(context.Shadows.Of(merge.Result), ShadowOf(merge.Then), ShadowOf(merge.Else));", "yield return new Merge(context.Shadows.Of(merge.Result), ShadowOf(merge.Then), ShadowOf(merge.Then));"),
        new("an alias ignored: a swap in a loop leaves the shadows behind", "Differentiation/ShadowCode.cs", "ShadowOf(entry.Initial), ShadowOf(entry.AfterHeader), ShadowOf(entry.AfterBody), context.Shadows.Of(entry.Result));", "ShadowOf(entry.Initial), ShadowOf(entry.AfterHeader), context.Shadows.Of(entry.Parameter), context.Shadows.Of(entry.Result));"),
        new("an element's adjoint not cleared when it is overwritten", "Differentiation/ReverseTransform.cs", "        builder.Emit(new Store(shadow, indices, Constant.Float(type, 0)) { Path = store.Path });", "        _ = shadow;"),
        new("what was added before a loop is lost in it", "Differentiation/AdjointFrame.cs", "_accumulators.Add(new Accumulator(variable, parameter, outside));", "_accumulators.Add(new Accumulator(variable, parameter, null));"),
        new("a contribution replaces the others", "Differentiation/AdjointFrame.cs", "Named(builder.Add(old.Value, contribution), variable, builder)", "contribution"),
        new("a float conversion dropped", "Differentiation/ReverseTransform.cs", "Operand value = builder.Convert(contribution(scope).Operand, operands[i].Type);", "Operand value = contribution(scope).Operand;"),
        new("a snapshot missing: residuals popped in the order in which they were pushed", "Differentiation/ForwardSweep.cs", "            for (int i = pushes.Count - 1; i >= 0; i--)\n            {\n                result.AddRange(Push(pushes[i]));", "            for (int i = 0; i < pushes.Count; i++)\n            {\n                result.AddRange(Push(pushes[i]));"),
        new("a branch's adjoint taken from the other branch", "Differentiation/ReverseTransform.ControlFlow.cs", "                elseAdjoints.Add(elseBuilder, merge.Else, adjoint.Value, adjoint.Vanishing);", "                thenAdjoints.Add(thenBuilder, merge.Else, adjoint.Value, adjoint.Vanishing);"),
        new("what a loop carries in starts at zero", "Differentiation/ReverseTransform.ControlFlow.cs", "loopCarried.Add(new Carried(parameter, initial?.Value ?? zero, parameter, next?.Value ?? zero, result));", "loopCarried.Add(new Carried(parameter, zero, parameter, next?.Value ?? zero, result));"),
        new("an unused value's infinite derivative counts", "Differentiation/ReverseTransform.cs", "if (!adjoint.NeedsGuard(rule) || DerivativeRules.IsScaledByConstant(assign.Value))", "if (!adjoint.NeedsGuard(rule) || adjoint.NeedsGuard(rule) || DerivativeRules.IsScaledByConstant(assign.Value))"),
        new("an iteration may read what another one wrote", "Differentiation/FusedSweeps/IterationMemory.cs", "return _shared.Count == 0 || ReadsOwn(loop.Body, []);", "return _shared.Count >= 0 || ReadsOwn(loop.Body, []);"),
        new("an integer doesn't go on after a loop", "Analysis/InductionVariables.cs", "            return loop.Limit;", "            return Constant.Default(loop.Limit.Type);"),
        new("iterations side by side: what the vectors before the last one collected is lost", "Optimization/OuterLoops/OuterLoopCode.Sums.cs", "if (collected.Count > 0 && !_collectsOnce)", "if (collected.Count < 0 && !_collectsOnce)"),
        new("iterations side by side: those that run once more count again", "Optimization/OuterLoops/OuterLoopCode.Sums.cs", "_builder.Let(_code.Choose(_fresh, _builder.Let(_code.Broadcast(seed)), _code.Zero), seed.Name)", "_builder.Let(_code.Broadcast(seed), seed.Name)"),
        new("iterations side by side: a number that the primal needs taken for a cotangent", "Optimization/OuterLoops/Seeds.cs", "new SeedUses(divergence, isPrimal).AreFree(loop, variable)", "new SeedUses(divergence, isPrimal) is not null"),
        new("iterations side by side: a nest that does something is left out", "Optimization/OuterLoops/Sparsity.cs", "Accumulate accumulate => IsZero(accumulate.Value),", "Accumulate => true,"),
        new("iterations side by side: two iterations go together though one needs the other", "Optimization/OuterLoops/IterationOrder.cs", "_ => buffer.IsSameAs(root) && indices is [var index] && index.IsSameAs(loop.Index),", "_ => buffer.IsSameAs(root),"),
        new("iterations side by side: a recurrence taken for a sum", "Optimization/OuterLoops/UpwardLoops.cs", "LoopSums.Of(loop, _mayReassociate) is { } sums && loop.Carried.All(entry => sums.IsFree(entry.Parameter))", "loop.Carried.All(entry => _mayReassociate(entry.Parameter))"),
        new("memory of an iteration isn't cleared though some of it is read first", "Differentiation/FusedSweeps/NeededClears.cs", "        return isStored;", "        return isStored || loop.Step > 0;"),
        new("constants: a number that is cut has its derivative", "Lowering/Expressions/MethodLowering.Constants.cs", "return Let(new Opaque([\"\", \"\"], [operand], operand.Type, Effects.None) { IsConstant = true });", "return operand;"),
        new("constants: a buffer that is cut has its derivative", "Lowering/Expressions/MethodLowering.Constants.cs", "return Let(new CopyOf(operand, operand.Type) { IsConstant = true });", "return operand;"),
        new("constants: a parameter that isn't active has its derivative where its method is lowered in place", "Lowering/Expressions/MethodLowering.Constants.cs", "if (!IsConstant(callee.Method, parameter) || !TypeMapping.CanBeActive(type))", "if (!IsConstant(callee.Method, parameter) || TypeMapping.CanBeActive(type))"),
        new("constants: a constant may be written", "Analysis/Constants.cs", "if (after.Any(entry => entry.Memory.Writes.Any(", "if (after.Any(entry => entry.Type.IsTensor && entry.Memory.Writes.Any("),
        new("constants: a method may write what it gets as a constant", "Analysis/Constants.cs", "parameter.IsWrittenConstant && analysed", "parameter.IsWrittenConstant && parameter.IsActive && analysed"),
        new("a subtraction taken for an addition", "Differentiation/ReverseTransform.cs", "addition.IsSubtraction ? builder.Negate(passed) : passed", "addition.IsSubtraction ? passed : passed"),
    ];
}
