using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>
/// The rows and columns of a function's Jacobian: a row for each float of the result, a column for each active float among the inputs, in order.
/// </summary>
/// <param name="Rows">The places of the rows among the function's results.</param>
/// <param name="RowNames">The rows as a user would name them.</param>
/// <param name="ColumnNames">The columns likewise.</param>
/// <param name="Type">The type of all of them.</param>
/// <param name="RepeatsSweeps">Whether each row needs both sweeps: a tape is read once.</param>
internal sealed record JacobianShape(IReadOnlyList<int> Rows, IReadOnlyList<string> RowNames, IReadOnlyList<string> ColumnNames, IrType Type, bool RepeatsSweeps)
{
    public int Length => Rows.Count * ColumnNames.Count;

    /// <summary>The function's Jacobian, or why it has none and what to do about it, as two sentences without their last full stop.</summary>
    public static (JacobianShape? Shape, string Reason, string WayOut) Of(AnalysedFunction analysed)
    {
        Function function = analysed.Function;
        var rows = new List<int>();
        var rowNames = new List<string>();
        List<bool> isRow = function.ResultShape is { } shape ? Fields.Leaves(shape).Select(leaf => leaf.IsActive).ToList() : [true];
        for (int i = 0; i < function.Results.Count; i++)
        {
            if (function.Results[i].Type is BufferType { CanBeActive: true })
            {
                return Refused("its result is or holds a buffer", "Return a number, or a tuple or struct of numbers");
            }

            if (function.Results[i].Type.IsFloat && isRow[i])
            {
                rows.Add(i);
                rowNames.Add(function.ResultShape is null ? "the result" : function.ResultNames[i]);
            }
        }

        if (rows.Count == 0)
        {
            return Refused("its result has no rows", "Return a number, or a tuple or struct of numbers");
        }

        var columns = new List<(string Name, IrType Type)>();
        foreach (Parameter parameter in function.Parameters)
        {
            string whole = parameter.IsReceiver ? "its receiver" : $"'{(parameter.Part?.Name ?? parameter.Variable.Name).TrimStart('@')}'";
            if (parameter.Mode is PassingMode.Ref or PassingMode.Out || (parameter.Variable.Type is BufferType && parameter.IsReceiver && parameter.IsActive))
            {
                return Refused($"{whole} {(parameter.IsReceiver ? "is an object" : "is passed by reference")}", "Take it by value");
            }

            if (parameter.IsActive && parameter.Variable.Type is BufferType { CanBeActive: true })
            {
                return Refused($"{whole} is or holds a buffer", "Take numbers, or tuples and structs of numbers, or mark it [NoGradient]");
            }

            if (parameter.Variable.Type is BufferType && MemberBuilder.IsWritten(analysed, parameter))
            {
                return Refused($"it writes {whole}", "Return what it writes");
            }

            if (parameter.IsActive && parameter.Variable.Type.IsFloat)
            {
                string name = parameter.Part is { } part ? string.Join(".", new[] { part.Name }.Concat(part.Path.Select(FieldStep.Name))) : parameter.Variable.Name;
                columns.Add((name.TrimStart('@'), parameter.Variable.Type));
            }
        }

        IrType type = function.Results[rows[0]].Type;
        if (rows.Any(row => !function.Results[row].Type.Equals(type)) || columns.Any(column => !column.Type.Equals(type)))
        {
            return Refused("its inputs and results have several floating-point types", "Use one type");
        }

        bool repeats = rows.Count > 1 && IrWalk.Any(function.Body, static statement => statement is For or Loop or Store or Accumulate or BufferCall || statement is SplitCall call && IsOnTape(call));
        if (repeats && IrWalk.Any(function.Body, static statement => statement is OpaqueCall or SplitCall))
        {
            return Refused("it has several rows, and loops, arrays or calls out of line for which it would run once a row, with all the calls that it makes", "Make those calls outside, or return one number");
        }

        return (new(rows, rowNames, columns.ConvertAll(column => column.Name), type, repeats), "", "");
    }

    // A hand-written derivative of numbers needs nothing but numbers that are still there.
    private static bool IsOnTape(SplitCall call) => call.ReverseRule is null || call.Arguments.Any(argument => argument.Type is BufferType) || call.Results.Any(result => result.Type is BufferType);

    private static (JacobianShape? Shape, string Reason, string WayOut) Refused(string reason, string wayOut) => (null, reason, wayOut);
}
