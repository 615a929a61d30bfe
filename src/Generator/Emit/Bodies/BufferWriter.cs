using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Prints what makes, views and reads buffers.</summary>
internal sealed class BufferWriter(ExpressionWriter expressions, SourceWriter writer, string workspace)
{
    private const string CollectionsMarshal = "global::System.Runtime.InteropServices.CollectionsMarshal";
    private const string MemoryMarshal = "global::System.Runtime.InteropServices.MemoryMarshal";

    /// <summary>Whether the view's text has another type than the view, so that it prints with a cast where no declaration converts it.</summary>
    public static bool IsConverted(View view)
    {
        if (view.Type is not BufferType target || view.Buffer.Type is not BufferType source)
        {
            return false;
        }

        BufferKind made = source.Kind switch
        {
            BufferKind.Ref => target.Kind,
            BufferKind.Array when view.Start is null => BufferKind.Array,
            BufferKind.Array or BufferKind.List or BufferKind.Tensor => BufferKind.Span,
            _ => source.Kind,
        };
        return made != target.Kind;
    }

    public void Write(Expression expression, bool isFolded)
    {
        switch (expression)
        {
            case Load load:
                WriteElement(load.Buffer, load.Indices, load.Path);
                break;
            case Length length:
                WriteLength(length);
                break;
            case View view:
                WriteView(view, isFolded);
                break;
            case Reshape reshape:
                writer.Append(reshape.Buffer.Type is BufferType { IsTensor: true } ? "global::AutoDiff.Tensor.Reshape(" : "global::AutoDiff.Tensor.Create(");
                expressions.Write(reshape.Buffer);
                writer.Append(", ");
                expressions.Write(reshape.Shape);
                writer.Append(')');
                break;
            case Allocate allocate:
                WriteAllocation(allocate);
                break;
            case CopyOf copy:
                WriteCopy(copy);
                break;
            default:
                throw new InvalidOperationException($"A {expression.GetType().Name} expression can't be emitted.");
        }
    }

    // A list's element is a value, whose fields can be assigned only in the list's memory.
    public void WriteElement(Operand buffer, EquatableArray<Operand> indices, EquatableArray<string> path, bool isTarget = false)
    {
        bool isListField = isTarget && !path.IsEmpty && buffer.Type is BufferType { Kind: BufferKind.List };
        (string before, string after) = FieldStep.Around(path, isTarget);
        writer.Append(before).Append(isListField ? CollectionsMarshal + ".AsSpan(" : "");
        expressions.Write(buffer, Precedence.Primary);
        writer.Append(isListField ? ")" : "");
        if (indices.Count > 0)
        {
            // A tensor takes its indices as a span.
            bool isTensor = buffer.Type is BufferType { IsTensor: true };
            writer.Append(isTensor ? "[" : "");
            WriteList('[', indices, ']');
            writer.Append(isTensor ? "]" : "");
        }

        writer.Append(after);
    }

    private void WriteList(char open, EquatableArray<Operand> operands, char close)
    {
        writer.Append(open);
        for (int i = 0; i < operands.Count; i++)
        {
            writer.Append(i == 0 ? "" : ", ");
            expressions.Write(operands[i]);
        }

        writer.Append(close);
    }

    private void WriteLength(Length length)
    {
        expressions.Write(length.Buffer, Precedence.Primary);
        if (length.Dimension >= 0 && length.Buffer.Type is BufferType { Kind: BufferKind.Array, Rank: > 1 })
        {
            writer.Append(".GetLength(").Append(length.Dimension).Append(')');
        }
        else
        {
            writer.Append(length.Buffer.Type is BufferType { Kind: BufferKind.List } ? ".Count" : ".Length");
        }
    }

    private void WriteView(View view, bool isFolded)
    {
        if (isFolded && IsConverted(view))
        {
            writer.Append('(').Append(view.Type.CSharp).Append(')');
        }

        BufferKind source = ((BufferType)view.Buffer.Type).Kind;
        if (source == BufferKind.Ref)
        {
            bool isReadOnly = view.Type is BufferType { Kind: BufferKind.ReadOnlySpan };
            writer.Append(MemoryMarshal).Append(isReadOnly ? ".CreateReadOnlySpan(in " : ".CreateSpan(ref ");
            expressions.Write(view.Buffer, Precedence.Primary);
            writer.Append(", 1)");
            return;
        }

        if (source == BufferKind.List)
        {
            writer.Append(CollectionsMarshal).Append(".AsSpan(");
            expressions.Write(view.Buffer);
            writer.Append(')');
        }
        else if (source == BufferKind.Array && view.Start is not null)
        {
            writer.Append("global::System.MemoryExtensions.AsSpan(");
            expressions.Write(view.Buffer);
            writer.Append(", ");
            WriteRange(view);
            return;
        }
        else
        {
            expressions.Write(view.Buffer, Precedence.Primary);
            writer.Append(source == BufferKind.Tensor ? ".AsSpan()" : "");
        }

        if (view.Start is not null)
        {
            writer.Append(".Slice(");
            WriteRange(view);
        }
    }

