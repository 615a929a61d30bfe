namespace AutoDiff.Generator.Ir;

/// <summary>An elementwise operation on tensors, or on others of its kind: what the runtime computes in one pass.</summary>
/// <param name="Name">Its name in the runtime, or the letter of an operand.</param>
/// <param name="Arguments">What it is applied to; none for an operand.</param>
internal sealed record FusedOperation(string Name, EquatableArray<FusedOperation> Arguments)
{
    public bool IsOperand => Arguments.IsEmpty;

    public int Count => 1 + Arguments.Sum(argument => argument.Count);

    /// <summary>As a type of the runtime.</summary>
    public string CSharp => "global::AutoDiff.Fused." + Name + (IsOperand ? "" : $"<{string.Join(", ", Arguments.Select(argument => argument.CSharp))}>");

    public override string ToString() => Name + (IsOperand ? "" : $"<{string.Join(", ", Arguments.Select(argument => argument.ToString()))}>");

    /// <summary>The operands in it.</summary>
    public IEnumerable<string> Operands => IsOperand ? [Name] : Arguments.SelectMany(argument => argument.Operands);

    /// <summary>The same on other operands.</summary>
    public FusedOperation Renamed(Func<string, FusedOperation> operand) =>
        IsOperand ? operand(Name) : this with { Arguments = Arguments.Map(argument => argument.Renamed(operand)) };
}
