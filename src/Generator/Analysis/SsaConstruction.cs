using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Turns the mutable form into SSA form. With structured control flow this needs no dominance: an <c>if</c> merges the variables whose values differ, a loop
/// carries those that it assigns and that are read outside it (L. O. Brandis and H. Mössenböck, "Single-pass generation of static single-assignment form
/// for structured languages", 1994). Copies disappear; the copied value takes over the name.
/// </summary>
internal sealed class SsaConstruction
{
    private readonly VariableFactory _variables;
    private readonly int[] _references;
    private readonly Dictionary<int, string> _names = [];

    private SsaConstruction(Function function)
    {
        _variables = new VariableFactory(function.NextVariableId);
        _references = new int[function.NextVariableId];
        foreach (Parameter parameter in function.Parameters)
        {
            Count(parameter.Variable);
        }

        foreach (Operand result in function.Results)
        {
            Count(result);
        }

        CountReferences(function.Body, _references);
    }

    public static Function Run(Function function)
    {
        var construction = new SsaConstruction(function);
        var values = new Operand?[function.NextVariableId];
        foreach (Parameter parameter in function.Parameters)
        {
            values[parameter.Variable.Id] = parameter.Variable;
        }

        Block body = construction.Convert(function.Body, values);
        EquatableArray<Operand> results = function.Results.Map(r => construction.Read(r, values));
        var renaming = new Renaming(construction._names);
        return function with
        {
            Body = renaming.Rewrite(body),
            Results = results.Map(renaming.Rename),
            NextVariableId = construction._variables.NextId,
        };
    }

    private void Count(Operand operand)
    {
        if (operand is Variable variable)
        {
            _references[variable.Id]++;
        }
    }

    private static void CountReferences(Block block, int[] counts)
    {
        foreach (Statement statement in block.Statements)
        {
            foreach (Block inner in IrWalk.Blocks(statement))
            {
                CountReferences(inner, counts);
            }

            foreach (Operand use in IrWalk.Uses(statement))
            {
                if (use is Variable variable)
                {
                    counts[variable.Id]++;
                }
            }

            foreach (Variable definition in IrWalk.Definitions(statement))
            {
                counts[definition.Id]++;
            }
        }
    }

    private Operand Read(Operand operand, Operand?[] values)
    {
        if (operand is not Variable variable)
        {
            return operand;
        }

        // Not assigned on this path: C#'s definite assignment says that nobody reads what we put here.
        return values[variable.Id] ?? Constant.Default(variable.Type);
    }

    private Block Convert(Block block, Operand?[] values)
    {
        var result = new List<Statement>(block.Statements.Count);
        Convert(block, values, result);
        return new Block(result.ToEquatableArray());
    }

