using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// Where a value can be read and written: an lvalue whose operands have been evaluated, once. Its operands don't change under it
/// (they are pinned until used), except that a <see cref="VariablePlace"/> is the variable.
/// </summary>
internal abstract class Place;

/// <summary>A local, or a by-value parameter.</summary>
internal sealed class VariablePlace(Variable variable) : Place
{
    public Variable Variable { get; } = variable;

    /// <summary>Whether it stands for a member marked <c>[NoGradient]</c>: what is written to it loses its derivative.</summary>
    public bool IsConstant { get; init; }
}

/// <summary>An element of a buffer, or a field in one: <c>buffer[indices].path</c>; no index for a <see cref="BufferKind.Ref"/>.</summary>
internal sealed class ElementPlace(Operand buffer, EquatableArray<Operand> indices, EquatableArray<string> path, IrType type) : Place
{
    public Operand Buffer { get; } = buffer;

    public EquatableArray<Operand> Indices { get; } = indices;

    public EquatableArray<string> Path { get; } = path;

    public IrType Type { get; } = type;

    /// <summary>The place of a field of this one.</summary>
    public ElementPlace Field(StructField field) => new(Buffer, Indices, Path.Add(field.Name), field.Type) { Pins = Pins, IsReferenced = IsReferenced };

    /// <summary>Whether C# writes it through a reference to the element, which it takes where the place is evaluated.</summary>
    public bool IsReferenced { get; init; }

    /// <summary>Its operands as pinned when the place was evaluated (buffer first), or null when they can't change.</summary>
    public MethodLowering.Pin[]? Pins { get; init; }
}

/// <summary>A tuple or a differentiable struct, by its elements.</summary>
internal sealed class TuplePlace(Place[] elements, StructType? type = null) : Place
{
    public Place[] Elements { get; } = elements;

    /// <summary>The aggregate that the elements are the members of; null for a tuple.</summary>
    public StructType? Type { get; } = type;
}

/// <summary>
/// A field or property of something that carries no derivative, as C#: <c>Parts[0] Arguments[0] ... </c> is its text.
/// </summary>
internal sealed class OpaquePlace(EquatableArray<string> parts, EquatableArray<Operand> arguments, IrType type, string name) : Place
{
    public EquatableArray<string> Parts { get; } = parts;

    public EquatableArray<Operand> Arguments { get; } = arguments;

    public IrType Type { get; } = type;

    /// <summary>The name that a message calls it by.</summary>
    public string Name { get; } = name;

    /// <summary>What reading it may do.</summary>
    public Effects ReadEffects { get; init; } = Effects.Reads | Effects.Throws;

    /// <summary>Whether reading it runs code that could give something else the next time.</summary>
    public bool ReadsOnce { get; init; }

    /// <summary>What it is, for a message: <c>a static field</c>.</summary>
    public string Kind { get; init; } = "a field of an object";

    /// <summary>Whether writing it changes the first argument, a variable of a struct type.</summary>
    public bool ChangesReceiver { get; init; }

    /// <summary>The struct without derivatives that it is a member of when the struct lies in a variable, or null.</summary>
    public ITypeSymbol? Struct { get; init; }

    public OpaquePlace WithArguments(EquatableArray<Operand> operands) =>
        new(Parts, operands, Type, Name) { ReadEffects = ReadEffects, ReadsOnce = ReadsOnce, Kind = Kind, ChangesReceiver = ChangesReceiver, Struct = Struct };
}

/// <summary>A property or indexer that an aggregate computes, with its receiver and arguments: its accessors read and write it.</summary>
internal sealed class AccessorPlace(IPropertyReferenceOperation reference, Place? receiver, Place[] arguments) : Place
{
    public IPropertyReferenceOperation Reference { get; } = reference;

    public Place? Receiver { get; } = receiver;

    /// <summary>In the order of the parameters.</summary>
    public Place[] Arguments { get; } = arguments;
}

/// <summary>A reference that can be made to refer to something else: a span of one element.</summary>
internal sealed class SpanReference(Variable variable, object key) : Place
{
    public Variable Variable { get; } = variable;

    /// <summary>What the reference is: its symbol, or the syntax of an expression.</summary>
    public object Key { get; } = key;
}

/// <summary>One of the forms that a reference can have, with its variables.</summary>
internal sealed record ReferenceSlot(int Number, ReferenceForm Form, Variable Buffer, Variable[] Indices);

/// <summary>A reference that can be made to refer to something else, by the variables of all forms that it can have.</summary>
internal sealed class ChangingPlace(object key, string name, IrType type, Variable form) : Place
{
    public object Key { get; } = key;

    public string Name { get; } = name;

    /// <summary>The number of the form that it has now.</summary>
    public Variable Form { get; } = form;

    public List<ReferenceSlot> Slots { get; } = [];

    /// <summary>What it refers to now.</summary>
    public ChoicePlace Current() => new(
        Form,
        [.. Slots.Select(slot => (slot.Number, new ElementPlace(slot.Buffer, slot.Indices.Select(index => (Operand)index).ToEquatableArray(), slot.Form.Path, slot.Form.Type)))],
        type);
}

/// <summary>One of several places: which, is known at run time.</summary>
internal sealed class ChoicePlace(Operand form, (int Number, ElementPlace Place)[] alternatives, IrType type) : Place
{
    public Operand Form { get; } = form;

    public (int Number, ElementPlace Place)[] Alternatives { get; } = alternatives;

    public IrType Type { get; } = type;
}

/// <summary><c>_</c>: writing it does nothing.</summary>
internal sealed class DiscardPlace : Place
{
    public static readonly DiscardPlace Instance = new();
}
