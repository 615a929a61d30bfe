namespace AutoDiff;

/// <summary>
/// Marks a hand-written derivative of another method, used wherever that method is called in differentiated code.
/// </summary>
/// <remarks>
/// A reverse rule takes, by name, only what it needs of: the parameters, <c>@this</c>, <c>result</c>, <c>dresult</c> and, for buffers,
/// <c>d{name}</c>. It returns the adjoints of all active by-value parameters (one bare, several as a tuple) and adds into buffers. A
/// forward rule's name ends in <c>Jvp</c>; it takes <c>d{name}</c> tangents and returns the tangent of the result. Operators go by their
/// metadata names (<c>"op_Addition"</c>, <c>"op_Implicit"</c>), constructors by <c>".ctor"</c>, indexers by <c>"Item"</c>; a property is
/// its getter. One rule may serve several methods: it is marked once for each.
/// </remarks>
/// <example>
/// <code>
/// [DerivativeOf(nameof(Softplus))]
/// static double SoftplusVjp(double x, double dresult) => dresult / (1 + Math.Exp(-x));
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class DerivativeOfAttribute : Attribute
{
    /// <summary>Marks a derivative of a method of the containing type.</summary>
    /// <param name="method">The method's name.</param>
    public DerivativeOfAttribute(string method)
    {
        Method = method;
    }

    /// <summary>Marks a derivative of a method of another type, which need not be the user's own.</summary>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="method">The method's name.</param>
    public DerivativeOfAttribute(Type type, string method)
    {
        Type = type;
        Method = method;
    }

    /// <summary>The type that declares the method; null is the type that contains the marked one.</summary>
    public Type? Type { get; }

    /// <summary>The name of the method that is differentiated.</summary>
    public string Method { get; }

    /// <summary>The parameter types of the overload that is meant, where the names of the rule's parameters don't pick one.</summary>
    public Type[]? Parameters { get; set; }
}
