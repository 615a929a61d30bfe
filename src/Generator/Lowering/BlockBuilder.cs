using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Lowering;

/// <summary>The statements of a block under construction.</summary>
internal sealed class BlockBuilder
{
    private readonly List<Statement> _statements = [];

    public int Count => _statements.Count;

    public Statement this[int index]
    {
        get => _statements[index];
        set => _statements[index] = value;
    }

    public void Add(Statement statement) => _statements.Add(statement);

    public void Insert(int index, Statement statement) => _statements.Insert(index, statement);

    public void RemoveLast() => _statements.RemoveAt(_statements.Count - 1);

    public Block ToBlock() => _statements.Count == 0 ? Block.Empty : new(new EquatableArray<Statement>(_statements.ToArray()));
}
