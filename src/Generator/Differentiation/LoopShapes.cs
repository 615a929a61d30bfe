using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>What the transform needs to know of loops: which keep their residuals in regions, how many iterations they have, how to run them backwards.</summary>
internal sealed class LoopShapes(ReverseContext context)
{
    private readonly Dictionary<Scope, bool> _hasRegions = [];
    private readonly Dictionary<Scope, bool> _mayHaveRegions = [];
    private bool? _mustRelease;

    /// <summary>Whether the residuals of the loop's iterations lie in one region each, indexed by iteration.</summary>
    public bool HasRegions(Scope loop)
    {
        if (!_hasRegions.TryGetValue(loop, out bool result))
        {
            result = loop.Owner is For { Step: 1 } counted
                && counted.Index.Type.Equals(ScalarType.Int32)
                && (context.IsLocal(loop.Parent!) || IsLeaf(counted.Body));
            _hasRegions[loop] = result;
        }

        return result;
    }

    /// <summary>Whether residuals of a type can lie in regions although there are loops inside, if nothing in those keeps values of that type.</summary>
    public bool MayHaveRegions(Scope loop)
    {
        if (!_mayHaveRegions.TryGetValue(loop, out bool result))
        {
            result = loop.Owner is For { Step: 1 } counted
                && counted.Index.Type.Equals(ScalarType.Int32)
                && !IrWalk.All(counted.Body).Any(static s => s is Loop or SplitCall { ReverseRule: null });
            _mayHaveRegions[loop] = result;
        }

        return result;
    }

    /// <summary>
    /// Whether the region of a loop outside of loops must leave the tape before what lies below it is popped. Where there are only such loops, regions are all that is on the
    /// tape, found without it.
    /// </summary>
    public bool MustReleaseRegions => _mustRelease ??= context.FusedLoop is not null || IrWalk.All(context.Function.Body).Any(statement => statement switch
    {
        SplitCall or Loop => true,
        For loop when context.Tree.ScopeOf(loop.Body) is var scope => !HasRegions(scope) || !context.IsLocal(scope.Parent!) || DefinesBuffers(loop.Body),
        _ => false,
    });

    /// <summary>Whether references are assigned in a loop's body: what is kept of them is pushed.</summary>
    public static bool DefinesBuffers(Block body) => IrWalk.All(body).Any(statement => IrWalk.Definitions(statement).Any(variable => variable.Type is BufferType));

    /// <summary>The number of iterations of a loop with step 1, as <c>int</c> or <c>long</c>.</summary>
    public static Operand CountIterations(IrBuilder builder, For loop, Operand start, Operand limit, bool isLimitNonNegative)
    {
        if (loop.Comparison == BinaryOperator.Less && start is Constant { IsZero: true })
        {
            return isLimitNonNegative
                ? limit
                : builder.Let(new Intrinsic("Math.Max", "global::System.Math.Max", [limit, Constant.Int(0)], ScalarType.Int32), "count");
        }

        Operand difference = builder.Let(new Binary(BinaryOperator.Subtract, Widen(builder, limit), Widen(builder, start), ScalarType.Int64));
        if (loop.Comparison == BinaryOperator.LessOrEqual)
        {
            difference = builder.Let(new Binary(BinaryOperator.Add, difference, Constant.Long(1), ScalarType.Int64));
        }

        return builder.Let(new Intrinsic("Math.Max", "global::System.Math.Max", [difference, Constant.Long(0)], ScalarType.Int64), "count");
    }

    /// <summary>Whether an <c>int</c> can't be negative: a length, or a constant.</summary>
    public bool IsNonNegative(Operand operand) => operand switch
    {
        Constant constant => constant.Integer >= 0,
        Variable variable => context.Tree.TryGet(variable.Id, out Definition definition) && definition.Expression is Length,
        _ => false,
    };

