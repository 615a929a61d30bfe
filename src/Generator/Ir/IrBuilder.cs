namespace AutoDiff.Generator.Ir;

/// <summary>Makes variables with ids of their own.</summary>
internal sealed class VariableFactory(int firstId)
{
    private readonly Dictionary<int, int> _origins = [];

    public int NextId { get; private set; } = firstId;

    public Variable New(string name, IrType type, bool isTemporary = false) => new(NextId++, name, type) { IsTemporary = isTemporary };

    public Variable Temporary(IrType type) => New("t", type, isTemporary: true);

    /// <summary>Makes the variable that stands for another one in a copy of its statements.</summary>
    public Variable Like(Variable variable, IrType? type = null)
    {
        Variable copy = New(variable.Name, type ?? variable.Type, variable.IsTemporary);
        _origins[copy.Id] = OriginOf(variable);
        return copy;
    }

    /// <summary>The id of what the variable stands for: a copy of the primal's isn't an adjoint.</summary>
    public int OriginOf(Variable variable) => _origins.TryGetValue(variable.Id, out int origin) ? origin : variable.Id;
}

/// <summary>
/// Appends statements to a block. The arithmetic on it folds constants and drops what is zero or one, which is right for adjoints (their value
/// isn't promised bit for bit); primal code is never built with it.
/// </summary>
internal sealed class IrBuilder(VariableFactory variables)
{
    private readonly List<Statement> _statements = [];

    public VariableFactory Variables => variables;

    public IReadOnlyList<Statement> Statements => _statements;

    public bool IsEmpty => _statements.Count == 0;

    public Block ToBlock() => new(_statements.ToEquatableArray());

    /// <summary>Forgets the statements, to be used again.</summary>
    public void Clear() => _statements.Clear();

    public void Emit(Statement statement) => _statements.Add(statement);

    /// <summary>Puts another statement in the place of one that was emitted.</summary>
    public void Replace(Statement statement, Statement other) => _statements[_statements.FindIndex(s => ReferenceEquals(s, statement))] = other;

    public void EmitAll(IEnumerable<Statement> statements) => _statements.AddRange(statements);

    /// <summary>Assigns the expression to a fresh variable: a temporary, or one with a name.</summary>
    public Variable Let(Expression expression, string? name = null)
    {
        Variable variable = variables.New(name ?? "t", expression.Type, isTemporary: name is null);
        Emit(new Assign(variable, expression));
        return variable;
    }

    /// <summary>Gives a name to the temporary that the last statement assigned, if <paramref name="operand"/> is it.</summary>
    public Operand NameLast(Operand operand, string name)
    {
        if (operand is Variable { IsTemporary: true } variable && _statements.Count > 0
            && _statements[_statements.Count - 1] is Assign assign && assign.Target.Id == variable.Id)
        {
            var named = new Variable(variable.Id, name, variable.Type);
            _statements[_statements.Count - 1] = assign with { Target = named };
            return named;
        }

        return operand;
    }

    public Operand Add(Operand a, Operand b) => (a, b) switch
    {
        (Constant { IsZero: true }, _) => b,
        (_, Constant { IsZero: true }) => a,
        _ when IsNegation(b, out Operand? inner) => Subtract(a, inner!),
        _ => Let(new Binary(BinaryOperator.Add, a, b, a.Type)),
    };

    public Operand Subtract(Operand a, Operand b) => (a, b) switch
    {
        (Constant { IsZero: true }, _) => Negate(b),
        (_, Constant { IsZero: true }) => a,
        _ => Let(new Binary(BinaryOperator.Subtract, a, b, a.Type)),
    };

    public Operand Multiply(Operand a, Operand b) => (a, b) switch
    {
        (Constant { IsZero: true }, _) => a,
        (_, Constant { IsZero: true }) => b,
        (Constant { IsOne: true }, _) => b,
        (_, Constant { IsOne: true }) => a,
        (Constant { Text: "-1.0" or "-1.0f" }, _) => Negate(b),
        (_, Constant { Text: "-1.0" or "-1.0f" }) => Negate(a),
        _ => Let(new Binary(BinaryOperator.Multiply, a, b, a.Type)),
    };

    public Operand Divide(Operand a, Operand b) => (a, b) switch
    {
        (Constant { IsZero: true }, _) => a,
        (_, Constant { IsOne: true }) => a,
        _ => Let(new Binary(BinaryOperator.Divide, a, b, a.Type)),
    };

    public Operand Negate(Operand a)
    {
        if (a is Constant { IsZero: true })
        {
            return a;
        }

        if (a is Constant { ConstantType.IsFloat: true } constant && constant.Text.IndexOf('.') > 0 && !constant.Text.Contains("N"))
        {
            return constant with { Text = constant.Text.StartsWith("-", StringComparison.Ordinal) ? constant.Text.Substring(1) : "-" + constant.Text };
        }

        return IsNegation(a, out Operand? inner) ? inner! : Let(new Unary(UnaryOperator.Negate, a));
    }

    public Operand Compare(BinaryOperator comparison, Operand a, Operand b) => Let(new Binary(comparison, a, b, ScalarType.Boolean));

    public Operand Select(Operand condition, Operand whenTrue, Operand whenFalse) => condition switch
    {
        Constant { Text: "true" } => whenTrue,
        Constant { Text: "false" } => whenFalse,
        _ when whenTrue.Equals(whenFalse) => whenTrue,
        _ => Let(new Select(condition, whenTrue, whenFalse)),
    };

    /// <summary>The operand as <paramref name="type"/>, cast if it has another one.</summary>
    public Operand Convert(Operand a, IrType type) => a switch
    {
        _ when a.Type.Equals(type) => a,
        Constant { IsZero: true } when type.IsFloat => Constant.Float(type, 0),
        Constant { IsOne: true } when type.IsFloat => Constant.Float(type, 1),
        _ => Let(new Convert(a, type)),
    };

    /// <summary><c>for (int i = 0; i &lt; count; i++)</c> with a body that carries nothing.</summary>
    public void CountedLoop(Operand count, Action<IrBuilder, Variable> body)
    {
        Variable index = variables.New("i", ScalarType.Int32);
        var inner = new IrBuilder(variables);
        body(inner, index);
        if (inner.Statements.Count > 0)
        {
            Emit(new For(index, Constant.Int(0), BinaryOperator.Less, count, 1, inner.ToBlock()));
        }
    }

    // Looks at the statement that was appended last only: enough to keep -(-x) and a + -b out of adjoints.
    private bool IsNegation(Operand operand, out Operand? inner)
    {
        if (operand is Variable { IsTemporary: true } variable)
        {
            for (int i = _statements.Count - 1; i >= Math.Max(0, _statements.Count - 4); i--)
            {
                if (_statements[i] is Assign { Value: Unary { Operator: UnaryOperator.Negate } negate } assign && assign.Target.Id == variable.Id)
                {
                    inner = negate.Operand;
                    return true;
                }
            }
        }

        inner = null;
        return false;
    }
}
