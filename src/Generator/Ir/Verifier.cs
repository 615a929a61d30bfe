namespace AutoDiff.Generator.Ir;

/// <summary>
/// Checks what every pass relies on: variables are assigned before they are read, ids are unique and below the function's next one, operands have the types
/// that operations ask for, and each form keeps to its statements (one assignment per variable in SSA form; no merges before).
/// </summary>
internal sealed partial class Verifier
{
    private readonly bool _ssa;
    private readonly int _nextId;
    private readonly List<string> _violations = [];
    private readonly Dictionary<int, Variable> _variables = [];
    private readonly HashSet<int> _assigned = [];

    private Verifier(bool ssa, int nextId)
    {
        _ssa = ssa;
        _nextId = nextId;
    }

    /// <summary>The violations found, in program order; none for a right function.</summary>
    public static IReadOnlyList<string> Check(Function function, bool ssa)
    {
        var verifier = new Verifier(ssa, function.NextVariableId);
        var scope = new Scope(null);
        foreach (Parameter parameter in function.Parameters)
        {
            verifier.Define(parameter.Variable, scope);
        }

        verifier.CheckBlock(function.Body, scope);
        if (!IrWalk.EndsInThrow(function.Body))
        {
            foreach (Operand result in function.Results)
            {
                verifier.Use(result, scope, "the results");
            }
        }

        return verifier._violations;
    }

    // In the mutable form whether a variable has been assigned is C#'s business (definite assignment); that it is assigned at all,
    // in a place that comes first in program order, is checked. In SSA form a definition must be in scope.
    private void CheckBlock(Block block, Scope scope)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            Statement statement = block.Statements[i];
            if (statement is Throw or Return && i < block.Statements.Count - 1)
            {
                Violate($"{Describe(statement)} is followed by other statements");
            }

