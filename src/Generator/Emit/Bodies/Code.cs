using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Printed code: C# statements over C# variables. Expressions are still IR, printed through what is folded into them.</summary>
internal abstract class Code
{
    /// <summary>The variable that the statement assigns as a whole, if it can declare it.</summary>
    public virtual Local? Assigned => null;

    /// <summary>Variables declared before the statement.</summary>
    public List<Local>? Declarations { get; set; }
}

/// <summary>A block in braces.</summary>
internal sealed class CodeBlock(CodeBlock? parent, int indexInParent)
{
    /// <summary>The block around it, and the index of its statement there.</summary>
    public CodeBlock? Parent => parent;

    public int IndexInParent => indexInParent;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    public List<Code> Statements { get; } = [];

    /// <summary>Whether control never reaches its end.</summary>
    public bool EndsInJump => Statements.Count > 0 && Statements[Statements.Count - 1] switch
    {
        ExitCode => true,
        SimpleCode simple => simple.Statement is Throw or Return,
        _ => false,
    };

    public CodeBlock Child() => new(this, Statements.Count);
}

/// <summary>A statement of the IR without blocks.</summary>
internal sealed class SimpleCode(Statement statement, Local? assigned) : Code
{
    public Statement Statement => statement;

    public override Local? Assigned => assigned;
}

/// <summary>An <c>if</c> that prints as an assignment of a conditional expression.</summary>
internal sealed class ConditionalCode(SsaValue value) : Code
{
    public SsaValue Value => value;

    public override Local? Assigned => value.Local;
}

/// <summary><c>target = source;</c> where values meet.</summary>
internal sealed class CopyCode(Local target, Local? source, Constant? constant) : Code
{
    public Local Target => target;

    public Local? Source => source;

    public Constant? Constant => constant;

    public override Local? Assigned => target;
}

internal sealed class IfCode(Operand condition, CodeBlock then, CodeBlock otherwise) : Code
{
    public Operand Condition => condition;

    public CodeBlock Then => then;

    public CodeBlock Else => otherwise;
}

internal enum LoopShape
{
    /// <summary><c>while (condition)</c>.</summary>
    While,

    /// <summary><c>do ... while (!exit)</c>.</summary>
    DoWhile,

    /// <summary><c>while (true)</c>, with exits inside.</summary>
    Endless,
}

internal sealed class LoopCode(LoopShape shape, Operand? condition, CodeBlock body) : Code
{
    public LoopShape Shape => shape;

    /// <summary>The condition of the <c>while</c>; of a <c>do</c>, when it ends.</summary>
    public Operand? Condition => condition;

    public CodeBlock Body => body;
}

/// <summary><c>if (condition) { copies; break; }</c>, or when the condition is false.</summary>
internal sealed class ExitIfCode(Operand condition, bool whenTrue, CodeBlock copies) : Code
{
    public Operand Condition => condition;

    public bool WhenTrue => whenTrue;

    public CodeBlock Copies => copies;
}

/// <summary><c>break;</c></summary>
internal sealed class ExitCode : Code;

internal sealed class ForCode(For loop, Local index, CodeBlock header) : Code
{
    public For Loop => loop;

    public Local Index => index;

    /// <summary>The scope of the index.</summary>
    public CodeBlock Header => header;

    public CodeBlock Body { get; } = new(header, 0);
}
