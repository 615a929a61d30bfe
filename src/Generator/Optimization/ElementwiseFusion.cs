using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>
/// Makes one operation of a chain of elementwise operations on tensors whose values nobody else reads, in SSA form: one pass over memory forward, one backward, and
/// no memory for what is in between. So does an operation of another kind take in the elementwise one that it is applied to, where the runtime has both together.
/// </summary>
internal sealed class ElementwiseFusion
{
    private const int MostOperations = 12;

    private readonly Dictionary<int, int> _uses = [];

    private static IReadOnlyList<string> Letters => ElementwiseOperations.Letters;

    private ElementwiseFusion(Function function)
    {
        foreach (Operand operand in IrWalk.All(function.Body).SelectMany(statement => IrWalk.Uses(statement)).Concat(function.Results))
        {
            if (operand is Variable variable)
            {
                _uses[variable.Id] = (_uses.TryGetValue(variable.Id, out int count) ? count : 0) + 1;
            }
        }
    }

    public static Function Run(Function function) =>
        IrWalk.Any(function.Body, static statement => statement is SplitCall { Callee.Custom.Elementwise: not null })
            ? function with { Body = new ElementwiseFusion(function).Rewrite(function.Body) }
            : function;

    private Block Rewrite(Block block)
    {
        var result = new List<Statement?>();
        var open = new Dictionary<int, int>();
        foreach (Statement statement in block.Statements)
        {
            if (statement is SplitCall { Callee.Custom.Elementwise: not null } call)
            {
                SplitCall fused = Fuse(call, open, result);
                open[call.Results[0].Id] = result.Count;
                result.Add(fused);
                continue;
            }

            if (statement is SplitCall { Callee.Custom.Composition: { } composition } outer && TakeIn(outer, composition, open, result) is { } taken)
            {
                result.Add(TakeInProducer(taken, composition, open, result) ?? taken);
                continue;
            }

            // What is computed later must read what it would have read.
            if (MayWrite(statement))
            {
                open.Clear();
            }

            if (statement is SplitCall producer && ElementwiseOperations.IsProducer(producer))
            {
                open[producer.Results[0].Id] = result.Count;
            }

            result.Add(statement switch
            {
                If branch => branch with { Then = Rewrite(branch.Then), Else = Rewrite(branch.Else) },
                Loop loop => loop with { Header = Rewrite(loop.Header), Body = Rewrite(loop.Body) },
                For counted => counted with { Body = Rewrite(counted.Body) },
                _ => statement,
            });
        }

        return new Block(result.OfType<Statement>().ToEquatableArray());
    }

    // A tensor may be a view of an array.
    private static bool MayWrite(Statement statement) => statement switch
    {
        Assign assign => (assign.Value.Effects & Effects.WritesOperands) != 0,
        SplitCall { Callee.Custom: { } custom } => (custom.Effects & Effects.WritesOperands) != 0,
        SplitCall call => Enumerable.Range(0, call.Arguments.Count).Any(call.MayChange),
        Comment => false,
        _ => true,
    };

    private SplitCall Fuse(SplitCall call, Dictionary<int, int> open, List<Statement?> result)
    {
        FusedOperation operation = call.Callee.Custom!.Elementwise!;
        EquatableArray<Operand> operands = call.Arguments;
        bool isFused = false;
        foreach (Operand argument in call.Arguments)
        {
            if (ReadOnce(argument, open, result, out int position) is { Callee.Custom.Elementwise: { } inner } source
                && Join(operation, operands, (Variable)argument, inner, source.Arguments) is { } joined)
            {
                (operation, operands) = joined;
                result[position] = null;
                isFused = true;
            }
        }

        return isFused ? call with { Callee = CalleeOf(operation, operands.Count, call.Callee), Arguments = operands } : call;
    }

    // The open call that makes a value, and where it stands, if nobody else reads the value.
    private SplitCall? ReadOnce(Operand operand, Dictionary<int, int> open, List<Statement?> result, out int position)
    {
        position = -1;
        return operand is Variable variable && _uses[variable.Id] == 1 && open.TryGetValue(variable.Id, out position) ? result[position] as SplitCall : null;
    }

    // The operation on the first argument, which only this one reads, is computed with it; what that is applied to may be a chain, which stays where it is.
    private SplitCall? TakeIn(SplitCall call, ElementwiseComposition composition, Dictionary<int, int> open, List<Statement?> result)
    {
        if (ReadOnce(call.Arguments[0], open, result, out int position) is not { Callee.Custom.Elementwise: { } inner } source || inner.Name != composition.Inner)
        {
            return null;
        }

        FusedOperation argument = inner.Arguments[0];
        result[position] = argument.IsOperand ? null : source with { Callee = CalleeOf(argument, source.Arguments.Count, source.Callee) };
        Operand operand = argument.IsOperand ? source.Arguments[ElementwiseOperations.IndexOf(argument.Name)] : call.Arguments[0];
        CustomDerivative custom = call.Callee.Custom!;
        return call with
        {
            Arguments = call.Arguments.Select((other, i) => i == 0 ? operand : other).ToEquatableArray(),
            Callee = call.Callee with
            {
                Name = $"{call.Callee.Name}<{inner.Name}>",
                Custom = custom with
                {
                    Primal = Renamed(custom.Primal, composition.Name),
                    Reverse = custom.Reverse is { } reverse ? Renamed(reverse, composition.Name + "Vjp") : null,
                    Forward = null,
                    Composition = null,
                    RuleName = $"Fused.{composition.Name}Vjp",
                },
            },
        };
    }

