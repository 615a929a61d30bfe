using AutoDiff.Generator.Emit;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Tests.Emit;

/// <summary>Builds bodies by hand and prints them.</summary>
internal sealed class EmittedText
{
    private readonly List<Variable> _parameters = [];
    private int _lastId;

    public Variable Parameter(string name, IrType type)
    {
        Variable parameter = Named(name, type);
        _parameters.Add(parameter);
        return parameter;
    }

    public Variable Named(string name, IrType? type = null) => new(_lastId++, name, type ?? ScalarType.Double);

    public Variable Temporary(IrType? type = null) => new(_lastId++, "t", type ?? ScalarType.Double) { IsTemporary = true };

    public string Print(params Statement[] statements)
    {
        var writer = new SourceWriter();
        BodyEmitter.Write(new MemberBody(_parameters.ToEquatableArray(), new Block(statements.ToEquatableArray()), Named("workspace"), default), writer);
        return writer.ToString();
    }

    public static Binary Add(Operand a, Operand b) => new(BinaryOperator.Add, a, b, a.Type);

    public static Binary Subtract(Operand a, Operand b) => new(BinaryOperator.Subtract, a, b, a.Type);

    public static Binary Multiply(Operand a, Operand b) => new(BinaryOperator.Multiply, a, b, a.Type);

    public static Binary Less(Operand a, Operand b) => new(BinaryOperator.Less, a, b, ScalarType.Boolean);

    public static Binary Greater(Operand a, Operand b) => new(BinaryOperator.Greater, a, b, ScalarType.Boolean);

    public static Block Block(params Statement[] statements) => new(statements.ToEquatableArray());

    public static Return Return(params Operand[] values) => new(values.ToEquatableArray(), default);

    public static BufferType Span { get; } = new(BufferKind.ReadOnlySpan, ScalarType.Double);

    public static BufferType WritableSpan { get; } = new(BufferKind.Span, ScalarType.Double);
}
