using System.Collections.Immutable;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Creation of objects: lists and spans are buffers, anything else carries no derivative.</summary>
internal sealed partial class MethodLowering
{
    // The objects whose initialisers are being lowered, innermost last.
    private readonly Stack<Place> _initialized = new();

    private Value LowerObjectCreation(IObjectCreationOperation creation)
    {
        if (creation.Type is not { } type || creation.Constructor is not { } constructor)
        {
            return RejectedValue(creation);
        }

        if (RulesOf(constructor, out bool isHidden) is { } rules)
        {
            if (isHidden)
            {
                return RejectHidden(rules, creation, type.Name);
            }

            Value made = LowerRuleCall(rules, constructor, null, creation.Arguments, creation);
            RunInitializerOf(creation, ref made);
            return made;
        }

        if (type is INamedTypeSymbol aggregate && Aggregates.IsAggregate(aggregate))
        {
            return LowerAggregateCreation(creation, aggregate, constructor);
        }

        if (TypeMapping.Of(type) is BufferType buffer)
        {
            return LowerBufferCreation(creation, buffer);
        }

        if (type is INamedTypeSymbol { IsTupleType: true, TupleElements.Length: > 1 } tuple && creation.Initializer is null)
        {
            return creation.Arguments.Length == tuple.TupleElements.Length
                ? new Value(LowerValuesInOrder(creation.Arguments.Select(argument => argument.Value).ToArray()))
                : DefaultValue(type);
        }

        if (!QualifiedNames.CanBeNamed(type))
        {
            Report(DiagnosticDescriptors.UnsupportedSyntax, creation, "an object whose type has no name", "Use a named type");
            return RejectedValue(creation);
        }

        return CreateOpaque(creation, type, constructor);
    }

    private Value CreateOpaque(IObjectCreationOperation creation, ITypeSymbol type, IMethodSymbol constructor, IfActive? ifActive = null)
    {
        // An exception is made to be thrown: whatever is in it, no derivative is lost.
        bool isException = IsException(type);
        ITypeSymbol[] argumentTypes = creation.Arguments.SelectMany(ArgumentTypes).ToArray();
        Effects effects = CallEffects.Of(constructor, argumentTypes);
        IfActive? lost = isException ? null : ifActive ?? LostIn(type);
        OpaqueText text = new(this);
        AppendArguments(text.Add($"new {QualifiedNames.Type(type)}("), creation.Arguments, acceptsActive: isException);
        text.Add(")");
        ImmutableArray<IOperation> initializers = creation.Initializer?.Initializers ?? [];
        bool setsInitOnly = initializers.Any(IsInitOnly);
        if (setsInitOnly && !AppendInitOnly(text, initializers))
        {
            Report(DiagnosticDescriptors.UnsupportedSyntax, creation, $"the initializer of '{type.Name}'", "Pass the values to the constructor, or create it outside of the method");
            return RejectedValue(creation);
        }

        _operation = creation;
        Variable? result = EmitOpaque(text, type, effects, lost, runsOnce: true).Operand as Variable;
        if (result is null || setsInitOnly || initializers.IsEmpty)
        {
            return result is null ? RejectedValue(creation) : (Operand)result;
        }

        RunInitializer(new VariablePlace(result), creation.Initializer);
        return result;
    }

    /// <summary><c>Member = { ... }</c> in an initialiser: the object that the member holds is filled.</summary>
    private void LowerMemberInitializer(IMemberInitializerOperation operation)
    {
        if (operation.InitializedMember.Type is not { IsReferenceType: true } || LowerExpression(operation.InitializedMember) is not { } member)
        {
            RejectUnsupported(operation);
            return;
        }

        Variable target = NewTemporary(member.Type);
        EmitAssign(target, new Copy(member));
        RunInitializer(new VariablePlace(target), operation.Initializer);
    }

    /// <summary>A copy of a record or struct with other members.</summary>
    private Value LowerWith(IWithOperation operation)
    {
        OpaqueText text = new(this);
        text.Add("(").Add(LowerValue(operation.Operand)).Add(" with");
        if (operation.Type is not { } type || !AppendInitOnly(text, operation.Initializer.Initializers, allowEffects: true))
        {
            return RejectUnsupported(operation);
        }

        _operation = operation;
        return EmitOpaque(text.Add(")"), type, Effects.Anything, LostIn(type), runsOnce: true);
    }

