using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Prints expressions with the parentheses that keep the operation tree, and no more.</summary>
internal sealed class ExpressionWriter
{
    private readonly BodyFacts _facts;
    private readonly SourceWriter _writer;
    private readonly ConstantGuard _guard;
    private bool _isChecked;

    public ExpressionWriter(BodyFacts facts, SourceWriter writer, Variable? workspace)
    {
        _facts = facts;
        _writer = writer;
        _guard = new ConstantGuard(facts);
        Buffers = new BufferWriter(this, writer, workspace is null ? "workspace" : CSharpNames.Escape(workspace.Name));
    }

    public BufferWriter Buffers { get; }

    public void Write(Operand operand, Precedence around = Precedence.Lowest)
    {
        if (operand is Constant constant)
        {
            WriteConstant(constant, around);
            return;
        }

        SsaValue value = _facts.Of((Variable)operand);
        if (!value.IsFolded)
        {
            _writer.Append(value.Local!.Name);
        }
        else if (value.Conditional is { } merge)
        {
            WriteConditional((If)value.Definition!, merge, around);
        }
        else
        {
            Write(((Assign)value.Definition!).Value, around, isFolded: true);
        }
    }

    /// <summary>An expression; one that is folded into another shows its type where the compiler would see another one.</summary>
    public void Write(Expression expression, Precedence around = Precedence.Lowest, bool isFolded = false)
    {
        if (expression is Copy copy)
        {
            Write(copy.Source, around);
            return;
        }

        if (Operators.DependsOnContext(expression) && Operators.IsChecked(expression) != _isChecked)
        {
            _isChecked = !_isChecked;
            _writer.Append(_isChecked ? "checked(" : "unchecked(");
            Write(expression, Precedence.Lowest, isFolded);
            _writer.Append(')');
            _isChecked = !_isChecked;
            return;
        }

        bool isParenthesized = PrecedenceOf(expression, isFolded) < around;
        if (isParenthesized)
        {
            _writer.Append('(');
        }

        WriteBare(expression, isFolded);
        if (isParenthesized)
        {
            _writer.Append(')');
        }
    }