    private void WriteRange(View view)
    {
        expressions.Write(view.Start!);
        if (view.Count is not null)
        {
            writer.Append(", ");
            expressions.Write(view.Count);
        }

        writer.Append(')');
    }

    private void WriteAllocation(Allocate allocate)
    {
        var type = (BufferType)allocate.Type;
        string element = type.Element.CSharp;
        if (type.Kind == BufferKind.Object)
        {
            string members = element + "." + Lowering.Aggregates.Accessors;
            bool isPooled = allocate.Site == AllocationSite.Workspace && type.Element is StructType { IsPooled: true };
            writer.Append(isPooled ? $"{workspace}.Object<{element}>({members}.New, {members}.Clear)" : members + ".New()");
        }
        else if (type.IsTensor)
        {
            writer.Append(workspace).Append(".ZerosLike(");
            expressions.Write(allocate.Lengths[0]);
            writer.Append(')');
        }
        else if (type.Kind == BufferKind.List)
        {
            writer.Append(allocate.Site == AllocationSite.Result ? "new " + type.CSharp : $"{workspace}.List<{element}>").Append("()");
        }
        else if (allocate.Site == AllocationSite.Workspace && allocate.Lengths.Count <= 3)
        {
            string rank = allocate.Lengths.Count == 1 ? "" : allocate.Lengths.Count == 2 ? "2" : "3";
            writer.Append($"{workspace}.Array{rank}<{element}>");
            WriteList('(', allocate.Lengths, ')');
        }
        else
        {
            // The lengths stand in the first brackets, the ranks of the arrays inside follow.
            IrType innermost = type.Element;
            string ranks = "";
            while (innermost is BufferType { Kind: BufferKind.Array } inner)
            {
                ranks += "[" + new string(',', inner.Rank - 1) + "]";
                innermost = inner.Element;
            }

            writer.Append("new ").Append(innermost.CSharp);
            WriteList('[', allocate.Lengths, ']');
            writer.Append(ranks);
        }
    }

    // Copies of lists and of rectangular arrays in the workspace take a second statement, which fills them.
    private void WriteCopy(CopyOf copy)
    {
        var source = (BufferType)copy.Buffer.Type;
        var target = (BufferType)copy.Type;
        if (target.IsTensor)
        {
            expressions.Write(copy.Buffer, Precedence.Primary);
            writer.Append(".Clone()");
        }
        else if (copy.Site == AllocationSite.Workspace)
        {
            if (target.Kind == BufferKind.List)
            {
                writer.Append($"{workspace}.List<{target.Element.CSharp}>()");
            }
            else if (target.Rank > 1)
            {
                WriteEmptyLike(copy, target);
            }
            else
            {
                writer.Append($"{workspace}.CopyOf<{target.Element.CSharp}>(");
                writer.Append(source.Kind == BufferKind.List ? CollectionsMarshal + ".AsSpan(" : "");
                expressions.Write(copy.Buffer);
                writer.Append(source.Kind == BufferKind.List ? "))" : ")");
            }
        }
        else if (target.Kind == BufferKind.List)
        {
            writer.Append("new ").Append(target.CSharp).Append('(');
            expressions.Write(copy.Buffer);
            writer.Append(source.IsSpan ? ".ToArray())" : ")");
        }
        else
        {
            bool isArray = source.Kind == BufferKind.Array;
            writer.Append(isArray ? $"({source.CSharp})" : "");
            expressions.Write(copy.Buffer, Precedence.Primary);
            writer.Append(isArray ? ".Clone()" : ".ToArray()");
        }
    }

    private void WriteEmptyLike(CopyOf copy, BufferType target)
    {
        writer.Append(target.Rank <= 3 ? $"{workspace}.Array{target.Rank}<{target.Element.CSharp}>(" : $"new {target.Element.CSharp}[");
        for (int dimension = 0; dimension < target.Rank; dimension++)
        {
            writer.Append(dimension == 0 ? "" : ", ");
            expressions.Write(copy.Buffer, Precedence.Primary);
            writer.Append(".GetLength(").Append(dimension).Append(')');
        }

        writer.Append(target.Rank <= 3 ? ')' : ']');
    }

    /// <summary>The statement after a copy that fills it, if one is needed.</summary>
    public void WriteFill(CopyOf copy, string target)
    {
        if (copy.Site == AllocationSite.Workspace && copy.Type is BufferType { Kind: BufferKind.List })
        {
            writer.Append(target).Append(".AddRange(");
            expressions.Write(copy.Buffer);
            writer.Line(");");
        }
        else if (copy.Site == AllocationSite.Workspace && copy.Type is BufferType { Kind: BufferKind.Array, Rank: > 1 })
        {
            writer.Append("global::System.Array.Copy(");
            expressions.Write(copy.Buffer);
            writer.Append(", ").Append(target).Append(", ").Append(target).Line(".Length);");
        }
    }
}
