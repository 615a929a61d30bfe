using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Switches that first find the section to run, by its number: those whose <c>default</c> shares a section, and those with <c>goto case</c>.</summary>
internal sealed partial class MethodLowering
{
    private static Dictionary<ISymbol, int> SectionsByLabel(ISwitchOperation operation)
    {
        Dictionary<ISymbol, int> sections = new(SymbolEqualityComparer.Default);
        for (int i = 0; i < operation.Cases.Length; i++)
        {
            foreach (ICaseClauseOperation clause in operation.Cases[i].Clauses)
            {
                if (clause.Label is { } label)
                {
                    sections[label] = i;
                }
            }
        }

        return sections;
    }

    private static bool JumpsBetweenSections(ISwitchOperation operation) =>
        operation.Descendants().Any(inner => inner is IBranchOperation { BranchKind: BranchKind.GoTo } branch && SectionsByLabel(operation).ContainsKey(branch.Target));

    /// <summary>A loop whose turns are the sections that run: <c>goto case</c> sets the section and starts the next turn.</summary>
    private void LowerSwitchLoop(ISwitchOperation operation, Value value)
    {
        Variable section = Matched(operation.Cases.SelectMany(cases => cases.Clauses), Guards(operation.Cases), () => SelectSection(operation, value));
        LowerLoop(
            operation.ExitLabel,
            null,
            null,
            () =>
            {
                (_jumps!.Sections, _jumps.Section) = (SectionsByLabel(operation), section);
                LowerSection(operation, section, 0);
                if (_region.IsReachable)
                {
                    EnsureGuarded();
                    JumpTo(_jumps.Outer!);
                }
            },
            null,
            null);
    }

    private bool JumpToSection(ILabelSymbol label)
    {
        for (JumpTarget? target = _jumps; target is not null && target.Kind != JumpKind.Return; target = target.Outer)
        {
            if (target.Sections is { } sections && sections.TryGetValue(label, out int section))
            {
                EmitAssign(target.Section!, new Copy(Constant.Int(section)));
                JumpTo(target);
                return true;
            }
        }

        return false;
    }

    /// <summary>The number of the section that a value selects: that of <c>default</c> when no other matches, or one more than there are.</summary>
    private Variable SelectSection(ISwitchOperation operation, Value value)
    {
        int otherwise = operation.Cases.Length;
        for (int i = 0; i < operation.Cases.Length; i++)
        {
            otherwise = operation.Cases[i].Clauses.Any(clause => clause is IDefaultCaseClauseOperation) ? i : otherwise;
        }

        Variable selected = NewVariable("section", ScalarType.Int32, isTemporary: true);
        Select(0);
        return selected;

        void Select(int index)
        {
            while (index < operation.Cases.Length && operation.Cases[index].Clauses.All(clause => clause is IDefaultCaseClauseOperation))
            {
                index++;
            }

            if (index == operation.Cases.Length)
            {
                EmitAssign(selected, new Copy(Constant.Int(otherwise)));
                return;
            }

            Operand matches = MatchClauses(operation.Cases[index], value);
            LowerIf(matches, () => EmitAssign(selected, new Copy(Constant.Int(index))), () => Select(index + 1));
        }
    }

    /// <summary>The section of a number, which isn't below the one given.</summary>
    private void LowerSection(ISwitchOperation operation, Variable selected, int index)
    {
        bool isLast = index == operation.Cases.Length - 1;
        if (isLast && operation.Cases.Any(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation)))
        {
            LowerStatements(operation.Cases[index].Body);
            return;
        }

        Variable isSelected = Let(new Binary(BinaryOperator.Equal, selected, Constant.Int(index), ScalarType.Boolean));
        LowerIf(isSelected, () => LowerStatements(operation.Cases[index].Body), isLast ? null : () => LowerSection(operation, selected, index + 1));
    }
}
