using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>Copies statements: what they define are variables of their own in the copy.</summary>
internal sealed class FreshVariables(VariableFactory variables) : IrRewriter
{
    private readonly Dictionary<int, Variable> _copies = [];

    /// <summary>What stands for a variable in what is copied from now on.</summary>
    public void Set(Variable variable, Variable copy) => _copies[variable.Id] = copy;

    public Statement Copy(Statement statement) => RewriteParts(statement);

    public Expression Copy(Expression expression) => Rewrite(expression);

    public Operand Copy(Operand operand) => Use(operand);

    public Variable CopyOf(Variable variable) => Define(variable);

    protected override Operand Use(Operand operand) => operand is Variable variable && _copies.TryGetValue(variable.Id, out Variable? copy) ? copy : operand;

    protected override Variable Define(Variable variable) => _copies[variable.Id] = variables.Like(variable);
}
