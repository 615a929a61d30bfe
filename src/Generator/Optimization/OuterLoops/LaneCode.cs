using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>The C# of vectors with one number, or one condition, for each of the iterations that run side by side.</summary>
internal sealed class LaneCode(ScalarType element)
{
    private const string Vector = "global::System.Runtime.Intrinsics.Vector512";
    public const string Runtime = "global::AutoDiff.CompilerServices.OuterLanes.";

    private readonly string _maskElement = element.Kind == ScalarKind.Double ? "long" : "int";
    private readonly string _asNumbers = Vector + (element.Kind == ScalarKind.Double ? ".AsDouble(" : ".AsSingle(");
    private readonly string _asMask = Vector + (element.Kind == ScalarKind.Double ? ".AsInt64(" : ".AsInt32(");

    /// <summary>How many iterations run side by side.</summary>
    public int Width { get; } = element.Kind == ScalarKind.Double ? 8 : 16;

    public ScalarType Element => element;

    /// <summary>A vector of numbers.</summary>
    public OpaqueType Numbers { get; } = new($"{Vector}<{element.CSharp}>", IsReference: false);

    /// <summary>A vector of conditions: all bits of an element, or none.</summary>
    public OpaqueType Masks { get; } = new($"{Vector}<{(element.Kind == ScalarKind.Double ? "long" : "int")}>", IsReference: false);

    public Constant Zero => new(Numbers, Numbers.Name + ".Zero");

    /// <summary>The type of a vector of values of a type, or that type where each lane has a variable.</summary>
    public IrType TypeOf(IrType type) => type is ScalarType { IsFloat: true } ? Numbers : type is ScalarType { Kind: ScalarKind.Boolean } ? Masks : type;

    public Opaque Broadcast(Operand number) => new([Vector + ".Create(", ")"], [number], Numbers, Effects.None);

    public Opaque MaskOf(Operand condition) => new([$"{Runtime}Mask<{_maskElement}>(", ")"], [condition], Masks, Effects.None);

    public Opaque Create(IReadOnlyList<Operand> lanes) => Gathered(lanes, Numbers, Vector + ".Create(");

    /// <summary>The lanes after the first few.</summary>
    public Opaque Fresh(Operand skipped) => new([Runtime + (element.Kind == ScalarKind.Double ? "Fresh64(" : "Fresh32("), ")"], [skipped], Masks, Effects.None);

    /// <summary>Whether a number is as large as normal ones.</summary>
    public Opaque IsNormal(Operand vector) => new([Runtime + "IsNormal(", ")"], [vector], Masks, Effects.None);

    /// <summary>Zeros that a sum has the same bits without.</summary>
    public Constant Nothing(bool isSubtracted) => isSubtracted ? Zero : new(Numbers, $"{Vector}.Create(-0.0{(element.Kind == ScalarKind.Double ? "" : "f")})");

    /// <summary>A mask of one condition for each lane.</summary>
    public Opaque Masked(IReadOnlyList<Operand> conditions)
    {
        string bits = element.Kind == ScalarKind.Double ? " ? -1L : 0L" : " ? -1 : 0";
        string[] parts = [Vector + ".Create(", .. Enumerable.Repeat(bits + ", ", Width - 1), bits + ")"];
        return new Opaque(new(parts), new([.. conditions]), Masks, Effects.None);
    }

    private static Opaque Gathered(IReadOnlyList<Operand> lanes, OpaqueType type, string function)
    {
        string[] parts = [function, .. Enumerable.Repeat(", ", lanes.Count - 1), ")"];
        return new Opaque(new(parts), new([.. lanes]), type, Effects.None);
    }

    /// <summary>The number of one lane.</summary>
    public Opaque Lane(Operand vector, int lane) => new([Vector + ".GetElement(", $", {lane})"], [vector], element, Effects.None);

    /// <summary>The condition of one lane.</summary>
    public Opaque LaneOfMask(Operand mask, int lane) => new([Vector + ".GetElement(", $", {lane}) != 0"], [mask], ScalarType.Boolean, Effects.None);

    /// <summary>The numbers of one vector where the condition holds, of the other where it doesn't. A zero has no bits: one operation chooses between it and others.</summary>
    public Opaque Choose(Operand mask, Operand whenTrue, Operand whenFalse) => whenFalse.Equals(Zero)
        ? new([$"{Vector}.BitwiseAnd({_asNumbers}", "), ", ")"], [mask, whenTrue], Numbers, Effects.None)
        : whenTrue.Equals(Zero) ? new([Vector + ".AndNot(", ", " + _asNumbers, "))"], [whenFalse, mask], Numbers, Effects.None)
        : new([$"{Vector}.ConditionalSelect({_asNumbers}", "), ", ", ", ")"], [mask, whenTrue, whenFalse], Numbers, Effects.None);

    /// <summary>The sum of two vectors, or another operation that C# has for them.</summary>
    public Opaque Binary(BinaryOperator operation, Operand left, Operand right) => new(["", $" {BinaryOperators.TextOf(operation)} ", ""], [left, right], Numbers, Effects.None);

