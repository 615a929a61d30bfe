namespace AutoDiff.Generator.Ir;

/// <summary>Gives names to temporaries, by id: they then stand in statements of their own.</summary>
internal sealed class Renaming(Dictionary<int, string> names) : IrRewriter
{
    public Operand Rename(Operand operand) => Use(operand);

    protected override Operand Use(Operand operand) => operand is Variable variable ? Define(variable) : operand;

    protected override Variable Define(Variable variable) =>
        names.TryGetValue(variable.Id, out string? name) ? new Variable(variable.Id, name, variable.VariableType) : variable;
}
