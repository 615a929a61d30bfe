using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>Uses what was read before a loop, and stays as it is in it, wherever the loop's body reads it again.</summary>
internal sealed class HoistedLoads : IrRewriter
{
    private readonly List<(Load Load, Variable Target)> _loads = [];
    private readonly Dictionary<int, Variable> _replaced = [];

    public HoistedLoads(IEnumerable<Statement> hoisted)
    {
        foreach (Statement statement in hoisted)
        {
            if (statement is Assign { Value: Load load } assign)
            {
                _loads.Add((load, assign.Target));
            }
        }
    }

    public Statement In(For loop)
    {
        if (_loads.Count == 0)
        {
            return loop;
        }

        var result = new List<Statement>();
        Rewrite(loop, result);
        return result[0];
    }

    protected override Operand Use(Operand operand) => operand is Variable variable && _replaced.TryGetValue(variable.Id, out Variable? known) ? known : operand;

    protected override void Rewrite(Statement statement, List<Statement> result)
    {
        if (statement is Assign { Value: Load load } assign
            && _loads.Find(known => known.Load.Buffer.Equals(Use(load.Buffer)) && known.Load.Path.Equals(load.Path) && load.Indices.IsEmpty && known.Load.Type.Equals(load.Type)).Target is { } target)
        {
            _replaced[assign.Target.Id] = target;
            return;
        }

        base.Rewrite(statement, result);
    }
}
