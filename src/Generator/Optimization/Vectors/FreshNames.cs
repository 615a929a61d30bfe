using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.Vectors;

/// <summary>Copies a statement so that it can stand beside the original: what it defines gets variables of its own.</summary>
internal sealed class FreshNames(VariableFactory variables) : IrRewriter
{
    private readonly Dictionary<int, Variable> _copies = [];

    public Statement Of(Statement statement) => RewriteParts(statement);

    protected override Operand Use(Operand operand) => operand is Variable variable && _copies.TryGetValue(variable.Id, out Variable? copy) ? copy : operand;

    protected override Variable Define(Variable variable) => _copies[variable.Id] = variables.New(variable.Name, variable.Type, variable.IsTemporary);
}
