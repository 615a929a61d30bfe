using System.Globalization;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Prints the code of a body.</summary>
internal sealed class StatementWriter(BodyFacts facts, SourceWriter writer, ExpressionWriter expressions)
{
    public void Write(CodeBlock block)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            Code statement = block.Statements[i];
            foreach (Local local in statement.Declarations ?? [])
            {
                WriteDeclaration(local);
            }

            Write(statement);
            if (statement is IfCode or LoopCode or ForCode or ExitIfCode && i < block.Statements.Count - 1)
            {
                writer.Line();
            }
        }
    }

    private void Write(Code statement)
    {
        switch (statement)
        {
            case SimpleCode { Statement: Assign assign } simple:
                WriteAssign(simple, assign);
                break;
            case SimpleCode simple:
                WriteSimple(simple);
                break;
            case ConditionalCode conditional:
                WriteTarget(conditional);
                expressions.WriteConditional((If)conditional.Value.Definition!, conditional.Value.Conditional!, Precedence.Lowest);
                writer.Line(";");
                break;
            case CopyCode copy:
                WriteTarget(copy);
                writer.Append(copy.Source?.Name ?? copy.Constant!.CSharp).Line(";");
                break;
            case IfCode branch:
                WriteIf(branch);
                break;
            case LoopCode loop:
                WriteLoop(loop);
                break;
            case ExitIfCode exit:
                WriteExit(exit);
                break;
            case ExitCode:
                writer.Line("break;");
                break;
            case ForCode loop:
                WriteFor(loop);
                break;
        }
    }

    private void WriteDeclaration(Local local)
    {
        writer.Append(local.IsScoped ? "scoped " : "").Append(local.Type.CSharp).Append(' ').Append(local.Name);
        if (local.NeedsInitializer || local.IsScoped)
        {
            bool isReference = local.Type is OpaqueType { IsReference: true } or BufferType { IsSpan: false };
            string text = Constant.Default(local.Type).CSharp;
            writer.Append(" = ").Append(isReference ? "default!" : text.StartsWith("default", StringComparison.Ordinal) ? "default" : text);
        }

        writer.Line(";");
    }

    // The left side of an assignment, which declares the variable where that is its place.
    private void WriteTarget(Code statement)
    {
        Local? target = statement.Assigned;
        if (target is null)
        {
            writer.Append("_ = ");
            return;
        }

        if (target.DeclaredBy == statement)
        {
            writer.Append(target.IsScoped ? "scoped " : "").Append(target.Type.CSharp).Append(' ');
        }

        writer.Append(target.Name).Append(" = ");
    }

    private void WriteAssign(SimpleCode code, Assign assign)
    {
        if (code.Assigned is { } target && target.DeclaredBy != code && assign.Value is Binary { IsChecked: false } binary && IsCompound(binary, target))
        {
            writer.Append(target.Name);
            if (binary.Right is Constant { IsOne: true } && binary.Type is ScalarType { IsInteger: true }
                && binary.Operator is BinaryOperator.Add or BinaryOperator.Subtract)
            {
                writer.Line(binary.Operator == BinaryOperator.Add ? "++;" : "--;");
                return;
            }

            writer.Append(' ').Append(BinaryOperators.TextOf(binary.Operator)).Append("= ");
            expressions.WriteRightOperand(binary);
            writer.Line(";");
            return;
        }

        WriteTarget(code);
        expressions.Write(assign.Value);
        writer.Line(";");
        if (assign.Value is CopyOf copy && code.Assigned is { } filled)
        {
            expressions.Buffers.WriteFill(copy, filled.Name);
        }
    }

    private bool IsCompound(Binary binary, Local target) =>
        !Operators.IsComparison(binary.Operator) && binary.Left is Variable left && facts.Of(left) is { IsFolded: false } value && value.Local == target
        && binary.Type.Equals(target.Type);

    private void WriteSimple(SimpleCode code)
    {
        switch (code.Statement)
        {
            case Store store:
                expressions.WriteTarget(store.Buffer, store.Indices, store.Path);
                writer.Append(" = ");
                expressions.Write(store.Value);
                writer.Line(";");
                break;
            case Accumulate accumulate:
                expressions.WriteTarget(accumulate.Buffer, accumulate.Indices, accumulate.Path);
                if (expressions.Folded(accumulate.Value) is Unary { Operator: UnaryOperator.Negate } negated)
                {
                    writer.Append(" -= ");
                    expressions.Write(negated.Operand);
                }
                else
                {
                    writer.Append(" += ");
                    expressions.Write(accumulate.Value);
                }

                writer.Line(";");
                break;
            case Evaluate evaluate:
                writer.Append(evaluate.Expression is Opaque { Type.CSharp: "void" } ? "" : "_ = ");
                expressions.Write(evaluate.Expression);
                writer.Line(";");
                break;
            case BufferCall call:
                WriteCallTarget(code);
                expressions.WriteParts(call.Parts, call.Arguments);
                writer.Line(";");
                break;
            case OpaqueCall call:
                WriteCallTarget(code);

                // Not every expression is a statement.
                writer.Append(code.Assigned is null && call.Result is not null ? "_ = " : "");
                WriteCall(call);
                writer.Line(";");
                break;
            case Throw exception:
                writer.Append("throw ");
                expressions.Write(exception.Exception);
                writer.Line(";");
                break;
            case Comment comment:
                writer.Append("// ").Line(comment.Text);
                break;
            case Return result:
                WriteReturn(result);
                break;
        }
    }

    private void WriteCallTarget(SimpleCode code)
    {
        if (code.Assigned is not null)
        {
            WriteTarget(code);
        }
    }

    private void WriteCall(OpaqueCall call) => expressions.WriteParts(call.Parts, (i, precedence) =>
    {
        if (call.Holes[i] is ReferenceHole reference)
        {
            writer.Append(facts.Of(reference.Result).Local!.Name);
        }
        else
        {
            expressions.WriteArgument(((ValueHole)call.Holes[i]).Operand, precedence);
        }
    });

    private void WriteReturn(Return result)
    {
        if (result.Values.IsEmpty)
        {
            return;
        }

        writer.Append("return ");
        if (result.Values.Count == 1)
        {
            expressions.Write(result.Values[0]);
        }
        else
        {
            for (int i = 0; i < result.Values.Count; i++)
            {
                writer.Append(i == 0 ? "(" : ", ");
                writer.Append(result.Names.IsEmpty ? "" : CSharpNames.Escape(result.Names[i]) + ": ");
                expressions.WriteArgument(result.Values[i]);
            }

            writer.Append(')');
        }

        writer.Line(";");
    }

    private void WriteIf(IfCode branch)
    {
        while (true)
        {
            bool isInverted = branch.Then.Statements.Count == 0;
            (CodeBlock then, CodeBlock otherwise) = isInverted ? (branch.Else, branch.Then) : (branch.Then, branch.Else);
            writer.Append("if (");
            expressions.WriteCondition(branch.Condition, isInverted);
            writer.Line(")").OpenBlock();
            Write(then);
            writer.CloseBlock();
            if (otherwise.Statements.Count == 0)
            {
                return;
            }

            if (otherwise.Statements.Count == 1 && otherwise.Statements[0] is IfCode { Declarations: null } next)
            {
                writer.Append("else ");
                branch = next;
                continue;
            }

            writer.Line("else").OpenBlock();
            Write(otherwise);
            writer.CloseBlock();
            return;
        }
    }

    private void WriteExit(ExitIfCode exit)
    {
        writer.Append("if (");
        expressions.WriteCondition(exit.Condition, !exit.WhenTrue);
        writer.Line(")").OpenBlock();
        Write(exit.Copies);
        writer.CloseBlock();
    }

    private void WriteLoop(LoopCode loop)
    {
        if (loop.Shape == LoopShape.DoWhile)
        {
            writer.Line("do").OpenBlock();
            Write(loop.Body);
            writer.CloseBlock().Append("while (");
            expressions.WriteCondition(loop.Condition!, isNegated: true);
            writer.Line(");");
            return;
        }

        writer.Append("while (");
        expressions.WriteCondition(loop.Condition ?? Constant.True);
        writer.Line(")").OpenBlock();
        Write(loop.Body);
        writer.CloseBlock();
    }

    private void WriteFor(ForCode code)
    {
        For loop = code.Loop;
        string index = code.Index.Name;
        writer.Append("for (").Append(code.Index.Type.CSharp).Append(' ').Append(index).Append(" = ");
        expressions.Write(loop.Start);
        writer.Append("; ").Append(index).Append(' ').Append(BinaryOperators.TextOf(loop.Comparison)).Append(' ');
        expressions.Write(loop.Limit, Precedence.Shift);
        writer.Append("; ").Append(Increment(loop, code.Index)).Line(")").OpenBlock();
        Write(code.Body);
        writer.CloseBlock();
    }

    private static string Increment(For loop, Local index)
    {
        string step = loop.Step.ToString(CultureInfo.InvariantCulture).TrimStart('-');
        string sign = loop.Step < 0 ? "-" : "+";
        if (!loop.IsChecked)
        {
            return step == "1" ? $"{index.Name}{sign}{sign}" : $"{index.Name} {sign}= {step}";
        }

        bool isNarrow = index.Type is ScalarType { Kind: ScalarKind.SByte or ScalarKind.Byte or ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Char };
        return isNarrow
            ? $"{index.Name} = checked(({index.Type.CSharp})({index.Name} {sign} {step}))"
            : $"{index.Name} = checked({index.Name} {sign} {step})";
    }
}