    private static bool IsException(ITypeSymbol type)
    {
        for (ITypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            if (t.Name == "Exception" && TypeMapping.IsIn(t, "System"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInitOnly(IOperation initializer) => initializer is ISimpleAssignmentOperation assignment && assignment.Target switch
    {
        IPropertyReferenceOperation { Property: { IsRequired: true } or { SetMethod.IsInitOnly: true } } => true,
        IFieldReferenceOperation { Field: { IsRequired: true } or { IsReadOnly: true } } => true,
        _ => false,
    };

    // Members that can be set only here are set in the text: their values are evaluated before the constructor runs, which shows only if they have effects.
    private bool AppendInitOnly(OpaqueText text, ImmutableArray<IOperation> initializers, bool allowEffects = false)
    {
        for (int i = 0; i < initializers.Length; i++)
        {
            if (initializers[i] is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation target and not IPropertyReferenceOperation { Arguments.IsEmpty: false } } assignment
                || (!allowEffects && assignment.Value.DescendantsAndSelf().Any(HasEffects)))
            {
                return false;
            }

            text.Add(i == 0 ? " { " : ", ").Add(QualifiedNames.Identifier(target.Member.Name) + " = ").Add(LowerValue(assignment.Value));
        }

        text.Add(initializers.IsEmpty ? " { }" : " }");
        return true;
    }

    private static bool HasEffects(IOperation operation) =>
        operation is IInvocationOperation or IObjectCreationOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IThrowOperation;

    /// <summary>The object that an initialiser sets the members of.</summary>
    private Value LowerInstance(IInstanceReferenceOperation operation) => operation.ReferenceKind == InstanceReferenceKind.ImplicitReceiver && _initialized.Count > 0
        ? Read(_initialized.Peek())
        : operation.ReferenceKind == InstanceReferenceKind.ContainingTypeInstance && FindThis() is { } receiver ? Read(receiver)
        : operation.ReferenceKind == InstanceReferenceKind.PatternInput && _patternInputs.Count > 0 ? _patternInputs.Peek() : RejectedValue(operation);

    private void AppendImplicitReceiver(OpaqueText text, IOperation instance) => text.Add(LowerValue(instance));

    private Value LowerBufferCreation(IObjectCreationOperation creation, BufferType type)
    {
        Operand[] arguments = LowerInParameterOrder(creation.Arguments, buffers: type.Kind == BufferKind.List);
        _operation = creation;
        Variable? result = (type.Kind, arguments) switch
        {
            (BufferKind.List, []) => Let(new Allocate(type, [])),
            (BufferKind.List, [{ Type: ScalarType }]) => NewList(type, arguments[0]),
            (BufferKind.List, [{ Type: BufferType { Rank: 1 } source }]) when source.Element.Equals(type.Element) => ListOf(type, arguments[0]),
            (BufferKind.Span or BufferKind.ReadOnlySpan, [{ Type: BufferType { Rank: 1, Kind: not BufferKind.Ref } }]) => Let(new View(arguments[0], null, null, type)),
            (BufferKind.Span or BufferKind.ReadOnlySpan, [{ Type: BufferType { Kind: BufferKind.Ref } }]) => Let(new View(arguments[0], null, null, type)),
            (BufferKind.Span or BufferKind.ReadOnlySpan, [{ Type: BufferType }, var start, var count]) => Let(new View(arguments[0], start, count, type)),
            _ => null,
        };
        if (arguments.Length == 0 && type.IsSpan)
        {
            return Constant.Default(type);
        }

        if (result is null)
        {
            Report(DiagnosticDescriptors.UnsupportedSyntax, creation, $"'{creation.Syntax}'", "Create it from an array or span, or empty, and fill it in a loop");
            return RejectedValue(creation);
        }

        RunInitializer(new VariablePlace(result), creation.Initializer);
        return result;
    }

    // The capacity makes no difference, unless it is negative.
    private Variable NewList(BufferType type, Operand capacity)
    {
        if (capacity is not Constant)
        {
            CheckBounds("ListCapacity", capacity);
        }

        return Let(new Allocate(type, []));
    }

    private Variable ListOf(BufferType type, Operand source)
    {
        Variable list = Let(new Allocate(type, []));
        AddAll(list, source, Let(new Length(source)));
        return list;
    }

    /// <summary>Lowers an initialiser, whose elements set the members of (or are added to) <paramref name="target"/>.</summary>
    private void RunInitializer(Place target, IObjectOrCollectionInitializerOperation? initializer)
    {
        if (initializer is null)
        {
            return;
        }

        _initialized.Push(target);
        foreach (IOperation element in initializer.Initializers)
        {
            LowerEffects(element);
        }

        _initialized.Pop();
    }

    /// <summary>The arguments of a call, evaluated in the order in which they are written, in the order of the parameters.</summary>
    private Operand[] LowerInParameterOrder(ImmutableArray<IArgumentOperation> arguments, bool buffers = false)
    {
        Operand[] operands = LowerInOrder(arguments.Select(argument => buffers ? BufferOrSelf(argument.Value) : argument.Value).ToArray());
        var ordered = new Operand[operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            ordered[arguments[i].Parameter?.Ordinal ?? i] = operands[i];
        }

        return ordered;
    }
}
