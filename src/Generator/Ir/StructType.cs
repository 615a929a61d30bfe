namespace AutoDiff.Generator.Ir;

/// <summary>A value tuple or a differentiable aggregate, whose fields are values of the IR. Locals of such types are split into their
/// fields by the lowering; this type occurs as the element of buffers.</summary>
internal sealed record StructType(string Name, EquatableArray<StructField> Fields) : IrType
{
    private readonly EquatableArray<StructField> _fields = Fields;
    private readonly EquatableArray<StructType> _derived = [];
    private readonly StructDefinition? _definition;
    // Types are shared between threads. A reference is written at once; a bool? isn't: another thread could see its flag without its value.
    private object? _canBeActive;
    private object? _leadsBack;

    /// <summary>A type that is mentioned inside of itself: it has the fields of its definition.</summary>
    public StructType(string name, StructDefinition definition)
        : this(name, EquatableArray<StructField>.Empty) => _definition = definition;

    public EquatableArray<StructField> Fields => _definition is null ? _fields : _definition.Type._fields;

    /// <summary>The classes that are known to derive from this one, directly: memory of this type may have their fields as well.</summary>
    public EquatableArray<StructType> Derived
    {
        get => _definition is null ? _derived : _definition.Type._derived;
        init => _derived = value;
    }

    /// <summary>Whether classes that aren't known may derive from it and have active fields: it is abstract.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether objects of the class that don't outlive a call can be used again by another: all their fields are known.</summary>
    public bool IsPooled { get; init; }

    /// <summary>What stands before the list of the fields' values where a value is made of them: a parenthesis for a tuple.</summary>
    public string Creator { get; init; } = "(";

    /// <summary>What stands after it: a parenthesis, but for anonymous objects.</summary>
    public string End { get; init; } = ")";

    /// <summary>What stands before each of the fields' values: their names in an anonymous object, otherwise nothing.</summary>
    public bool NamesFields { get; init; }

    public bool IsTuple => Creator == "(";

    /// <summary>For a type parameter, the class that it is constrained to, whose members its objects have; otherwise null.</summary>
    public string? Constraint { get; init; }

    /// <summary>The aggregate whose generated members are those of the type's values: a type parameter has none of its own.</summary>
    public string Aggregate => Constraint ?? Name;

    /// <summary>The same for an object or a struct.</summary>
    public static string AggregateOf(IrType type) => type switch
    {
        BufferType { Kind: BufferKind.Object } instance => AggregateOf(instance.Element),
        StructType structure => structure.Aggregate,
        _ => type.CSharp,
    };

    public override string CSharp => Name;

    /// <summary>What stands before the value of a field where a value of the whole is made.</summary>
    public string Before(int field) => (field == 0 ? "" : ", ") + (NamesFields ? Fields[field].Name + " = " : "");

    public override bool CanBeActive => (bool)(_canBeActive ??= IsActive(this, []));

    /// <summary>Whether values of the type may lead to others of the same type, as in a list or tree.</summary>
    public bool LeadsBack => (bool)(_leadsBack ??= Repeats(this, []));

    // The definition that a mention stands for says everything: comparing it there would go round for ever.
    public bool Equals(StructType? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Name == other.Name && Creator == other.Creator
            && (_definition is not null || other._definition is not null || (IsOpen == other.IsOpen && _fields.Equals(other._fields) && _derived.Equals(other._derived))));

    public override int GetHashCode() => Name.GetHashCode();

    private static bool IsActive(IrType type, HashSet<string> seen) => type switch
    {
        BufferType buffer => IsActive(buffer.Element, seen),
        StructType structure => structure.IsOpen
            || (seen.Add(structure.Aggregate)
                && (structure.Fields.Any(field => field.IsActive && IsActive(field.Type, seen)) || structure.Derived.Any(derived => IsActive(derived, seen)))),
        _ => type.CanBeActive,
    };

    private static bool Repeats(IrType type, HashSet<string> around)
    {
        if (type is BufferType buffer)
        {
            return Repeats(buffer.Element, around);
        }

        if (type is not StructType structure)
        {
            return false;
        }

        if (!around.Add(structure.Aggregate))
        {
            return true;
        }

        bool repeats = structure.Fields.Any(field => Repeats(field.Type, around)) || structure.Derived.Any(derived => Repeats(derived, around));
        around.Remove(structure.Aggregate);
        return repeats;
    }
}

/// <summary>What the mentions of a type inside of itself refer to. It is complete when the type is.</summary>
internal sealed class StructDefinition
{
    private StructType? _type;

    public StructType Type
    {
        get => _type ?? throw new InvalidOperationException("The type isn't complete yet.");
        set => _type = value;
    }
}

/// <param name="Name">How it is reached, a <see cref="FieldStep"/>.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsActive">Whether it is differentiated, if its type can be.</param>
internal sealed record StructField(string Name, IrType Type, bool IsActive = true)
{
    public bool CanBeActive => IsActive && Type.CanBeActive;

    /// <summary>Whether only a constructor assigns it.</summary>
    public bool IsReadOnly { get; init; }
}