    /// <summary>Text with holes.</summary>
    public void WriteParts(EquatableArray<string> parts, Action<int, Precedence> writeHole)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            _writer.Append(parts[i]);
            if (i < parts.Count - 1)
            {
                writeHole(i, IsDelimited(parts[i], parts[i + 1]) ? Precedence.Lowest : Precedence.Primary);
            }
        }
    }

    public void WriteParts(EquatableArray<string> parts, EquatableArray<Operand> arguments) =>
        WriteParts(parts, (i, precedence) => WriteArgument(arguments[i], precedence));

    /// <summary>An argument of a call: a comparison gets parentheses, lest <c>F(a &lt; b, c &gt; (d))</c> read as a generic call.</summary>
    public void WriteArgument(Operand operand, Precedence around = Precedence.Lowest) =>
        Write(operand, around == Precedence.Lowest && Folded(operand) is Binary { Operator: BinaryOperator.Less } ? Precedence.Shift : around);

    /// <summary>A condition, or its opposite.</summary>
    public void WriteCondition(Operand condition, bool isNegated = false)
    {
        if (!isNegated)
        {
            Write(condition);
        }
        else if (condition is Constant constant)
        {
            _writer.Append(constant.Text == "true" ? "false" : "true");
        }
        else
        {
            WriteNegated(condition);
        }
    }

    /// <summary>The expression that prints in the operand's place, or null.</summary>
    public Expression? Folded(Operand operand) =>
        operand is Variable variable && _facts.Of(variable) is { IsFolded: true, Definition: Assign assign } ? assign.Value : null;

    /// <summary>The value of a conditional expression: <c>c ? a : b</c>, <c>c &amp;&amp; a</c>, <c>c || b</c>.</summary>
    public void WriteConditional(If branch, Merge merge, Precedence around)
    {
        (Operand? shortcut, bool isOr, bool isNegated) = (merge.Then, merge.Else) switch
        {
            (_, Constant { Text: "false" }) => (merge.Then, false, false),
            (Constant { Text: "true" }, _) => (merge.Else, true, false),
            (_, Constant { Text: "true" }) => (merge.Then, true, true),
            (Constant { Text: "false" }, _) => (merge.Else, false, true),
            _ => ((Operand?)null, false, false),
        };
        Precedence own = shortcut is null ? Precedence.Conditional : isOr ? Precedence.ConditionalOr : Precedence.ConditionalAnd;
        _writer.Append(own < around ? "(" : "");
        if (shortcut is null)
        {
            WriteChoice(branch.Condition, merge.Then, merge.Else);
        }
        else
        {
            if (isNegated)
            {
                WriteNegated(branch.Condition, own);
            }
            else
            {
                Write(branch.Condition, own);
            }

            _writer.Append(isOr ? " || " : " && ");
            Write(shortcut, own + 1);
        }

        _writer.Append(own < around ? ")" : "");
    }

    private void WriteNegated(Operand condition, Precedence around = Precedence.Lowest)
    {
        switch (Folded(condition))
        {
            case Unary { Operator: UnaryOperator.Not } not:
                Write(not.Operand, around);
                break;
            case Binary comparison when Operators.Opposite(comparison) is { } opposite:
                Write(comparison with { Operator = opposite }, around);
                break;
            default:
                _writer.Append('!');
                Write(condition, Precedence.Unary);
                break;
        }
    }

    private void WriteChoice(Operand condition, Operand whenTrue, Operand whenFalse)
    {
        Write(condition, Precedence.ConditionalOr);
        _writer.Append(" ? ");
        WriteArm(whenTrue, Precedence.ConditionalOr);
        _writer.Append(" : ");
        WriteArm(whenFalse, Precedence.Conditional);
    }

    // An arm must have the type of the whole: a literal may have another one.
    private void WriteArm(Operand arm, Precedence around)
    {
        if (arm is Constant constant && ConstantGuard.IsLiteralOfAnotherType(constant))
        {
            _writer.Append('(').Append(constant.ConstantType.CSharp).Append(')');
            WriteConstant(constant, Precedence.Primary);
        }
        else
        {
            Write(arm, around);
        }
    }

    private Precedence PrecedenceOf(Expression expression, bool isFolded) => expression switch
    {
        Convert convert when IsCall(convert) => Precedence.Primary,
        Unary or Convert => Precedence.Unary,
        Binary binary => BinaryOperators.PrecedenceOf(binary.Operator),
        Ir.Select => Precedence.Conditional,
        Opaque opaque => IsPrimaryText(opaque) ? Precedence.Primary : Precedence.Lowest,
        View view => isFolded && BufferWriter.IsConverted(view) ? Precedence.Unary : Precedence.Primary,
        _ => Precedence.Primary,
    };

    private void WriteBare(Expression expression, bool isFolded)
    {
        switch (expression)
        {
            case Unary unary:
                WriteUnary(unary);
                break;
            case Binary binary:
                WriteBinary(binary);
                break;
            case Convert convert:
                WriteCast(convert);
                break;
            case Ir.Select select:
                WriteChoice(select.Condition, select.WhenTrue, select.WhenFalse);
                break;
            case Intrinsic intrinsic:
                _writer.Append(intrinsic.Name).Append('(');
                for (int i = 0; i < intrinsic.Arguments.Count; i++)
                {
                    _writer.Append(i == 0 ? "" : ", ");
                    WriteArgument(intrinsic.Arguments[i]);
                }

                _writer.Append(')');
                break;
            case Opaque opaque:
                WriteParts(opaque.Parts, opaque.Arguments);
                break;
            default:
                Buffers.Write(expression, isFolded);
                break;
        }
    }

    /// <summary>The element that a statement writes.</summary>
    public void WriteTarget(Operand buffer, EquatableArray<Operand> indices, EquatableArray<string> path) =>
        Buffers.WriteElement(buffer, indices, path, isTarget: true);

    private void WriteUnary(Unary unary)
    {
        _writer.Append(unary.Operator switch { UnaryOperator.Negate => '-', UnaryOperator.Not => '!', _ => '~' });
        WriteGuarded(unary.Operand, StartsWithMinus(unary.Operand) ? Precedence.Primary : Precedence.Unary, unary.IsChecked);
    }

    /// <summary>The right side of a compound assignment.</summary>
    public void WriteRightOperand(Binary binary) => WriteGuarded(binary.Right, Precedence.Lowest, _guard.Guards(binary).Right);

    private void WriteBinary(Binary binary)
    {
        Precedence own = BinaryOperators.PrecedenceOf(binary.Operator);
        (bool guardLeft, bool guardRight) = _guard.Guards(binary);
        WriteGuarded(binary.Left, own, guardLeft);
        _writer.Append(' ').Append(IsPattern(binary) ? binary.Operator == BinaryOperator.Equal ? "is" : "is not" : BinaryOperators.TextOf(binary.Operator)).Append(' ');
        bool isNegative = own == Precedence.Additive && StartsWithMinus(binary.Right);
        WriteGuarded(binary.Right, isNegative ? Precedence.Primary : own + 1, guardRight);
    }

    // The compiler makes the same code of both, but looks through all its operators and through conversions to their types for one with a literal of a float type.
    private bool IsPattern(Binary binary) =>
        binary is { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Right: Constant { ConstantType: ScalarType { Kind: ScalarKind.Single or ScalarKind.Double }, Text: var text } constant }
        && char.IsDigit(text[0]) && constant.ConstantType.Equals(binary.Left.Type) && !_guard.IsConstant(binary.Left);

    // There are no casts from and to a type parameter.
    private static bool IsCall(Convert convert) =>
        convert.Method is not null || convert.Type is ScalarType { IsGeneric: true } || convert.Operand.Type is ScalarType { IsGeneric: true };

    // Between a type parameter and what isn't its constraint there is no cast in every case.
    private static bool IsThroughObject(Convert convert) =>
        (IsTypeParameter(convert.Type) || IsTypeParameter(convert.Operand.Type)) && StructType.AggregateOf(convert.Type) != StructType.AggregateOf(convert.Operand.Type);

    private static bool IsTypeParameter(IrType type) => type is BufferType { Kind: BufferKind.Object, Element: StructType { Constraint: not null } };

    private void WriteCast(Convert convert)
    {
        if (IsCall(convert))
        {
            _writer.Append(convert.Method ?? convert.Type.CSharp + ".CreateTruncating").Append('(');
            WriteArgument(convert.Operand);
            _writer.Append(')');
            return;
        }

        _writer.Append('(').Append(convert.Type.CSharp).Append(')');
        if (IsThroughObject(convert))
        {
            _writer.Append("(object)");
        }

        bool isKeyword = convert.Type is ScalarType { Kind: not (ScalarKind.NInt or ScalarKind.NUInt) };
        bool guarded = convert.IsChecked || (convert.Operand.Type.IsFloat && !convert.Type.IsFloat);
        WriteGuarded(convert.Operand, !isKeyword && StartsWithMinus(convert.Operand) ? Precedence.Primary : Precedence.Unary, guarded);
    }

    private void WriteGuarded(Operand operand, Precedence around, bool isGuarded)
    {
        if (isGuarded && _guard.IsConstant(operand) && ConstantGuard.Identity(operand.Type) is { } identity)
        {
            _writer.Append(identity).Append('(');
            Write(operand);
            _writer.Append(')');
        }
        else
        {
            Write(operand, around);
        }
    }

    private bool StartsWithMinus(Operand operand) =>
        operand is Constant constant ? constant.ConstantType is not ScalarType { IsGeneric: true } && constant.Text.StartsWith("-", StringComparison.Ordinal)
            : Folded(operand) is { } expression && (expression is Unary { Operator: UnaryOperator.Negate } || (expression is Copy copy && StartsWithMinus(copy.Source)));

    private void WriteConstant(Constant constant, Precedence around)
    {
        string text = constant.CSharp;
        bool isUnary = text.Length > 0 && text[0] is '-' or '(';
        bool isLiteral = text.Length > 0 && text[0] is '"' or '\'' or '@' or '$';
        Precedence own = isUnary ? Precedence.Unary : !isLiteral && text.IndexOf(' ') >= 0 ? Precedence.Lowest : Precedence.Primary;
        _writer.Append(own < around ? "(" : "").Append(text).Append(own < around ? ")" : "");
    }

    private static bool IsDelimited(string before, string after) =>
        (before.EndsWith("(", StringComparison.Ordinal) || before.EndsWith(", ", StringComparison.Ordinal) || before.EndsWith("[", StringComparison.Ordinal))
        && after.Length > 0 && after[0] is ')' or ',' or ']';

    // A name or a call: what stands outside brackets has no operator.
    private static bool IsPrimaryText(Opaque opaque)
    {
        int nesting = 0;
        for (int p = 0; p < opaque.Parts.Count; p++)
        {
            string part = opaque.Parts[p];
            for (int i = 0; i < part.Length; i++)
            {
                char c = part[i];
                nesting += c is '(' or '[' or '<' ? 1 : c is ')' or ']' or '>' ? -1 : 0;
                if (nesting == 0 && c is ' ' or '+' or '-' or '*' or '/' or '!' or '~' or '?' or '&' or '|' or '=' or '"')
                {
                    return false;
                }
            }
        }

        return nesting == 0 && !opaque.Parts[0].StartsWith("(", StringComparison.Ordinal);
    }
}
