namespace AutoDiff.Generator.Ir;

internal sealed partial class Verifier
{
    private void CheckTypes(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                if (!assign.Target.Type.Equals(assign.Value.Type))
                {
                    Violate($"{Describe(statement)} assigns {assign.Value.Type} to {assign.Target.Type}");
                }

                CheckExpression(assign.Value, statement);
                break;
            case Evaluate evaluate:
                CheckExpression(evaluate.Expression, statement);
                break;
            case Store store:
                CheckElement(store.Buffer, store.Indices, store.Path, store.Value.Type, statement);
                break;
            case Accumulate accumulate:
                CheckElement(accumulate.Buffer, accumulate.Indices, accumulate.Path, accumulate.Value.Type, statement);
                break;
            case OpaqueCall call when call.Parts.Count != call.Holes.Count + 1:
                Violate($"an opaque call has {call.Parts.Count} parts for {call.Holes.Count} holes");
                break;
            case BufferCall call when call.Parts.Count != call.Arguments.Count + 1:
                Violate($"{call.Key} has {call.Parts.Count} parts for {call.Arguments.Count} arguments");
                break;
            case SplitCall call:
                CheckSplitCall(call);
                break;
        }
    }

    private void CheckSplitCall(SplitCall call)
    {
        if (call.Arguments.Count != call.Callee.Parameters.Count)
        {
            Violate($"{Describe(call)} has {call.Arguments.Count} arguments for {call.Callee.Parameters.Count} parameters");
        }

        if (call.Results.Count != call.Callee.Results.Count)
        {
            Violate($"{Describe(call)} has {call.Results.Count} results instead of {call.Callee.Results.Count}");
        }

        for (int i = 0; i < Math.Min(call.Results.Count, call.Callee.Results.Count); i++)
        {
            if (!call.Results[i].Type.Equals(call.Callee.Results[i]))
            {
                Violate($"{Describe(call)}: {call.Results[i]} has type {call.Results[i].Type} instead of {call.Callee.Results[i]}");
            }
        }
    }

    private void CheckExpression(Expression expression, Statement statement)
    {
        switch (expression)
        {
            case Binary binary:
                bool isShift = binary.Operator is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight;
                if (!isShift)
                {
                    SameType(binary.Left, binary.Right, Describe(statement));
                }

                bool isComparison = binary.Operator is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;
                IrType expected = isComparison ? ScalarType.Boolean : binary.Left.Type;
                if (!binary.Type.Equals(expected))
                {
                    Violate($"{Describe(statement)} has type {binary.Type} instead of {expected}");
                }

                break;
            case Select select:
                SameType(select.WhenTrue, select.WhenFalse, Describe(statement));
                if (!select.Condition.Type.Equals(ScalarType.Boolean))
                {
                    Violate($"{Describe(statement)} selects by {select.Condition.Type}");
                }

                break;
            case Load load:
                CheckElement(load.Buffer, load.Indices, load.Path, load.Type, statement);
                break;
            case Length { Buffer.Type: not BufferType } length:
                Violate($"{Describe(statement)} takes the length of {length.Buffer.Type}");
                break;
            case View { Buffer.Type: not BufferType } or View { Type: not BufferType }:
                Violate($"{Describe(statement)} is a view of {expression.Operands[0].Type} as {expression.Type}");
                break;
            case Opaque opaque when opaque.Parts.Count != opaque.Arguments.Count + 1:
                Violate($"opaque C# has {opaque.Parts.Count} parts for {opaque.Arguments.Count} arguments");
                break;
        }
    }

    private void CheckElement(Operand buffer, EquatableArray<Operand> indices, EquatableArray<string> path, IrType type, Statement statement)
    {
        if (buffer.Type is StructType structure && indices.IsEmpty && !path.IsEmpty)
        {
            CheckPath(structure, path, type, statement);
            return;
        }

        if (buffer.Type is not BufferType bufferType)
        {
            Violate($"{Describe(statement)} has an element of {buffer.Type}");
            return;
        }

        int rank = bufferType.IsSingle ? 0 : bufferType.Rank;
        if (indices.Count != rank && !bufferType.IsTensor)
        {
            Violate($"{Describe(statement)} has {indices.Count} indices for rank {rank}");
        }

        CheckPath(bufferType.Element, path, type, statement);
    }

    private void CheckPath(IrType element, EquatableArray<string> path, IrType type, Statement statement)
    {
        foreach (string field in path)
        {
            StructField? found = (element as StructType)?.Fields.FirstOrDefault(candidate => candidate.Name == field);
            if (found is null)
            {
                Violate($"{Describe(statement)}: {element} has no field {field}");
                return;
            }

            element = found.Type;
        }

        if (!element.Equals(type))
        {
            Violate($"{Describe(statement)}: the element has type {element}, the value {type}");
        }
    }
}
