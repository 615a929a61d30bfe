using System.Collections.Immutable;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Calls of methods without a derivative.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>A call of a method that nothing is known about but its signature, kept as C#.</summary>
    private Value LowerOpaqueInvocation(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!CanPrint(method, call))
        {
            return RejectedValue(call);
        }

        CallProfile profile = Profile(method, call);
        OpaqueText text = new(this);
        if (call.Instance is { } instance)
        {
            AppendReceiver(text, instance, method);
            text.Add("." + PrintedName(method));
        }
        else
        {
            text.Add((call.ConstrainedToType is { } owner ? QualifiedNames.Type(owner) : QualifiedNames.Owner(method)) + "." + PrintedName(method));
        }

        AppendArguments(text.Add("("), call.Arguments, profile.AcceptsActive);
        _operation = call;
        return EmitOpaque(text.Add(")"), method.ReturnType, profile.Effects, profile.IfActive, runsOnce: !profile.IsPure);
    }

    /// <summary>What a call may do, and what to report if its arguments are active.</summary>
    private readonly record struct CallProfile(Effects Effects, bool IsPure, IfActive? IfActive)
    {
        public bool AcceptsActive => IfActive is null;
    }

    private CallProfile Profile(IMethodSymbol method, IInvocationOperation call)
    {
        ITypeSymbol[] types = call.Arguments.SelectMany(ArgumentTypes).ToArray();
        if (call.Instance?.Type is { } receiver && TypeMapping.Of(receiver) is BufferType)
        {
            types = [receiver, .. types];
        }

        bool isPure = CallEffects.IsPure(method) && types.All(CallEffects.IsPlain);
        Effects effects = method.IsStatic && types.All(CallEffects.IsPlain) && method.Parameters.All(parameter => parameter.RefKind == RefKind.None)
            ? EffectsOf(method) & ~Effects.WritesOperands
            : CallEffects.Of(method, types);
        if (IsBitCast(method))
        {
            return new(effects, isPure, new IfActive(DiagnosticDescriptors.BitCast, NameForMessage(method)));
        }

        bool mayWriteBuffer = (effects & Effects.WritesOperands) != 0 && types.Any(type =>
            TypeMapping.Of(type) is BufferType { Kind: not BufferKind.ReadOnlySpan } buffer && (buffer.CanBeActive || TypeMapping.CanHoldFloat(type)));
        bool writesReference = call.Arguments.Any(argument => argument.Parameter?.RefKind == RefKind.Ref && TypeMapping.CanBeActive(argument.Parameter.Type));
        bool isAllowed = !mayWriteBuffer && !writesReference && method.MethodKind != MethodKind.DelegateInvoke && IsWithoutDerivative(method.ReturnType);
        return new(effects, isPure, isAllowed ? null : ErrorIfActive(method, call));
    }

    private static IfActive ErrorIfActive(IMethodSymbol method, IInvocationOperation call)
    {
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return new(DiagnosticDescriptors.DelegateCall, call.Instance?.Syntax.ToString() ?? method.Name);
        }

        if (method.ContainingType is { } container && TypeMapping.IsIn(container, "System.Linq"))
        {
            return new(DiagnosticDescriptors.LinqCall, method.Name);
        }

        if ((call.ConstrainedToType ?? call.Instance?.Type) is { } called && Substitution.Apply(called) is ITypeParameterSymbol parameter)
        {
            return new(
                DiagnosticDescriptors.VirtualCall,
                NameOf(method),
                $"a member of '{parameter.Name}', so the code that runs is known only where '{parameter.Name}' is",
                $"Take a type marked [Differentiable], or an abstract class that is, in the place of '{parameter.Name}'");
        }

        if (call.IsVirtual && method.ContainingType is { IsSealed: false, IsValueType: false })
        {
            return new(DiagnosticDescriptors.VirtualCall, NameOfVirtual(method));
        }

        return new(DiagnosticDescriptors.CallWithoutDerivative, NameForMessage(method));
    }

    /// <summary>A method in a message: with its type when it is another's.</summary>
    private static string NameForMessage(IMethodSymbol method) =>
        method.IsStatic && !method.IsExtensionMethod && method.ContainingType is { } type && !type.Locations.Any(location => location.IsInSource)
            ? type.Name + "." + method.Name
            : method.Name;

    /// <summary>The kinds of result that an active argument may go into: guards, logging and counting.</summary>
    private static bool IsWithoutDerivative(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || (type.Name == "StringBuilder" && TypeMapping.IsIn(type, "System.Text"))
        || type.SpecialType is SpecialType.System_Void or SpecialType.System_String
        || TypeMapping.ScalarKindOf(type) is not (null or ScalarKind.Single or ScalarKind.Double);

    private static bool IsBitCast(IMethodSymbol method) => method.ContainingType?.Name switch
    {
        "BitConverter" => TypeMapping.IsIn(method.ContainingType, "System"),
        "Unsafe" => TypeMapping.IsIn(method.ContainingType, "System.Runtime.CompilerServices"),
        "MemoryMarshal" => TypeMapping.IsIn(method.ContainingType, "System.Runtime.InteropServices"),
        "BinaryPrimitives" => TypeMapping.IsIn(method.ContainingType, "System.Buffers.Binary"),
        _ => false,
    };

    // The types that reach the callee, before boxing.
    private static IEnumerable<ITypeSymbol> ArgumentTypes(IArgumentOperation argument)
    {
        if (ExpandedElements(argument) is { } elements)
        {
            return elements.Select(element => Unboxed(element).Type).OfType<ITypeSymbol>();
        }

        return HandlerOf(argument.Value) is { } handler
            ? PartsOf(handler).Select(part => Unboxed(part).Type).OfType<ITypeSymbol>()
            : Unboxed(argument.Value).Type is { } type ? [type] : [];
    }

    private static IInterpolatedStringHandlerCreationOperation? HandlerOf(IOperation operation) =>
        Unwrapped(operation) as IInterpolatedStringHandlerCreationOperation;

    /// <summary>The values that go into a handler's string.</summary>
    private static IEnumerable<IOperation> PartsOf(IInterpolatedStringHandlerCreationOperation handler) => handler.Content.DescendantsAndSelf()
        .OfType<IInterpolatedStringAppendOperation>()
        .Where(append => append.Kind == OperationKind.InterpolatedStringAppendFormatted)
        .Select(append => append.AppendCall is IInvocationOperation { Arguments: [var first, ..] } ? first.Value : append);

    /// <summary>The arguments of an expanded <c>params</c> parameter.</summary>
    private static ImmutableArray<IOperation>? ExpandedElements(IArgumentOperation argument) => argument.ArgumentKind switch
    {
        ArgumentKind.ParamArray when argument.Value is IArrayCreationOperation { Initializer: var initializer } =>
            initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty,
        ArgumentKind.ParamCollection when Unwrapped(argument.Value) is ICollectionExpressionOperation collection => collection.Elements,
        _ => null,
    };

    private static IOperation Unwrapped(IOperation operation) => operation is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : operation;

    /// <summary>The operand of a conversion that boxes, or the operation itself.</summary>
    private static IOperation Unboxed(IOperation operation) =>
        operation is IConversionOperation conversion && conversion.GetConversion().IsBoxing ? conversion.Operand : operation;

    private bool CanPrint(IMethodSymbol method, IOperation operation)
    {
        if (method.ContainingType is { } container && !QualifiedNames.CanBeNamed(container) && method.IsStatic)
        {
            Report(DiagnosticDescriptors.UnsupportedSyntax, operation, $"the call of '{method.Name}' in a file-local type", "Make the type internal");
            return false;
        }

        if (!QualifiedNames.CanBeNamed(method.ReturnType))
        {
            Report(DiagnosticDescriptors.UnsupportedSyntax, operation, "a value whose type has no name", "Use a named type");
            return false;
        }

        return true;
    }

    // Type arguments without a name are left to inference.
    private static string PrintedName(IMethodSymbol method) =>
        method.TypeArguments.All(QualifiedNames.CanBeNamed) ? QualifiedNames.MethodName(method) : QualifiedNames.Identifier(method.Name);

    /// <summary>The receiver of an instance member: a value, or the variable itself where the member may change it.</summary>
    private void AppendReceiver(OpaqueText text, IOperation instance, ISymbol member)
    {
        if (instance is IInstanceReferenceOperation)
        {
            AppendImplicitReceiver(text, instance);
            return;
        }

        bool isChanged = instance.Type is { IsValueType: true, TypeKind: not TypeKind.Enum } type
            && TypeMapping.ScalarKindOf(type) is null
            && !type.IsReadOnly
            && member is not IMethodSymbol { IsReadOnly: true } and not IFieldSymbol
            && IsReferable(instance);
        if (!isChanged)
        {
            text.Add(LowerValue(instance));
            return;
        }

        AppendPlace(text, LowerPlace(instance), isRead: true, instance);
    }

    private static bool IsReferable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation or IArrayElementReferenceOperation => true,
        IParameterReferenceOperation { Parameter.RefKind: not (RefKind.In or RefKind.RefReadOnlyParameter) } => true,
        IFieldReferenceOperation { Field.IsReadOnly: false } => true,
        IPropertyReferenceOperation { Property.RefKind: RefKind.Ref } => true,
        _ => false,
    };

    /// <summary>A place as an lvalue of the text.</summary>
    private void AppendPlace(OpaqueText text, Place place, bool isRead, IOperation operation)
    {
        switch (place)
        {
            case VariablePlace variable:
                text.AddReference(variable.Variable, isRead);
                break;
            case ElementPlace element:
                ElementPlace settled = Settle(element);
                (string before, string after) = FieldStep.Around(settled.Path, isWritten: true);
                text.Add(before).Add(settled.Buffer);
                for (int i = 0; i < settled.Indices.Count; i++)
                {
                    text.Add(i == 0 ? "[" : ", ").Add(settled.Indices[i]);
                }

                text.Add(settled.Indices.IsEmpty ? "" : "]").Add(after);
                break;
            case OpaquePlace opaque:
                for (int i = 0; i < opaque.Arguments.Count; i++)
                {
                    text.Add(opaque.Parts[i]).Add(opaque.Arguments[i]);
                }

                text.Add(opaque.Parts[opaque.Parts.Count - 1]);
                break;
            case DiscardPlace:
                text.Add("_");
                break;
            case ChoicePlace:
                Report(DiagnosticDescriptors.UnsupportedSyntax, operation, $"'{FirstLine(operation.Syntax)}', which may refer to one of several places, passed by reference", "Copy it to a local, and back after the call");
                break;
            default:
                Report(DiagnosticDescriptors.UnsupportedSyntax, operation, "a tuple passed by reference", "Copy its elements to locals");
                break;
        }
    }

    /// <summary>Evaluates the arguments in their order and appends them in the order of the parameters.</summary>
    private void AppendArguments(OpaqueText text, ImmutableArray<IArgumentOperation> arguments, bool acceptsActive)
    {
        var fragments = new OpaqueText[arguments.Length];
        for (int i = 0; i < fragments.Length; i++)
        {
            fragments[i] = LowerArgument(text.Fragment(), arguments[i], acceptsActive);
        }

        bool isFirst = true;
        foreach (int i in Enumerable.Range(0, fragments.Length).OrderBy(i => arguments[i].Parameter?.Ordinal ?? i))
        {
            if (!fragments[i].IsEmpty)
            {
                text.Add(isFirst ? "" : ", ").Add(fragments[i]);
                isFirst = false;
            }
        }
    }

    private OpaqueText LowerArgument(OpaqueText text, IArgumentOperation argument, bool acceptsActive)
    {
        if (HandlerOf(argument.Value) is not null)
        {
            AppendArgumentValue(text, argument.Value, acceptsActive);
            return text;
        }

        switch (argument.Parameter?.RefKind)
        {
            case RefKind.Ref:
                AppendPlace(text.Add("ref "), LowerPlace(argument.Value), isRead: true, argument);
                return text;
            case RefKind.Out:
                AppendPlace(text.Add("out "), LowerPlace(argument.Value), isRead: false, argument);
                return text;
        }

        if (ExpandedElements(argument) is { } elements)
        {
            for (int i = 0; i < elements.Length; i++)
            {
                AppendArgumentValue(text.Add(i == 0 ? "" : ", "), elements[i], acceptsActive);
            }
        }
        else
        {
            AppendArgumentValue(text, argument.Value, acceptsActive);
        }

        return text;
    }

    private void AppendArgumentValue(OpaqueText text, IOperation value, bool acceptsActive)
    {
        if (HandlerOf(value) is { } handler)
        {
            // A handler that may say no keeps its parts from being evaluated.
            if ((handler.HandlerCreationHasSuccessParameter || handler.HandlerAppendCallsReturnBool) && PartsOf(handler).Any(part => part.DescendantsAndSelf().Any(HasEffects)))
            {
                Report(DiagnosticDescriptors.UnsupportedSyntax, value, "an interpolated string that is evaluated only if its handler wants it", "Compute its parts before the call");
            }

            AppendHandler(text, handler.Content);
        }
        else if (acceptsActive && !ReferenceEquals(Unboxed(value), value) && value.Type is { } boxed)
        {
            // Boxed for the sake of a call that may see active values.
            text.Add($"({QualifiedNames.Type(boxed)})").Add(LowerValue(Unboxed(value)));
        }
        else
        {
            text.Add(LowerValue(value));
        }
    }

    private Value RejectedValue(IOperation operation)
    {
        _hasErrors = true;
        _rejected ??= operation;
        return operation.Type is null or { SpecialType: SpecialType.System_Void } ? default : DefaultValue(operation.Type);
    }

    /// <summary>The default value of a type, a tuple by its elements.</summary>
    private static Value DefaultValue(ITypeSymbol type) => Composites.PartsOf(type) is { } parts
        ? new Value(parts.Select(part => DefaultValue(part.Type)).ToArray(), Composites.StructOf(type))
        : Constant.Default(TypeMapping.Of(type));
}