    /// <summary>The conditions without which a loop does nothing: all that it does is to add numbers that are zero where none of them holds. Null when there are none.</summary>
    public IReadOnlyList<Operand>? MasksOf(For loop)
    {
        if (!loop.Carried.IsEmpty)
        {
            return null;
        }

        var masks = new List<Operand>();
        var chosen = new Dictionary<int, Operand[]>();
        EquatableArray<string> choice = Choose(Zero, Zero, Zero).Parts, sum = Binary(BinaryOperator.Add, Zero, Zero).Parts;
        foreach (Statement statement in loop.Body.Statements)
        {
            switch (statement)
            {
                case Assign { Value: Opaque opaque } assign when opaque.Parts.Equals(choice):
                    chosen[assign.Target.Id] = [opaque.Arguments[0]];
                    break;
                case Assign { Value: Opaque opaque } assign when opaque.Parts.Equals(sum) && ChosenBy(opaque.Arguments[0]) is { } first && ChosenBy(opaque.Arguments[1]) is { } second:
                    chosen[assign.Target.Id] = [.. first, .. second];
                    break;
                case Assign assign when assign.Value is Load || (assign.Value.Effects & Effects.Throws) == 0:
                case Comment:
                    break;
                case Accumulate accumulate when ChosenBy(accumulate.Value) is { } conditions:
                    masks.AddRange(conditions.Where(condition => !masks.Exists(condition.IsSameAs)));
                    break;
                default:
                    return null;
            }
        }

        HashSet<int> inside = IrWalk.DefinedIn(loop.Body);
        return masks.Count > 0 && masks.TrueForAll(mask => mask is Variable outside && !inside.Contains(outside.Id)) ? masks : null;

        Operand[]? ChosenBy(Operand operand) => operand is Variable variable && chosen.TryGetValue(variable.Id, out Operand[]? conditions) ? conditions : null;
    }

    public Opaque ChooseMask(Operand mask, Operand whenTrue, Operand whenFalse) => new([Vector + ".ConditionalSelect(", ", ", ", ", ")"], [mask, whenTrue, whenFalse], Masks, Effects.None);

    /// <summary>Whether the condition holds in any lane.</summary>
    public Opaque Any(Operand mask) => new([Masks.Name + ".Zero != ", ""], [mask], ScalarType.Boolean, Effects.None);

    public Opaque Not(Operand mask) => new(["(~", ")"], [mask], Masks, Effects.None);

    public Opaque Sum(Operand vector) => new([Vector + ".Sum(", ")"], [vector], element, Effects.None);

    public Opaque Negate(Operand vector) => new([Runtime + "Negate(", ")"], [vector], Numbers, Effects.None);

    /// <summary>A comparison of numbers.</summary>
    public Opaque Compare(BinaryOperator comparison, Operand left, Operand right) => new(
        [_asMask + (comparison == BinaryOperator.NotEqual ? $"~{Vector}.Equals(" : $"{Vector}.{Comparisons[comparison]}("), ", ", "))"], [left, right], Masks, Effects.None);

    /// <summary>An operation on conditions.</summary>
    public Opaque Combine(BinaryOperator operation, Operand left, Operand right) => operation switch
    {
        BinaryOperator.Equal => new Opaque(["(~(", " ^ ", "))"], [left, right], Masks, Effects.None),
        BinaryOperator.NotEqual => new Opaque(["", " ^ ", ""], [left, right], Masks, Effects.None),
        _ => Binary(operation, left, right) with { Type = Masks },
    };

    /// <summary>A function of numbers that has a form for vectors with the same bits, or that may be another under fast mathematics; null when there is none.</summary>
    public Opaque? Function(string key, IReadOnlyList<Operand> arguments, bool isFast)
    {
        string? name = key switch
        {
            "Math.Sqrt" or "MathF.Sqrt" => Vector + ".Sqrt",
            "Math.Abs" or "MathF.Abs" => Vector + ".Abs",
            "Math.Floor" or "MathF.Floor" => Vector + ".Floor",
            "Math.Ceiling" or "MathF.Ceiling" => Vector + ".Ceiling",
            "Math.Exp" or "Math.Log" or "Math.Tanh" when isFast && element.Kind == ScalarKind.Double => "global::AutoDiff.CompilerServices.VectorFunctions." + key.Substring("Math.".Length),
            _ => null,
        };
        return name is null ? null : Gathered(arguments, Numbers, name + "(");
    }

    private static readonly Dictionary<BinaryOperator, string> Comparisons = new()
    {
        [BinaryOperator.Equal] = "Equals",
        [BinaryOperator.Less] = "LessThan",
        [BinaryOperator.LessOrEqual] = "LessThanOrEqual",
        [BinaryOperator.Greater] = "GreaterThan",
        [BinaryOperator.GreaterOrEqual] = "GreaterThanOrEqual",
    };
}
