namespace AutoDiff.Fuzz.Generation;

/// <summary>A member of an aggregate that holds data.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>double</c>, <c>int</c> (inactive), <c>double[]</c>, or the name of a struct.</param>
/// <param name="Of">That struct.</param>
internal sealed record Member(string Name, string Type, Aggregate? Of = null)
{
    public const int ArrayLength = 3;

    public int Doubles => Type switch
    {
        "double" => 1,
        "double[]" => ArrayLength,
        "int" => 0,
        _ => Of!.Doubles,
    };
}

internal enum AggregateForm
{
    /// <summary>A struct with public fields.</summary>
    Fields,

    /// <summary>A struct with a constructor and settable properties.</summary>
    Properties,

    /// <summary>A record struct that can be changed.</summary>
    Record,

    /// <summary>A readonly record struct.</summary>
    ReadOnlyRecord,

    /// <summary>A class with public fields.</summary>
    Class,

    /// <summary>A class with a primary constructor, and properties of which those of structs and arrays can only be read.</summary>
    PrimaryClass,

    /// <summary>A record that is a class.</summary>
    ClassRecord,
}

/// <summary>A differentiable type of the program.</summary>
internal sealed record Aggregate(string Name, AggregateForm Form, IReadOnlyList<Member> Members)
{
    public bool IsClass => Form >= AggregateForm.Class;

    /// <summary>Whether its members are fields: to them something can refer, and in them members of members can be assigned.</summary>
    public bool HasFields => Form is AggregateForm.Fields or AggregateForm.Class;

    public bool IsMutable => Form is not (AggregateForm.ReadOnlyRecord or AggregateForm.ClassRecord);

    /// <summary>Whether it has operators, and methods that make new ones of it.</summary>
    public bool HasOperators => !IsClass;

    public int Doubles => Members.Sum(m => m.Doubles);
}

internal enum ThingKind
{
    Struct, Structs, Object, List, Grid,
}

/// <summary>A variable of the program that is neither a number nor a buffer of numbers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">Its type as written.</param>
/// <param name="Of">The aggregate in it.</param>
internal sealed record Thing(string Name, ThingKind Kind, string Type, Aggregate? Of)
{
    public bool IsAssignable { get; init; } = true;

    public bool CannotBeCaptured { get; init; }

    /// <summary>Whether elements can't be written, or the members of a struct.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether the program may change its length.</summary>
    public bool IsOwn { get; init; }

    public bool IsList => Type.StartsWith("List", StringComparison.Ordinal);

    public string Length => IsList ? Name + ".Count" : Kind == ThingKind.Grid ? Name + ".GetLength(0)" : Name + ".Length";

    /// <summary>Whether an element is a variable: of a list it is a value.</summary>
    public bool HasVariables => Kind == ThingKind.Structs && !IsList && !IsReadOnly;
}
