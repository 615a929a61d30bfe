using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>Calls of methods with a hand-written derivative in forward mode: the forward rule, or else the reverse rule, once for each result.</summary>
internal static partial class RuleCalls
{
    public static IEnumerable<Statement> Tangent(
        SplitCall call, CustomDerivative custom, ForwardContext context, Func<Operand, Operand> tangentOf, Func<Variable, Variable> newTangent)
    {
        var builder = new IrBuilder(context.Variables);
        if (!SplitCalls.IsActive(call, context))
        {
            Primal(call, custom, builder);
            return builder.Statements;
        }

        if (custom is { Forward: null, Reverse: null })
        {
            // Without a rule no derivative goes through it: what it returns is memory that something may be added into.
            Primal(call, custom, builder);
            foreach (Variable result in call.Results.Where(context.Shadows.Has))
            {
                builder.Emit(new Assign(context.Shadows.Of(result), new Copy(new ShadowCode(context).ZerosLike(result, (BufferType)result.Type, builder))));
            }

            return builder.Statements;
        }

        Variable[] active = [.. call.Results.Where(context.Activity.IsActive)];
        var moving = new List<Operand>();
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            if (call.Callee.Parameters[i].IsActive && tangentOf(call.Arguments[i]) is Variable tangent && call.Arguments[i].Type.IsFloat)
            {
                moving.Add(tangent);
            }
        }

        bool hasBuffers = call.Results.Concat(call.Arguments).Any(context.Shadows.Has);
        var emission = new TangentEmission(call, custom, context, tangentOf);
        emission.Prepare(builder);
        Primal(call, custom, builder);
        bool mayVanish = !hasBuffers && call.Arguments.All(argument => !argument.Type.IsFloat || context.Vanishing.Contains(argument));
        if (!mayVanish || active.Length == 0)
        {
            Dictionary<int, Operand> tangents = emission.Emit(builder);
            foreach (Variable result in active)
            {
                builder.Emit(new Assign(newTangent(result), new Copy(tangents.TryGetValue(result.Id, out Operand? tangent) ? tangent : Constant.Default(result.Type))));
            }

            return builder.Statements;
        }

        // What doesn't move contributes nothing, also where its derivative is infinite or NaN.
        var inner = new IrBuilder(context.Variables);
        Dictionary<int, Operand> values = emission.Emit(inner);
        Operand? isMoving = null;
        foreach (Operand tangent in moving)
        {
            Operand isNotZero = builder.Compare(BinaryOperator.NotEqual, tangent, Constant.Float(tangent.Type, 0));
            isMoving = isMoving is null ? isNotZero : builder.Let(new Binary(BinaryOperator.Or, isMoving, isNotZero, ScalarType.Boolean));
        }

