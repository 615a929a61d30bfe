using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// Virtual calls and calls of interface members: tests of the receiver's type, one for each implementation that the compilation has. A receiver of another type
/// is an exception when the call is reached; by then no adjoint has been touched.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>An implementation, and the types whose objects run it.</summary>
    private sealed record Implementer(IMethodSymbol Target, List<INamedTypeSymbol> Types);

    private static bool IsOverridable(IMethodSymbol method) =>
        method.ContainingType is { IsValueType: false, IsSealed: false } type
        && ((method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed) && (type.TypeKind != TypeKind.Interface || !method.IsStatic);

    /// <summary>Whether a call that may run several methods is differentiated through them, rather than being one of unknown code.</summary>
    private bool IsDispatched(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (receiver is not INamedTypeSymbol type || !IsOverridable(method) || method.IsGenericMethod)
        {
            return false;
        }

        // A constant receiver and constant arguments give a constant, whatever runs.
        return (TypeMapping.CanBeActive(type) || method.Parameters.Any(parameter => TypeMapping.CanBeActive(parameter.Type)))
            && (TypeMapping.Of(type) is BufferType || !IsWithoutDerivative(method.ReturnType) || method.Parameters.Any(IsWritable))
            && Implementers(method, type).Any(implementer => IsAggregateCode(implementer.Target) || MarkedMethod.IsMarked(implementer.Target));

        static bool IsWritable(IParameterSymbol parameter) => TypeMapping.CanBeActive(parameter.Type)
            && (parameter.RefKind is RefKind.Ref or RefKind.Out || TypeMapping.Of(parameter.Type) is BufferType { Kind: not BufferKind.ReadOnlySpan });
    }

    /// <summary>What a call of a method may run on receivers of a type, as far as the compilation knows.</summary>
    private List<Implementer> Implementers(IMethodSymbol method, INamedTypeSymbol receiver)
    {
        var implementers = new List<Implementer>();
        IAssemblySymbol assembly = receiver.TypeKind == TypeKind.Interface || TypeMapping.Of(receiver) is OpaqueType ? _compilation.Assembly : receiver.ContainingAssembly;
        foreach (INamedTypeSymbol type in DerivedTypes.AssignableTo(receiver, assembly))
        {
            if (Implementation(method, type) is { } target)
            {
                Implementer? known = implementers.Find(implementer => SymbolEqualityComparer.Default.Equals(implementer.Target, target));
                if (known is null)
                {
                    implementers.Add(known = new(target, []));
                }

                known.Types.Add(type);
            }
        }

        return implementers;
    }

    /// <summary>The method that a call of another one runs on an object of exactly a type.</summary>
    public static IMethodSymbol? Implementation(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.FindImplementationForInterfaceMember(method) is not IMethodSymbol implemented ? null
                : IsOverridable(implemented) ? Implementation(implemented, type) : implemented;
        }

        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            foreach (IMethodSymbol candidate in t.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (IMethodSymbol? overridden = candidate; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                    {
                        return candidate.IsAbstract ? null : candidate;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>A call of what the receiver's type says.</summary>
    private Value CallVirtual(IOperation call, IMethodSymbol method, Operand receiver, INamedTypeSymbol type, Place?[] arguments, IReadOnlyList<INamedTypeSymbol>? types, bool isRoot = false)
    {
        List<Implementer> implementers = Implementers(method, type);
        if (types is not null)
        {
            implementers = [.. implementers
                .Select(implementer => implementer with { Types = [.. implementer.Types.Where(known => types.Contains(known, SymbolEqualityComparer.Default))] })
                .Where(implementer => implementer.Types.Count > 0)];
        }

        if (implementers.Count == 0 || method.ReturnsByRef || method.ReturnsByRefReadonly || !implementers.All(implementer => CanRun(implementer, method, receiver, call)))
        {
            return implementers.Count > 0 && _hasErrors ? Rejected(call) : Reject(DiagnosticDescriptors.VirtualCall, call, NameOfVirtual(method));
        }

        // A method that is marked where it is declared has members of its own that do what follows.
        if (!isRoot && MarkedMethod.IsMarked(method) && implementers.Any(implementer => IsActiveFrame(implementer.Target) || IsActiveFrame(method)
            || (BodyOf(implementer.Target) is not null && !CanInline(implementer.Target))))
        {
            IrType own = TypeMapping.Of(method.ContainingType);
            Operand self = own.Equals(receiver.Type) ? receiver : Let(new Convert(receiver, own));
            return SplitCallOf(call, method, new VariablePlace((Variable)self), arguments, null);
        }

        return Choose(call, method, receiver, implementers, arguments, isRoot);
    }

    private Value Choose(IOperation call, IMethodSymbol method, Operand receiver, List<Implementer> implementers, Place?[] arguments, bool isRoot)
    {
        Place? result = method.ReturnsVoid ? null : NewResultPlace(method.ReturnType, "result", call);
        Try(0);
        _operation = call;
        return result is null ? default : Read(result);

        void Try(int index)
        {
            _operation = call;
            if (index == implementers.Count)
            {
                string name = $"{method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)}.{NameOf(method)}";
                Emit(new Throw(LetOpaque(
                    new OpaqueType("global::System.Exception"), Effects.None, "global::AutoDiff.CompilerServices.Dispatch.Unknown(", receiver, $", {Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(name, quote: true)})")));
                _region.IsReachable = false;
                return;
            }

            Implementer implementer = implementers[index];
            LowerIf(IsOneOf(receiver, implementer.Types, isFirst: index == 0), () => Run(implementer), () => Try(index + 1));
        }

        void Run(Implementer implementer)
        {
            int first = NextVariableId;
            Place self = ReceiverAs(receiver, implementer.Target.ContainingType);
            Value value = isRoot && SymbolEqualityComparer.Default.Equals(implementer.Target, method) && BodyOf(method) is { } body
                ? RunInPlace(call, method, body, self, arguments, implementer.Types)
                : CallTarget(call, implementer.Target, self, arguments, implementer.Types, isBase: false, isOneOfMany: implementers.Count > 1);
            _operation = call;
            if (result is null || !_region.IsReachable)
            {
                return;
            }

            // An override may promise more of its result.
            if (value.Operand is { } operand && result is VariablePlace { Variable.Type: { } type } && !operand.Type.Equals(type) && type is BufferType { Kind: BufferKind.Object })
            {
                value = Let(new Convert(operand, type));
            }

            Write(result, value, first);
        }
    }

    private Variable IsOneOf(Operand receiver, List<INamedTypeSymbol> types, bool isFirst)
    {
        string[] parts = [.. types.Select((type, i) => (i == 0 ? "(" : $".GetType() == typeof({QualifiedNames.Type(types[i - 1])}) || ")), $".GetType() == typeof({QualifiedNames.Type(types[types.Count - 1])}))"];
        return Let(new Opaque(parts.ToEquatableArray(), types.Select(_ => receiver).ToEquatableArray(), ScalarType.Boolean, isFirst ? Effects.Throws : Effects.None));
    }

    private Place ReceiverAs(Operand receiver, INamedTypeSymbol type)
    {
        IrType own = TypeMapping.Of(type);
        if (own.Equals(receiver.Type))
        {
            return new VariablePlace((Variable)receiver);
        }

        if (own is BufferType && receiver.Type is BufferType)
        {
            return new VariablePlace(Let(new Convert(receiver, own)));
        }

        Value value = SplitTuple(LetOpaque(own, Effects.None, $"(({QualifiedNames.Type(type)})", receiver, ")"));
        Place place = NewPlaceFor(value);
        Write(place, value);
        return place;
    }

    // Reports what keeps an implementation from being differentiated through.
    private bool CanRun(Implementer implementer, IMethodSymbol method, Operand receiver, IOperation call)
    {
        if (Problem(implementer, receiver) is not var (why, wayOut))
        {
            return true;
        }

        Report(DiagnosticDescriptors.VirtualCall, call, NameOf(method), $"{KindOf(method)}, and {why}", wayOut);
        return false;
    }

    private (string Why, string WayOut)? Problem(Implementer implementer, Operand receiver)
    {
        IMethodSymbol target = implementer.Target;
        if (receiver.Type is BufferType && implementer.Types.Find(type => !Aggregates.IsAggregate(type)) is { } unmarked)
        {
            return ($"'{unmarked.Name}', which its receiver may be, isn't marked as its base class is", $"Mark '{unmarked.Name}' [Differentiable]");
        }

        if (receiver.Type is OpaqueType && implementer.Types.Find(TypeMapping.CanBeActive) is { } active)
        {
            return ($"the derivatives with respect to the members of '{active.Name}', which its receiver may be, would be lost", "Call it through an abstract class marked [Differentiable]");
        }

        if (!IsAggregateCode(target) && !MarkedMethod.IsMarked(target))
        {
            return ($"'{target.ContainingType.Name}.{NameOf(target)}', which it may run, isn't differentiable", $"Mark '{target.ContainingType.Name}.{NameOf(target)}' [Differentiable]");
        }

        if (implementer.Types.Find(type => !_compilation.IsSymbolAccessibleWithin(type, _lifting.Root.ContainingType)) is { } hidden)
        {
            return ($"the code that is generated in '{_lifting.Root.ContainingType.Name}' can't reach '{hidden.Name}', which its receiver may be", $"Make '{hidden.Name}' internal");
        }

        return null;
    }

    /// <summary>What the diagnostic about a virtual call says of one whose code isn't known.</summary>
    private static string[] NameOfVirtual(IMethodSymbol method) =>
        [NameOf(method), $"{KindOf(method)}, so the code that runs is known only at run time", "Call a static or sealed method, or cut the arguments with Gradient.Stop"];

    // An accessor by its property.
    private static string NameOf(IMethodSymbol method) => method.AssociatedSymbol?.Name ?? method.Name;

    // Code that is repeated for each receiver, and for each receiver in it, grows fast.
    private bool IsLarge(IBlockOperation body)
    {
        int size = 0;
        return body.Descendants().Any(operation => ++size > 60 || (operation is IInvocationOperation { IsVirtual: true } call && call.Instance is { } instance && IsDispatched(call.TargetMethod, instance.Type)));
    }

    private static string KindOf(IMethodSymbol method) =>
        method.ContainingType.TypeKind == TypeKind.Interface ? "an interface member" : method.IsAbstract ? "abstract" : "virtual";
}