            CheckStatement(statement, scope);
        }
    }

    private void CheckStatement(Statement statement, Scope scope)
    {
        switch (statement)
        {
            case If branch:
                CheckIf(branch, scope);
                return;
            case Loop loop:
                CheckLoop(loop, scope);
                return;
            case For counted:
                CheckFor(counted, scope);
                return;
        }

        foreach (Operand operand in IrWalk.Uses(statement))
        {
            Use(operand, scope, Describe(statement));
        }

        CheckTypes(statement);
        foreach (Variable variable in IrWalk.Definitions(statement))
        {
            Define(variable, scope);
        }
    }

    private void CheckIf(If branch, Scope scope)
    {
        UseBoolean(branch.Condition, scope, "the condition of an if");
        var then = new Scope(scope);
        CheckBlock(branch.Then, then);
        var otherwise = new Scope(scope);
        CheckBlock(branch.Else, otherwise);
        if (!_ssa && !branch.Merges.IsEmpty)
        {
            Violate("an if has merges before SSA form");
        }

        foreach (Merge merge in branch.Merges)
        {
            Use(merge.Then, then, "a merge");
            Use(merge.Else, otherwise, "a merge");
            SameType(merge.Result, merge.Then, "a merge");
            SameType(merge.Result, merge.Else, "a merge");
        }

        foreach (Merge merge in branch.Merges)
        {
            Define(merge.Result, scope);
        }
    }

    private void CheckLoop(Loop loop, Scope scope)
    {
        if (!_ssa && !loop.Carried.IsEmpty)
        {
            Violate("a loop carries values before SSA form");
        }

        var inner = new Scope(scope);
        EnterLoop(loop.Carried, scope, inner);
        CheckBlock(loop.Header, inner);
        UseBoolean(loop.Condition, inner, "the condition of a loop");
        foreach (Carried carried in loop.Carried)
        {
            Use(carried.AfterHeader, inner, "a carried value after the header");
            SameType(carried.Parameter, carried.AfterHeader, "a carried value");
        }

        CheckBlock(loop.Body, inner);
        UseBoolean(loop.Break, inner, "the break of a loop");
        LeaveLoop(loop.Carried, scope, inner);
    }

    private void CheckFor(For counted, Scope scope)
    {
        if (!_ssa)
        {
            Violate("a counted loop before SSA form");
        }

        Use(counted.Start, scope, "a loop's start");
        Use(counted.Limit, scope, "a loop's limit");
        SameType(counted.Index, counted.Start, "a loop's start");
        SameType(counted.Index, counted.Limit, "a loop's limit");
        if (counted.Step == 0)
        {
            Violate("a counted loop has step 0");
        }

        var inner = new Scope(scope);
        Define(counted.Index, inner);
        EnterLoop(counted.Carried, scope, inner);
        CheckBlock(counted.Body, inner);
        foreach (Carried carried in counted.Carried)
        {
            if (!carried.AfterHeader.Equals(carried.Parameter))
            {
                Violate($"{carried.Parameter} of a counted loop changes in its header");
            }
        }

        LeaveLoop(counted.Carried, scope, inner);
    }

    private void EnterLoop(EquatableArray<Carried> values, Scope scope, Scope inner)
    {
        foreach (Carried carried in values)
        {
            Use(carried.Initial, scope, "an initial value of a loop");
            SameType(carried.Parameter, carried.Initial, "an initial value");
        }

        foreach (Carried carried in values)
        {
            Define(carried.Parameter, inner);
        }
    }

    private void LeaveLoop(EquatableArray<Carried> values, Scope scope, Scope inner)
    {
        foreach (Carried carried in values)
        {
            Use(carried.AfterBody, inner, "a carried value after the body");
            SameType(carried.Parameter, carried.AfterBody, "a carried value");
            SameType(carried.Parameter, carried.Result, "a loop's result");
        }

        foreach (Carried carried in values)
        {
            Define(carried.Result, scope);
        }
    }

    private void Define(Variable variable, Scope scope)
    {
        if (_variables.TryGetValue(variable.Id, out Variable? known))
        {
            if (!known.Equals(variable))
            {
                Violate($"{variable} and {known} share an id or differ in type");
            }
        }
        else
        {
            _variables.Add(variable.Id, variable);
        }

        if (variable.Id >= _nextId)
        {
            Violate($"{variable} has an id that counts as free (from {_nextId} on)");
        }

        if (!_assigned.Add(variable.Id) && _ssa)
        {
            Violate($"{variable} is assigned more than once");
        }

        scope.Add(variable.Id);
    }

    private void Use(Operand operand, Scope scope, string where)
    {
        if (operand is not Variable variable)
        {
            return;
        }

        if (_ssa ? !scope.Contains(variable.Id) : !_assigned.Contains(variable.Id))
        {
            Violate($"{variable} is read by {where} before it is assigned{(_ssa && _assigned.Contains(variable.Id) ? " in this scope" : "")}");
        }
        else if (_variables.TryGetValue(variable.Id, out Variable? known) && !known.Type.Equals(variable.Type))
        {
            Violate($"{variable} has the types {known.Type} and {variable.Type}");
        }
    }

    private void UseBoolean(Operand operand, Scope scope, string where)
    {
        Use(operand, scope, where);
        if (!operand.Type.Equals(ScalarType.Boolean))
        {
            Violate($"{where} has type {operand.Type}");
        }
    }

    private void SameType(Operand a, Operand b, string where)
    {
        if (!a.Type.Equals(b.Type))
        {
            Violate($"{where}: {a} has type {a.Type}, {b} has type {b.Type}");
        }
    }

    private void Violate(string violation) => _violations.Add(violation);

    private static string Describe(Statement statement) => "'" + IrPrinter.Print(statement).Split('\n')[0] + "'";

    private sealed class Scope(Scope? outer)
    {
        private readonly HashSet<int> _ids = [];

        public void Add(int id) => _ids.Add(id);

        public bool Contains(int id)
        {
            for (Scope? scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope._ids.Contains(id))
                {
                    return true;
                }
            }

            return false;
        }

        private Scope? Outer { get; } = outer;
    }
}