        builder.Emit(new If(isMoving ?? Constant.False, inner.ToBlock(), Block.Empty)
        {
            Merges = active.Select(result => new Merge(
                newTangent(result), values.TryGetValue(result.Id, out Operand? value) ? value : Constant.Default(result.Type), Constant.Default(result.Type))).ToEquatableArray(),
        });
        return builder.Statements;
    }

    private sealed class TangentEmission(SplitCall call, CustomDerivative custom, ForwardContext context, Func<Operand, Operand> tangentOf)
    {
        private readonly Dictionary<int, Operand> _before = [];

        private CallText Rule => custom.Forward ?? custom.Reverse!;

        /// <summary>Keeps the elements that a rule, which is called after the method, is to see as they were before.</summary>
        public void Prepare(IrBuilder builder)
        {
            foreach (CallHole hole in Rule.Holes.Where(hole => hole.Kind == CallHoleKind.Argument && custom.Writes(hole.Argument)))
            {
                if (call.Arguments[hole.Argument] is Variable { Type: BufferType { Kind: not BufferKind.ReadOnlySpan, Element: not BufferType } type } buffer)
                {
                    BufferType copy = type.Kind is BufferKind.List or BufferKind.Tensor || type.Rank > 1 ? type : new BufferType(BufferKind.Array, type.Element);
                    _before[hole.Argument] = builder.Let(new CopyOf(buffer, copy));
                }
            }
        }

        /// <summary>Calls the rule; gives the tangents of the results by their variables' ids.</summary>
        public Dictionary<int, Operand> Emit(IrBuilder builder) => custom.Forward is { } rule ? ByForwardRule(rule, builder) : ByReverseRule(builder);

        private Dictionary<int, Operand> ByForwardRule(CallText rule, IrBuilder builder)
        {
            var tangents = new Dictionary<int, Operand>();
            var taken = new HashSet<int>();
            var holes = new List<Hole>();
            foreach (CallHole hole in rule.Holes)
            {
                switch (hole.Kind)
                {
                    case CallHoleKind.Tangent:
                        taken.Add(hole.Argument);
                        holes.Add(new ValueHole(TangentOf(call.Arguments[hole.Argument], builder)));
                        break;
                    case CallHoleKind.InOutAdjoint:
                        taken.Add(hole.Argument);
                        holes.Add(new ReferenceHole(NewTangent(hole.Result), TangentOf(call.Arguments[hole.Argument], builder)));
                        break;
                    case CallHoleKind.ResultTangent:
                        holes.Add(new ReferenceHole(NewTangent(hole.Result), null));
                        break;
                    default:
                        holes.Add(Primal(hole));
                        break;
                }
            }

            for (int i = 0; i < call.Arguments.Count; i++)
            {
                if (call.Callee.Parameters[i].IsActive && !taken.Contains(i) && (context.Shadows.Has(call.Arguments[i]) || tangentOf(call.Arguments[i]) is Variable))
                {
                    string name = call.Callee.Parameters[i].Name;
                    throw new UnsupportedDerivativeException($"'{name}' is active, and the forward derivative of '{call.Callee.Name}' doesn't take its tangent 'd{name}'", call.Site);
                }
            }

            List<Variable> returned = rule.Leaves.Map(leaf => context.Variables.New("t", leaf.Type, isTemporary: true)).ToList();
            RuleCalls.Emit(rule, holes, returned, custom, Effects.Anything, call.Site, builder);
            for (int i = 0; i < returned.Count; i++)
            {
                if (call.Results[i].Type is BufferType && context.Shadows.Has(call.Results[i]))
                {
                    builder.Emit(new Assign(context.Shadows.Of(call.Results[i]), new Copy(returned[i])));
                }
                else
                {
                    tangents[call.Results[i].Id] = returned[i];
                }
            }

            return tangents;

            Variable NewTangent(int result)
            {
                Variable tangent = context.Variables.New("d" + call.Results[result].Name, call.Results[result].Type);
                tangents[call.Results[result].Id] = tangent;
                return tangent;
            }
        }

        // A row of the Jacobian times the tangents, for each result.
        private Dictionary<int, Operand> ByReverseRule(IrBuilder builder)
        {
            CallText rule = custom.Reverse!;
            if (call.Results.Any(context.Shadows.Has) || ChangesBuffers(call, context))
            {
                throw new UnsupportedDerivativeException(
                    $"'{call.Callee.Name}' changes or returns a buffer: forward mode needs a forward derivative of it, one whose name ends in Jvp", call.Site);
            }

            var tangents = new Dictionary<int, Operand>();
            foreach (Variable result in call.Results.Where(context.Activity.IsActive))
            {
                tangents[result.Id] = Row(rule, result, builder);
            }

            return tangents;
        }

        private Operand Row(CallText rule, Variable result, IrBuilder builder)
        {
            var adjoints = new List<(int Argument, Operand Adjoint)>();
            var holes = new List<Hole>();
            foreach (CallHole hole in rule.Holes)
            {
                switch (hole.Kind)
                {
                    case CallHoleKind.Cotangent:
                        holes.Add(new ValueHole(Unit(call.Results[hole.Result], result)));
                        break;
                    case CallHoleKind.InOutAdjoint:
                        Variable adjoint = context.Variables.New("adjoint", call.Results[hole.Result].Type);
                        holes.Add(new ReferenceHole(adjoint, Unit(call.Results[hole.Result], result)));
                        adjoints.Add((hole.Argument, adjoint));
                        break;
                    case CallHoleKind.Adjoint:
                        Operand buffer = call.Arguments[hole.Argument];
                        Operand zeros = buffer is Variable
                            ? new ShadowCode(context).ZerosLike(buffer, (BufferType)buffer.Type, builder)
                            : Constant.Default(((BufferType)buffer.Type).Writable);
                        holes.Add(new ValueHole(zeros));
                        adjoints.Add((hole.Argument, zeros));
                        break;
                    default:
                        holes.Add(Primal(hole));
                        break;
                }
            }

            List<Variable> returned = rule.Leaves.Map(leaf => context.Variables.New("t", leaf.Type, isTemporary: true)).ToList();
            RuleCalls.Emit(rule, holes, returned, custom, Effects.Anything, call.Site, builder);
            adjoints.AddRange(returned.Select((adjoint, i) => (custom.Adjoints[i], (Operand)adjoint)).Where(entry => entry.Item2.Type.IsFloat));
            Operand total = Constant.Float(result.Type, 0);
            foreach ((int argument, Operand adjoint) in adjoints)
            {
                Operand operand = call.Arguments[argument];
                Operand part = operand.Type is BufferType
                    ? context.Shadows.Has(operand) ? Dot(adjoint, context.ShadowOf(operand), result.Type, builder) : Constant.Float(result.Type, 0)
                    : builder.Convert(builder.Multiply(adjoint, builder.Convert(tangentOf(operand), adjoint.Type)), result.Type);
                total = builder.Add(total, part);
            }

            return total;
        }

        private Variable Dot(Operand adjoints, Operand tangents, IrType type, IrBuilder builder)
        {
            IrType element = ((BufferType)adjoints.Type).Element;
            Variable index = context.Variables.New("i", ScalarType.Int32), partial = context.Variables.New("sum", type), result = context.Variables.New("sum", type);
            var inner = new IrBuilder(context.Variables);
            Variable adjoint = inner.Let(new Load(adjoints, [index], element) { IsSafe = true });
            Variable tangent = inner.Let(new Load(tangents, [index], element) { IsSafe = true });
            Operand next = inner.Add(partial, inner.Convert(inner.Multiply(adjoint, tangent), type));
            builder.Emit(new For(index, Constant.Int(0), BinaryOperator.Less, builder.Let(new Length(adjoints)), 1, inner.ToBlock())
            {
                Carried = [new Carried(partial, Constant.Float(type, 0), partial, next, result)],
            });
            return result;
        }

        private static Operand Unit(Variable result, Variable which) =>
            result.Type.IsFloat ? Constant.Float(result.Type, result.Id == which.Id ? 1 : 0) : Constant.Default(result.Type);

        private ValueHole Primal(CallHole hole) => new(
            hole.Kind == CallHoleKind.Result ? call.Results[hole.Result]
            : _before.TryGetValue(hole.Argument, out Operand? before) ? before
            : call.Arguments[hole.Argument]);

        private Operand TangentOf(Operand argument, IrBuilder builder) => argument switch
        {
            { Type: BufferType } when context.Shadows.Has(argument) => context.ShadowOf(argument),
            { Type: BufferType { IsTensor: true } tensor } => Constant.Default(tensor),
            Variable { Type: BufferType type } => new ShadowCode(context).ZerosLike(argument, type, builder),
            { Type: BufferType } => Constant.Default(context.ShadowTypeOf(argument)),
            _ => builder.Convert(tangentOf(argument), argument.Type),
        };
    }
}