    /// <summary>
    /// The loop that runs the iterations of <paramref name="loop"/> backwards over <paramref name="body"/>, which reads <paramref name="index"/>. It must be right for every bound:
    /// no trips, and bounds next to the ends of the type's range.
    /// </summary>
    public For Reverse(IrBuilder before, For loop, Variable index, Block body, EquatableArray<Carried> carried, Operand start, Operand limit)
    {
        IrType type = index.Type;
        bool isInt = type.Equals(ScalarType.Int32);
        if (loop.Step == 1 && start is Constant { Integer: >= 0 })
        {
            // The last index is limit - 1 (limit, when inclusive): below the start when there are no trips.
            Operand last = limit;
            if (loop.Comparison == BinaryOperator.Less)
            {
                if (!IsNonNegative(loop.Limit))
                {
                    last = before.Let(new Intrinsic("Math.Max", "global::System.Math.Max", [limit, start], type));
                }

                last = before.Let(new Binary(BinaryOperator.Subtract, last, isInt ? Constant.Int(1) : Constant.Long(1), type));
            }

            return new For(index, last, BinaryOperator.GreaterOrEqual, start, -1, body) { Carried = carried };
        }

        if (loop is { Step: -1, Comparison: BinaryOperator.GreaterOrEqual } && limit is Constant { Integer: >= 0 })
        {
            return new For(index, limit, BinaryOperator.LessOrEqual, start, 1, body) { Carried = carried };
        }

        Operand trips = CountTrips(before, loop, start, limit);
        Variable trip = context.Variables.New("trip", ScalarType.Int64);
        var builder = new IrBuilder(context.Variables);
        Operand back = builder.Let(new Binary(BinaryOperator.Subtract, trip, Constant.Long(1), ScalarType.Int64));
        Operand offset = loop.Step == 1 ? back : builder.Let(new Binary(BinaryOperator.Multiply, back, Constant.Long(loop.Step), ScalarType.Int64));
        Operand wideStart = isInt ? builder.Let(new Convert(start, ScalarType.Int64)) : start;
        Expression sum = new Binary(BinaryOperator.Add, wideStart, offset, ScalarType.Int64);
        builder.Emit(new Assign(index, isInt ? new Convert(builder.Let(sum), type) : sum));
        return new For(trip, trips, BinaryOperator.Greater, Constant.Long(0), -1, new Block(builder.Statements.Concat(body.Statements).ToEquatableArray()))
        {
            Carried = carried,
        };
    }

    // The trip count as a long. For long bounds the difference may wrap only when the loop had more than 2^63 iterations.
    private static Operand CountTrips(IrBuilder before, For loop, Operand start, Operand limit)
    {
        bool isAscending = loop.Step > 0;
        Operand from = Widen(before, isAscending ? start : limit);
        Operand to = Widen(before, isAscending ? limit : start);
        Operand distance = before.Let(new Binary(BinaryOperator.Subtract, to, from, ScalarType.Int64));
        long step = Math.Abs(loop.Step);
        long rounding = loop.Comparison is BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual ? step : step - 1;
        Operand trips = rounding == 0 ? distance : before.Let(new Binary(BinaryOperator.Add, distance, Constant.Long(rounding), ScalarType.Int64));
        if (step != 1)
        {
            trips = before.Let(new Binary(BinaryOperator.Divide, trips, Constant.Long(step), ScalarType.Int64));
        }

        // Division rounds towards zero, so an empty range could count as one trip: ask the loop's own condition.
        Operand runs = before.Compare(loop.Comparison, start, limit);
        return before.Let(new Ir.Select(runs, trips, Constant.Long(0)), "trips");
    }

    private static Operand Widen(IrBuilder before, Operand operand) => operand is Constant { Integer: { } value }
        ? Constant.Long(value)
        : operand.Type.Equals(ScalarType.Int64) ? operand : before.Let(new Convert(operand, ScalarType.Int64));

    private static bool IsLeaf(Block body) => !IrWalk.All(body).Any(s => s is Loop or For or SplitCall { ReverseRule: null });
}
