using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>C# that carries no derivative: it is kept as text with holes for the values that it reads.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>What to report if an active value flows into a piece of opaque C#.</summary>
    private sealed record IfActive(DiagnosticDescriptor Descriptor, params string[] Arguments);

    private const string InNumbers = "the value in a float, double, tuple, span, array or list";

    private IfActive LostIn(ITypeSymbol type) => new(DiagnosticDescriptors.ActiveValueInInactiveType, NameForMessage(type), WhereToKeep(type));

    private string WhereToKeep(ITypeSymbol type) => type switch
    {
        _ when !type.Locations.Any(location => location.IsInSource) => "Keep " + InNumbers,
        { IsRefLikeType: true } => "A ref struct can't be marked [Differentiable]: keep its spans and numbers in variables and parameters of their own",
        { TypeKind: TypeKind.Struct or TypeKind.Class, IsStatic: false } => $"Mark '{type.Name}' [Differentiable], keep {InNumbers}",
        _ => "Keep " + InNumbers,
    };

    /// <summary>A type as the user would write it.</summary>
    private static string NameForMessage(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>
    /// Emits opaque C# and gives its value: an expression when it only computes, otherwise a statement that runs exactly once.
    /// </summary>
    /// <param name="text">The C#.</param>
    /// <param name="type">Its type; void for none.</param>
    /// <param name="effects">What it can do.</param>
    /// <param name="ifActive">What to report if one of its operands is active; null when they may be.</param>
    /// <param name="runsOnce">Whether evaluating it again could give something else.</param>
    private Value EmitOpaque(OpaqueText text, ITypeSymbol type, Effects effects, IfActive? ifActive, bool runsOnce = false)
    {
        (EquatableArray<string> parts, EquatableArray<Hole> holes) = text.Resolve();
        if (type.SpecialType == SpecialType.System_Void)
        {
            EmitOpaqueCall(null, parts, holes, effects, ifActive);
            return default;
        }

        Variable result = EmitOpaque(parts, holes, TypeMapping.Of(type), effects, ifActive, runsOnce);
        return SplitTuple(result);
    }

    private Variable EmitOpaque(EquatableArray<string> parts, EquatableArray<Hole> holes, IrType type, Effects effects, IfActive? ifActive, bool runsOnce)
    {
        bool isExpression = !runsOnce && (effects & ~(Effects.Reads | Effects.Throws)) == 0 && holes.All(hole => hole is ValueHole);
        if (isExpression && (ifActive is null || !holes.Any(CanBeActive)))
        {
            return Let(new Opaque(parts, holes.Select(hole => ((ValueHole)hole).Operand).ToEquatableArray(), type, effects));
        }

        Variable result = NewTemporary(type);
        EmitOpaqueCall(result, parts, holes, effects, ifActive);
        return result;
    }

    private void EmitOpaqueCall(Variable? result, EquatableArray<string> parts, EquatableArray<Hole> holes, Effects effects, IfActive? ifActive) =>
        Emit(new OpaqueCall(result, parts, holes, effects)
        {
            DiagnosticIfActive = ifActive is not null && holes.Any(CanBeActive) ? ifActive.Descriptor.Id : null,
            DiagnosticArguments = ifActive is not null && holes.Any(CanBeActive) ? ifActive.Arguments.ToEquatableArray() : default,
        });

    /// <summary>A pure operation on operands that are at hand.</summary>
    private Variable LetOpaque(IrType type, Effects effects, string before, Operand operand, string after) =>
        Let(new Opaque([before, after], [operand], type, effects));

    private static bool CanBeActive(Hole hole) => hole switch
    {
        ValueHole value => value.Operand is not Constant && value.Operand.Type.CanBeActive,
        ReferenceHole { Initial: { } initial } => initial.Type.CanBeActive,
        _ => false,
    };

    /// <summary>The elements of a tuple that opaque C# gave.</summary>
    private Value SplitTuple(Operand value)
    {
        if (value.Type is not StructType tuple)
        {
            return value;
        }

        var elements = new Value[tuple.Fields.Count];
        for (int i = 0; i < elements.Length; i++)
        {
            (string before, string after) = FieldStep.Around([tuple.Fields[i].Name], isWritten: false);
            elements[i] = SplitTuple(LetOpaque(tuple.Fields[i].Type, Effects.None, before, value, after));
        }

        return new Value(elements, tuple.IsTuple ? null : tuple);
    }
}
