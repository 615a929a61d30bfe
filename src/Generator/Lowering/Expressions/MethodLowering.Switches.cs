using System.Collections.Immutable;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Switches: the sections or arms one after the other, each under the condition that no earlier one matched.</summary>
internal sealed partial class MethodLowering
{
    private void LowerSwitchStatement(ISwitchOperation operation)
    {
        Value value = Freeze(LowerValue(operation.Value));
        _operation = operation;
        if (JumpsBetweenSections(operation))
        {
            LowerSwitchLoop(operation, value);
            return;
        }

        JumpTarget target = EnterScope(JumpKind.Break, operation.ExitLabel);
        Matched(operation.Cases.SelectMany(section => section.Clauses), Guards(operation.Cases), () =>
        {
            LowerCases(operation, value);
            return true;
        });
        ExitScope(target);
    }

    private static IEnumerable<IOperation> Guards(IEnumerable<ISwitchCaseOperation> sections) =>
        sections.SelectMany(section => section.Clauses).OfType<IPatternCaseClauseOperation>().Select(clause => clause.Guard).OfType<IOperation>();

    private void LowerCases(ISwitchOperation operation, Value value)
    {
        ISwitchCaseOperation? defaultSection = operation.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        if (defaultSection is { Clauses.Length: > 1 })
        {
            LowerSection(operation, SelectSection(operation, value), 0);
        }
        else
        {
            LowerSections(operation.Cases.Remove(defaultSection!), 0, defaultSection, value);
        }
    }

    private void LowerSections(ImmutableArray<ISwitchCaseOperation> sections, int index, ISwitchCaseOperation? otherwise, Value value)
    {
        if (index == sections.Length)
        {
            LowerStatements(otherwise?.Body ?? []);
            return;
        }

        Operand matches = MatchClauses(sections[index], value);
        if (index == sections.Length - 1 && otherwise is null)
        {
            LowerIf(matches, () => LowerStatements(sections[index].Body), null);
        }
        else
        {
            LowerIf(matches, () => LowerStatements(sections[index].Body), () => LowerSections(sections, index + 1, otherwise, value));
        }
    }

    /// <summary>Whether one of a section's labels matches, but for <c>default</c>.</summary>
    private Operand MatchClauses(ISwitchCaseOperation section, Value value)
    {
        Operand matches = Constant.False;
        foreach (ICaseClauseOperation clause in section.Clauses)
        {
            if (clause is not IDefaultCaseClauseOperation)
            {
                matches = ShortCircuit(isAnd: false, matches, () => MatchClause(clause, value));
            }
        }

        return matches;
    }

    private Operand MatchClause(ICaseClauseOperation clause, Value value)
    {
        _operation = clause;
        switch (clause)
        {
            case ISingleValueCaseClauseOperation { Value: { } single } when value.Operand is { } operand && LowerExpression(single) is Constant constant:
                return operand.Type is ScalarType && operand.Type.Equals(constant.Type)
                    ? Let(new Binary(BinaryOperator.Equal, operand, constant, ScalarType.Boolean))
                    : LetOpaque(ScalarType.Boolean, Effects.None, "(", operand, single.ConstantValue.Value is null ? " is null)" : $" is {constant.Text})");
            case IPatternCaseClauseOperation pattern:
                return MatchGuarded(pattern.Pattern, pattern.Guard, value);
            default:
                return RejectUnsupported(clause);
        }
    }

    private Operand MatchGuarded(IPatternOperation pattern, IOperation? guard, Value value)
    {
        Operand matches = Match(pattern, value, "");
        return guard is null ? matches : ShortCircuit(isAnd: true, matches, () => LowerExpression(guard));
    }

    private Value LowerSwitchExpression(ISwitchExpressionOperation operation)
    {
        Value value = Freeze(LowerValue(operation.Value));
        _operation = operation;
        if (operation.Type is not { } type)
        {
            return RejectedValue(operation);
        }

        Place result = NewTemporaryPlace(type);
        Matched(operation.Arms.Select(arm => arm.Pattern), operation.Arms.Select(arm => arm.Guard).OfType<IOperation>(), () =>
        {
            LowerArms(operation, 0, value, result);
            return true;
        });
        return Read(result);
    }

    private void LowerArms(ISwitchExpressionOperation operation, int index, Value value, Place result)
    {
        if (index == operation.Arms.Length)
        {
            ThrowUnmatched(operation, value);
            return;
        }

        ISwitchExpressionArmOperation arm = operation.Arms[index];
        _operation = arm;
        Operand matches = MatchGuarded(arm.Pattern, arm.Guard, value);
        if (matches is Constant { Text: "true" })
        {
            LowerArm(arm, result);
        }
        else
        {
            LowerIf(matches, () => LowerArm(arm, result), () => LowerArms(operation, index + 1, value, result));
        }
    }

    private void LowerArm(ISwitchExpressionArmOperation arm, Place result)
    {
        int first = NextVariableId;
        Value value = LowerValue(arm.Value);
        if (_region.IsReachable)
        {
            Write(result, value, first);
        }
    }

    private void ThrowUnmatched(ISwitchExpressionOperation operation, Value value)
    {
        const string Name = "global::System.Runtime.CompilerServices.SwitchExpressionException";
        _operation = operation;
        OpaqueText text = new(this);
        if (value.Operand?.Type is BufferType { IsSpan: true })
        {
            text.Add($"new {Name}()");
        }
        else
        {
            text.Add($"new {Name}((object)").Add(value).Add(")");
        }

        (EquatableArray<string> parts, EquatableArray<Hole> holes) = text.Resolve();
        Emit(new Throw(EmitOpaque(parts, holes, new OpaqueType(Name), Effects.None, null, runsOnce: true)));
        _region.IsReachable = false;
    }

    private Value Freeze(Value value) => value.Operand is { } operand
        ? Freeze(operand)
        : value.Elements is { } elements ? new Value(Array.ConvertAll(elements, Freeze), value.Type) : value;
}
