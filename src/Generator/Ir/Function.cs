namespace AutoDiff.Generator.Ir;

internal enum PassingMode
{
    Value, In, Ref, Out,
}

/// <summary>
/// A parameter. By value or <c>in</c>: the variable is the value. <c>ref</c> and <c>out</c>: the variable is a buffer of kind
/// <see cref="BufferKind.Ref"/>. Spans, arrays and lists are buffers passed by value.
/// </summary>
internal sealed record Parameter(Variable Variable, PassingMode Mode, bool IsActive)
{
    /// <summary>The default value as C#, or null.</summary>
    public string? Default { get; init; }

    public bool IsParams { get; init; }

    /// <summary>Its type as C# when that has nullable annotations (the types of the IR have none), otherwise null.</summary>
    public string? AnnotatedType { get; init; }

    /// <summary>The tuple or aggregate that this is a part of; null when the parameter is one of the user's.</summary>
    public ParameterPart? Part { get; init; }

    /// <summary>Whether it is the receiver of an instance method.</summary>
    public bool IsReceiver { get; init; }

    /// <summary>Whether it is <c>ref readonly</c> rather than <c>in</c>.</summary>
    public bool IsRefReadOnly { get; init; }

    /// <summary>Whether F may write the buffer's elements (found by the analysis of the body, never by its type).</summary>
    public bool IsBuffer => Variable.Type is BufferType;
}

/// <summary>
/// Where a by-value tuple or aggregate is taken apart, the place of a parameter in it. The parameters of one whole follow each other, in the order of
/// its fields.
/// </summary>
/// <param name="Name">The name of the user's parameter.</param>
/// <param name="Type">Its type.</param>
/// <param name="TypeText">Its type as the user wrote it.</param>
/// <param name="Path">The steps from it to this part.</param>
internal sealed record ParameterPart(string Name, StructType Type, string TypeText, EquatableArray<string> Path);

/// <summary>A method as the transforms see it: parameters, one body with one exit, results.</summary>
internal sealed record Function(string Name, EquatableArray<Parameter> Parameters, Block Body, EquatableArray<Operand> Results)
{
    /// <summary>A name for each result that is a part of a tuple or aggregate, or empty when the result is bare (or void).</summary>
    public EquatableArray<string> ResultNames { get; init; }

    /// <summary>The tuple or aggregate that the results are the parts of; null when the result is bare (or void).</summary>
    public StructType? ResultShape { get; init; }

    /// <summary>The result's type as C#: <c>void</c>, <c>double</c>, <c>(double A, double B)</c>.</summary>
    public string ResultType { get; init; } = "void";

    /// <summary>Ids from here on are free for variables that a transform makes.</summary>
    public int NextVariableId { get; init; }
}

/// <summary>Where the members are generated and how they look from outside: text only.</summary>
internal sealed record MethodHeader(string Name)
{
    /// <summary>The namespace, or empty for the global one.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The containing types from the outside in, each as <c>partial class C&lt;T&gt;</c> with its keywords.</summary>
    public EquatableArray<string> ContainingTypes { get; init; }

    /// <summary>The containing type as <c>global::N.C&lt;T&gt;</c>.</summary>
    public string QualifiedContainer { get; init; } = "";

    /// <summary>The names already taken in the containing type (members) — generated members avoid them.</summary>
    public EquatableArray<string> TakenNames { get; init; }

    /// <summary>The signatures of the method's hand-written derivatives in the containing type: no member is generated that would have one of them.</summary>
    public EquatableArray<TakenSignature> Rules { get; init; }

    /// <summary>What the name of the reverse half of the split form ends with.</summary>
    public string ReverseSuffix { get; init; } = "Reverse";

    /// <summary><c>public</c>, <c>internal</c>, <c>private protected</c> ...</summary>
    public string Accessibility { get; init; } = "public";

    public bool IsStatic { get; init; } = true;

    public bool IsExtension { get; init; }

    /// <summary><c>&lt;T&gt;</c> and its constraint clauses, or empty.</summary>
    public string TypeParameters { get; init; } = "";

    public string Constraints { get; init; } = "";

    /// <summary>Unique and stable hint for the generated file, without extension.</summary>
    public string HintName { get; init; } = "";

    /// <summary>A <c>cref</c> for XML docs.</summary>
    public string Cref { get; init; } = "";
}

/// <summary>The name and parameter types of a method; <c>ref </c> stands before the type of what is passed by reference.</summary>
internal sealed record TakenSignature(string Name, EquatableArray<string> Types);

/// <summary>All that the later stages need of one marked method: pure data, equal when the method hasn't changed.</summary>
internal sealed record MethodModel(MethodHeader Header, Function Function)
{
    /// <summary>Recursive local functions, lifted to functions of their own with their captured variables as parameters; they have split form only.</summary>
    public EquatableArray<Function> LocalFunctions { get; init; }

    /// <summary>The marked methods that this one's forward mode calls out of line, each with a private copy of its own.</summary>
    public EquatableArray<TangentCallee> TangentCallees { get; init; }

    /// <summary>The namespaces whose extension methods the user's code in the members needs in scope.</summary>
    public EquatableArray<string> Usings { get; init; }

    /// <summary>The hint names of the marked methods of the same project that are called in split form: without their members this method's don't compile.</summary>
    public EquatableArray<string> SplitCallees { get; init; }

    public bool FastMath { get; init; }

    public bool Jvp { get; init; }

    public bool Jacobian { get; init; }

    /// <summary>The exception of ours that stands in the way of the method's model, in one line, or null.</summary>
    public string? Failure { get; init; }
}

/// <summary>
/// A marked method that forward mode reaches by a call which isn't lowered in place. Its own members may lack forward mode, so the caller brings along what it needs.
/// </summary>
/// <param name="Header">Where the callee stands: the copy goes into the same type, whose private members it may use.</param>
/// <param name="Function">The callee, under the copy's name.</param>
/// <param name="LocalFunctions">Its recursive local functions.</param>
internal sealed record TangentCallee(MethodHeader Header, Function Function, EquatableArray<Function> LocalFunctions);