    // So is the convolution whose result only the composition reads: the runtime has all of it as one call in split form, which keeps less than the parts do.
    private SplitCall? TakeInProducer(SplitCall call, ElementwiseComposition composition, Dictionary<int, int> open, List<Statement?> result)
    {
        if (ReadOnce(call.Arguments[0], open, result, out int position) is not { } source || !ElementwiseOperations.IsProducer(source, composition.Producer))
        {
            return null;
        }

        result[position] = null;
        string name = $"global::AutoDiff.Fused.{composition.Name}Of{composition.Producer}";
        return call with
        {
            Arguments = [.. source.Arguments, .. call.Arguments.Skip(1)],
            Callee = new Callee(name, name + "Forward", name + "Reverse", [.. source.Callee.Parameters, .. call.Callee.Parameters.Skip(1)], call.Callee.Results),
        };
    }

    // The same arguments for another method.
    private static CallText Renamed(CallText text, string name) =>
        text with { Parts = text.Parts.Select((part, i) => i == 0 ? $"global::AutoDiff.Fused.{name}(" : part).ToEquatableArray() };

    // One operand of an operation replaced by the operation that makes it; null where that is too much for one pass.
    private static (FusedOperation Operation, EquatableArray<Operand> Operands)? Join(
        FusedOperation outer, EquatableArray<Operand> outerOperands, Variable replaced, FusedOperation inner, EquatableArray<Operand> innerOperands)
    {
        var operands = new List<Operand>();
        FusedOperation Letter(Operand operand)
        {
            int index = operands.IndexOf(operand);
            if (index < 0)
            {
                index = operands.Count;
                operands.Add(operand);
            }

            return new FusedOperation(index < Letters.Count ? Letters[index] : "?", []);
        }

        FusedOperation joined = outer.Renamed(letter => outerOperands[ElementwiseOperations.IndexOf(letter)] is Variable variable && variable.Id == replaced.Id
            ? inner.Renamed(innerLetter => Letter(innerOperands[ElementwiseOperations.IndexOf(innerLetter)]))
            : Letter(outerOperands[ElementwiseOperations.IndexOf(letter)]));
        return operands.Count <= Letters.Count && joined.Count - operands.Count <= MostOperations && ElementwiseOperations.IsWorthwhile(joined)
            ? (joined, operands.ToEquatableArray())
            : null;
    }

    private static Callee CalleeOf(FusedOperation operation, int count, Callee original)
    {
        CustomDerivative custom = original.Custom!;
        HashSet<string> needed = ElementwiseOperations.NeededOperands(operation);
        CallHole?[] all = Enumerable.Range(0, count).Select(i => (CallHole?)new CallHole(CallHoleKind.Argument, i)).ToArray();
        CallText primal = Text($"global::AutoDiff.Fused.Run<{operation.CSharp}>", [all], isList: [true]) with { Type = custom.Primal.Type, Leaves = custom.Primal.Leaves };
        CallText reverse = Text(
            $"global::AutoDiff.Fused.AddAdjoints<{operation.CSharp}>",
            [
                all.Select((hole, i) => needed.Contains(Letters[i]) ? hole : null).ToArray(),
                [ElementwiseOperations.NeedsResult(operation) ? new CallHole(CallHoleKind.Result, Result: 0) : null],
                [new CallHole(CallHoleKind.Cotangent, Result: 0)],
                all.Select((_, i) => (CallHole?)new CallHole(CallHoleKind.Adjoint, i)).ToArray(),
            ],
            isList: [true, false, false, true]);
        var parameters = Enumerable.Range(0, count)
            .Select(i => new CalleeParameter(Letters[i].ToLowerInvariant(), BufferType.Tensor, PassingMode.Value, IsActive: true)).ToEquatableArray();
        return original with
        {
            Name = operation.ToString(),
            Parameters = parameters,
            Custom = custom with { Primal = primal, Reverse = reverse, Forward = null, Elementwise = operation, RuleName = "Fused.AddAdjoints" },
        };
    }

    // A call with lists of tensors among its arguments; what isn't needed is default.
    private static CallText Text(string name, CallHole?[][] arguments, bool[] isList)
    {
        var parts = new List<string> { name + "(" };
        var holes = new List<CallHole>();
        for (int i = 0; i < arguments.Length; i++)
        {
            Append((i == 0 ? "" : ", ") + (isList[i] ? "[" : ""));
            for (int k = 0; k < arguments[i].Length; k++)
            {
                Append(k == 0 ? "" : ", ");
                if (arguments[i][k] is { } hole)
                {
                    holes.Add(hole);
                    parts.Add("");
                }
                else
                {
                    Append("default");
                }
            }

            Append(isList[i] ? "]" : "");
        }

        Append(")");
        return new CallText(parts.ToEquatableArray(), holes.ToEquatableArray());

        void Append(string text) => parts[parts.Count - 1] += text;
    }
}
