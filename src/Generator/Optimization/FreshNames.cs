using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>Copies statements so that they can stand beside the originals: what they define gets variables of its own.</summary>
internal sealed class FreshNames(VariableFactory variables) : IrRewriter
{
    private readonly Dictionary<int, Variable> _copies = [];

    /// <summary>What stands for a variable in what is copied from now on.</summary>
    public void Set(Variable variable, Variable copy) => _copies[variable.Id] = copy;

    public Statement Of(Statement statement) => RewriteParts(statement);

    public Expression Of(Expression expression) => Rewrite(expression);

    public Operand Of(Operand operand) => Use(operand);

    /// <summary>The variable that stands for one that is defined now.</summary>
    public Variable New(Variable variable) => Define(variable);

    protected override Operand Use(Operand operand) => operand is Variable variable && _copies.TryGetValue(variable.Id, out Variable? copy) ? copy : operand;

    protected override Variable Define(Variable variable) => _copies[variable.Id] = variables.Like(variable);
}
