using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>Values taken apart by their <c>Deconstruct</c>: a record's own, an aggregate's code in place, or code without a derivative.</summary>
internal sealed partial class MethodLowering
{
    private (Value[] Elements, ITypeSymbol[] Types) CallDeconstruct(IOperation operation, IMethodSymbol method, Value value)
    {
        IMethodSymbol called = Substitution.Apply(method.ReducedFrom is { } extension && extension.IsGenericMethod ? extension.Construct([.. method.TypeArguments]) : method.ReducedFrom ?? method);
        IParameterSymbol[] outs = (called.IsExtensionMethod ? called.Parameters.Skip(1) : called.Parameters).ToArray();
        Value[] elements = OwnParts(operation, called, value)
            ?? (IsAggregateCode(called) || (MarkedMethod.IsMarked(called) && !IsForeign(called)) ? DeconstructInPlace(operation, called, value, outs) : DeconstructOpaque(called, value, outs));
        return (elements, Array.ConvertAll(outs, parameter => parameter.Type));
    }

    // What the compiler writes for a record: its properties by the names of the parameters.
    private Value[]? OwnParts(IOperation operation, IMethodSymbol method, Value value)
    {
        if (!method.IsImplicitlyDeclared || !method.ContainingType.IsRecord || !IsAggregateCode(method.ContainingType))
        {
            return null;
        }

        Place self = NewPlaceFor(value);
        Write(self, value);
        var parts = new Value[method.Parameters.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            INamedTypeSymbol type = method.ContainingType;
            ISymbol? named = type.GetMembers(method.Parameters[i].Name).FirstOrDefault(member => member is IPropertySymbol or IFieldSymbol);
            if (named is not null && Aggregates.IndexOf(type, named) is var index and >= 0 && PlaceIn(self, type, Aggregates.MembersOf(type)[index]) is { } place)
            {
                parts[i] = Read(WithoutGradient(Aggregates.MembersOf(type)[index].IsActive, place));
            }
            else if (named is IPropertySymbol { GetMethod: { } getter })
            {
                parts[i] = CallTarget(operation, getter, self, [], null, isBase: false);
            }
            else
            {
                return null;
            }
        }

        return parts;
    }

    private bool IsAggregateCode(INamedTypeSymbol type) => Aggregates.IsAggregate(type) && type.DeclaringSyntaxReferences.Any(declaration => _compilation.ContainsSyntaxTree(declaration.SyntaxTree));

    private Value[] DeconstructInPlace(IOperation operation, IMethodSymbol method, Value value, IParameterSymbol[] outs)
    {
        Place self = NewPlaceFor(value);
        Write(self, value);
        Place[] places = Array.ConvertAll(outs, parameter => NewLocalPlace(parameter.Type, parameter.Name, operation));
        if (method.IsExtensionMethod)
        {
            CallTarget(operation, method, null, [self, .. places], null, isBase: false);
        }
        else if (IsOverridable(method) && self is VariablePlace { Variable: var variable })
        {
            CallVirtual(operation, method, variable, method.ContainingType, places, null);
        }
        else
        {
            CallTarget(operation, method, self, places, null, isBase: false);
        }

        return Array.ConvertAll(places, Read);
    }

    private Value[] DeconstructOpaque(IMethodSymbol called, Value value, IParameterSymbol[] outs)
    {
        OpaqueText text = new(this);
        if (called.IsExtensionMethod)
        {
            text.Add(QualifiedNames.Type(called.ContainingType) + "." + PrintedName(called) + "(").Add(value);
        }
        else
        {
            text.Add(value).Add(".Deconstruct(");
        }

        var results = new Variable[outs.Length];
        for (int i = 0; i < outs.Length; i++)
        {
            results[i] = NewTemporary(TypeMapping.Of(outs[i].Type));
            text.Add(i > 0 || called.IsExtensionMethod ? ", out " : "out ").AddReference(results[i], isRead: false);
        }

        EmitOpaque(text.Add(")"), called.ReturnType, Effects.Anything, new IfActive(DiagnosticDescriptors.CallWithoutDerivative, called.Name));
        return Array.ConvertAll(results, result => SplitTuple(result));
    }
}
