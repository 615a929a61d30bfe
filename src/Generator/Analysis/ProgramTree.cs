using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>One block of statements that run together: the function's body, a branch, or a loop's header and body.</summary>
internal sealed class Scope(Scope? parent, Statement? owner, int ownerPosition, bool isLoop)
{
    public Scope? Parent => parent;

    /// <summary>The statement that the block belongs to, at <see cref="OwnerPosition"/> in the parent's statements.</summary>
    public Statement? Owner => owner;

    public int OwnerPosition => ownerPosition;

    public bool IsLoop => isLoop;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    public int LoopDepth { get; } = (parent?.LoopDepth ?? 0) + (isLoop ? 1 : 0);

    public List<Statement> Statements { get; } = [];

    /// <summary>Whether <paramref name="other"/> is this scope or inside it.</summary>
    public bool Contains(Scope other)
    {
        Scope? scope = other;
        while (scope is not null && scope.Depth > Depth)
        {
            scope = scope.Parent;
        }

        return ReferenceEquals(scope, this);
    }
}

internal enum DefinitionKind
{
    Parameter, Assigned, Call, Merge, CarriedParameter, CarriedResult, Index,
}

/// <summary>Where an SSA variable comes from.</summary>
internal sealed record Definition(Variable Variable, DefinitionKind Kind, Scope Scope, Statement? Statement, int Position)
{
    /// <summary>The carried entry of a loop's parameter or result.</summary>
    public Carried? Carried { get; init; }

    public Merge? Merge { get; init; }

    public Expression? Expression => Kind == DefinitionKind.Assigned ? ((Assign)Statement!).Value : null;
}

/// <summary>The scopes of a function in SSA form and the definition of each of its variables.</summary>
internal sealed class ProgramTree
{
    private readonly Definition?[] _definitions;
    private readonly Dictionary<object, Scope> _scopes = new(ReferenceComparer.Instance);
    private readonly List<(Statement Statement, Scope Scope, int Position)> _all = [];
    private readonly int[] _uses;
    private readonly VariableSet _results = new();

    public ProgramTree(Function function)
    {
        _definitions = new Definition?[function.NextVariableId];
        _uses = new int[function.NextVariableId];
        Root = new Scope(null, null, -1, isLoop: false);
        foreach (Parameter parameter in function.Parameters)
        {
            _definitions[parameter.Variable.Id] = new Definition(parameter.Variable, DefinitionKind.Parameter, Root, null, -1);
        }

        Add(function.Body, Root);
        foreach (Operand result in function.Results)
        {
            CountUse(result);
            if (result is Variable variable)
            {
                _results.Add(variable);
            }
        }
    }

    public Scope Root { get; }

    public IEnumerable<Definition> Definitions => _definitions.OfType<Definition>();

    public Definition this[Variable variable] => _definitions[variable.Id] ?? throw new KeyNotFoundException($"{variable} isn't defined.");

    public bool TryGet(int id, out Definition definition) => (definition = id < _definitions.Length ? _definitions[id]! : null!) is not null;

    /// <summary>The scope of a block (both of a loop's blocks give the loop's scope).</summary>
    public Scope ScopeOf(Block block) => _scopes[block];

    /// <summary>How many operands read the variable.</summary>
    public int UsesOf(Variable variable) => variable.Id < _uses.Length ? _uses[variable.Id] : 0;

    /// <summary>Whether the function returns the variable.</summary>
    public bool IsResult(Variable variable) => _results.Contains(variable);

    /// <summary>All statements in program order with the scope and position of each.</summary>
    public IReadOnlyList<(Statement Statement, Scope Scope, int Position)> All => _all;

    private void CountUse(Operand operand)
    {
        if (operand is Variable variable)
        {
            _uses[variable.Id]++;
        }
    }

    private void Add(Block block, Scope scope)
    {
        _scopes[block] = scope;
        foreach (Statement statement in block.Statements)
        {
            int position = scope.Statements.Count;
            scope.Statements.Add(statement);
            _all.Add((statement, scope, position));
            foreach (Operand use in IrWalk.Uses(statement))
            {
                CountUse(use);
            }

            switch (statement)
            {
                case Assign assign:
                    Define(assign.Target, DefinitionKind.Assigned, scope, statement, position);
                    break;
                case If branch:
                    Add(branch.Then, new Scope(scope, statement, position, isLoop: false));
                    Add(branch.Else, new Scope(scope, statement, position, isLoop: false));
                    foreach (Merge merge in branch.Merges)
                    {
                        _definitions[merge.Result.Id] = new Definition(merge.Result, DefinitionKind.Merge, scope, statement, position) { Merge = merge };
                    }

                    break;
                case Loop loop:
                    var loopScope = new Scope(scope, statement, position, isLoop: true);
                    Define(loop.Carried, scope, loopScope, statement, position);
                    Add(loop.Header, loopScope);
                    Add(loop.Body, loopScope);
                    break;
                case For counted:
                    var forScope = new Scope(scope, statement, position, isLoop: true);
                    Define(counted.Index, DefinitionKind.Index, forScope, statement, -1);
                    Define(counted.Carried, scope, forScope, statement, position);
                    Add(counted.Body, forScope);
                    break;
                default:
                    foreach (Variable variable in IrWalk.Definitions(statement))
                    {
                        Define(variable, DefinitionKind.Call, scope, statement, position);
                    }

                    break;
            }
        }
    }

    private void Define(Variable variable, DefinitionKind kind, Scope scope, Statement? statement, int position) =>
        _definitions[variable.Id] = new Definition(variable, kind, scope, statement, position);

    private void Define(EquatableArray<Carried> carried, Scope outer, Scope inner, Statement statement, int position)
    {
        foreach (Carried entry in carried)
        {
            _definitions[entry.Parameter.Id] = new Definition(entry.Parameter, DefinitionKind.CarriedParameter, inner, statement, -1) { Carried = entry };
            _definitions[entry.Result.Id] = new Definition(entry.Result, DefinitionKind.CarriedResult, outer, statement, position) { Carried = entry };
        }
    }
}