    private void Convert(Block block, Operand?[] values, List<Statement> result)
    {
        var renamer = new Renamer(this, values);
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Assign { Value: Copy copy } assign when copy.Source.Type.Equals(assign.Target.Type):
                    values[assign.Target.Id] = Named(Read(copy.Source, values), assign.Target, result);
                    break;
                case If branch when IrWalk.EndsInThrow(branch.Then) != IrWalk.EndsInThrow(branch.Else):
                    // What goes on stands after the guard: its variables are those of the code that follows.
                    bool thenThrows = IrWalk.EndsInThrow(branch.Then);
                    result.Add(ConvertIf(thenThrows ? branch with { Else = Block.Empty } : branch with { Then = Block.Empty }, values));
                    Convert(thenThrows ? branch.Else : branch.Then, values, result);
                    break;
                case If branch:
                    result.Add(ConvertIf(branch, values));
                    break;
                case Loop loop:
                    result.Add(ConvertLoop(loop, values));
                    break;
                default:
                    result.Add(renamer.Apply(statement));
                    break;
            }
        }
    }

    /// <summary>A temporary that was just computed takes the name of the first variable that it is copied to.</summary>
    private Operand Named(Operand value, Variable target, List<Statement> emitted)
    {
        if (value is Variable { IsTemporary: true } variable && !target.IsTemporary && !_names.ContainsKey(variable.Id)
            && emitted.Count > 0 && IrWalk.Definitions(emitted[emitted.Count - 1]).Any(d => d.Id == variable.Id))
        {
            _names[variable.Id] = target.Name;
        }

        return value;
    }

    private Variable Version(Variable variable) => _variables.New(variable.Name, variable.Type, variable.IsTemporary);

    private Statement ConvertIf(If branch, Operand?[] values)
    {
        Operand condition = Read(branch.Condition, values);
        var thenValues = (Operand?[])values.Clone();
        var elseValues = (Operand?[])values.Clone();
        Block then = Convert(branch.Then, thenValues);
        Block @else = Convert(branch.Else, elseValues);
        var merges = new List<Merge>();

        // What a branch that throws has assigned, nobody reads.
        bool throws = IrWalk.EndsInThrow(then) || IrWalk.EndsInThrow(@else);
        foreach (Variable variable in throws ? [] : AssignedIn(branch.Then, branch.Else))
        {
            Operand a = thenValues[variable.Id] ?? Constant.Default(variable.Type);
            Operand b = elseValues[variable.Id] ?? Constant.Default(variable.Type);
            if (a.Equals(b))
            {
                values[variable.Id] = a;
                continue;
            }

            Variable result = Version(variable);
            merges.Add(new Merge(result, a, b));
            values[variable.Id] = result;
        }

        return branch with { Condition = condition, Then = then, Else = @else, Merges = merges.ToEquatableArray() };
    }

    private Statement ConvertLoop(Loop loop, Operand?[] values)
    {
        var inside = new int[_references.Length];
        CountReferences(loop.Header, inside);
        CountReferences(loop.Body, inside);
        foreach (Operand operand in new[] { loop.Condition, loop.Break })
        {
            if (operand is Variable variable)
            {
                inside[variable.Id]++;
            }
        }

        List<Variable> carried = AssignedIn(loop.Header, loop.Body).Where(v => _references[v.Id] > inside[v.Id]).ToList();
        var inner = (Operand?[])values.Clone();
        var parameters = new List<Variable>();
        foreach (Variable variable in carried)
        {
            Variable parameter = Version(variable);
            parameters.Add(parameter);
            inner[variable.Id] = parameter;
        }

        Block header = Convert(loop.Header, inner);
        Operand condition = Read(loop.Condition, inner);
        List<Operand> afterHeader = carried.ConvertAll(v => Read(v, inner));
        Block body = Convert(loop.Body, inner);
        Operand exit = Read(loop.Break, inner);
        var entries = new List<Carried>();
        var results = new Variable[carried.Count];
        for (int i = 0; i < carried.Count; i++)
        {
            Variable result = Version(carried[i]);
            entries.Add(new Carried(parameters[i], Read(carried[i], values), afterHeader[i], Read(carried[i], inner), result));
            results[i] = result;
        }

        for (int i = 0; i < results.Length; i++)
        {
            values[carried[i].Id] = results[i];
        }

        return loop with { Header = header, Condition = condition, Body = body, Break = exit, Carried = entries.ToEquatableArray() };
    }

    private static List<Variable> AssignedIn(Block first, Block second)
    {
        var seen = new VariableSet();
        var result = new List<Variable>();
        AddAssigned(first, seen, result);
        AddAssigned(second, seen, result);
        return result;
    }

    private static void AddAssigned(Block block, VariableSet seen, List<Variable> result)
    {
        foreach (Statement statement in block.Statements)
        {
            foreach (Variable variable in IrWalk.Definitions(statement))
            {
                if (seen.Add(variable))
                {
                    result.Add(variable);
                }
            }

            foreach (Block inner in IrWalk.Blocks(statement))
            {
                AddAssigned(inner, seen, result);
            }
        }
    }

    /// <summary>Reads current values and gives each definition a version of its own, in one statement without blocks.</summary>
    private sealed class Renamer(SsaConstruction construction, Operand?[] values) : IrRewriter
    {
        public Statement Apply(Statement statement) => RewriteParts(statement);

        protected override Operand Use(Operand operand) => construction.Read(operand, values);

        protected override Variable Define(Variable variable)
        {
            Variable version = construction.Version(variable);
            values[variable.Id] = version;
            return version;
        }
    }
}
