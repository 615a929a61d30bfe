using System.Collections.Immutable;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// Lowers one method: C#'s operations become statements of the mutable IR, in C#'s order of evaluation. This file holds what all the others
/// stand on: the block under construction, variables, sites and diagnostics.
/// </summary>
internal sealed partial class MethodLowering
{
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly List<Diagnostic> _diagnostics;
    private readonly List<Site> _sites;
    private readonly Lifting _lifting;
    private TangentLifting? _tangents;
    private readonly List<long> _lastWrites = [];
    private readonly List<JumpTarget> _unreadTargets = [];
    private readonly ReferenceScan _references;
    private readonly ReceiverWrites _receiverWrites;
    private readonly BufferWrites _bufferWrites;

    // The spans that are known to have one element.
    private readonly HashSet<Operand> _singles = [];
    private Region _region = new(null);
    private JumpTarget? _jumps;
    private Frame _frame;
    private IOperation? _operation;
    private IOperation? _siteOperation;
    private long _writes;
    private bool _hasErrors;

    // What was rejected first; a diagnostic says why, unless the compiler itself does.
    private IOperation? _rejected;

    private MethodLowering(IMethodSymbol method, Compilation compilation, ReferenceForms forms, CancellationToken cancellation)
    {
        _forms = forms;
        _compilation = compilation;
        _cancellation = cancellation;
        _diagnostics = [];
        _sites = [];
        _models = [];
        _lifting = new(method);
        _frame = new(method, null, null, null, null);
        _references = new(BodyOf);
        _receiverWrites = new(BodyOf);
        _bufferWrites = new(BodyOf);
    }

    /// <summary>Lowers a local function to a function of its own: with variables of its own, and the places and diagnostics of the whole.</summary>
    private MethodLowering(IMethodSymbol localFunction, MethodLowering outer)
    {
        _compilation = outer._compilation;
        _cancellation = outer._cancellation;
        _diagnostics = outer._diagnostics;
        _sites = outer._sites;
        _lifting = outer._lifting;
        _tangents = outer._tangents;
        _models = outer._models;
        _frame = new(localFunction, null, outer._frame.Calls, null, null);
        _references = outer._references;
        _forms = outer._forms;
        _receiverWrites = outer._receiverWrites;
        _bufferWrites = outer._bufferWrites;
    }

    /// <summary>Lowers a marked callee to a function of its own, for the forward mode of the method that calls it.</summary>
    private MethodLowering(IMethodSymbol callee, string name, SyntaxNode call, MethodLowering outer)
        : this(callee, outer)
    {
        _lifting = new(callee, name);
        _frame = new(callee, null, new(call, outer._frame.Calls), null, null);
    }

    private Variable NewVariable(string name, IrType type, bool isTemporary = false)
    {
        var variable = new Variable(_lastWrites.Count, name, type) { IsTemporary = isTemporary };
        _lastWrites.Add(0);
        return variable;
    }

    private Variable NewTemporary(IrType type) => NewVariable("t", type, isTemporary: true);

    /// <summary>Appends a statement; its site is the operation being lowered.</summary>
    private void Emit(Statement statement)
    {
        RecordWrites(statement);
        _region.Current.Add(statement.Site >= 0 ? statement : statement with { Site = CurrentSite() });
    }

    private void EmitAssign(Variable target, Expression value) => Emit(new Assign(target, value) { Site = CurrentSite() });

    /// <summary>Assigns the expression to a new temporary.</summary>
    private Variable Let(Expression expression)
    {
        Variable temporary = NewTemporary(expression.Type);
        EmitAssign(temporary, expression);
        return temporary;
    }

    /// <summary>Assigns the value of an operand that has just been computed: without a copy when it is a temporary that the last statement assigned.</summary>
    private void EmitAssign(Variable target, Operand value, int firstNewVariable)
    {
        BlockBuilder block = _region.Current;
        if (value is Variable { IsTemporary: true } temporary
            && temporary.Id >= firstNewVariable
            && block.Count > 0
            && block[block.Count - 1] is Assign last
            && last.Target.Id == temporary.Id
            && last.Value.Type.Equals(target.Type))
        {
            block[block.Count - 1] = last with { Target = target };
            _lastWrites[target.Id] = ++_writes;
            return;
        }

        EmitAssign(target, new Copy(value));
    }

    private int NextVariableId => _lastWrites.Count;

    private int CurrentSite()
    {
        if (_operation is null)
        {
            return -1;
        }

        if (!ReferenceEquals(_operation, _siteOperation))
        {
            _siteOperation = _operation;
            _sites.Add(SiteOf(_operation.Syntax));
        }

        return _sites.Count - 1;
    }

    private Site SiteOf(SyntaxNode syntax) => new(syntax.SyntaxTree, syntax.Span, _frame.Calls);

    private void Report(DiagnosticDescriptor descriptor, IOperation operation, params object?[] arguments) =>
        Report(descriptor, operation.Syntax, arguments);

    private void Report(DiagnosticDescriptor descriptor, SyntaxNode syntax, params object?[] arguments)
    {
        _hasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        _diagnostics.Add(SiteOf(syntax).Report(descriptor, arguments));
    }

    /// <summary>Stands for the value of an expression that was rejected, so that lowering can go on.</summary>
    private Operand Rejected(IOperation operation)
    {
        _hasErrors = true;
        _rejected ??= operation;
        return Constant.Default(operation.Type is { } type && TypeMapping.Map(type) is { } mapped ? mapped : ScalarType.Double);
    }

    /// <summary>Rejects C# that has no diagnostic of its own.</summary>
    private Operand RejectUnsupported(IOperation operation, string? what = null, string wayOut = "Write it in another way, or move it out of the marked method")
    {
        if (what is not null)
        {
            Report(DiagnosticDescriptors.UnsupportedSyntax, operation, what, wayOut);
        }
        else if (LanguageFence.Of(operation, FirstLine(operation.Syntax)) is { } rejection)
        {
            Report(rejection.Descriptor, operation, rejection.Arguments);
        }

        return Rejected(operation);
    }

    /// <summary>Source as a message quotes it.</summary>
    private static string FirstLine(SyntaxNode syntax)
    {
        Microsoft.CodeAnalysis.Text.SourceText text = syntax.SyntaxTree.GetText();
        Microsoft.CodeAnalysis.Text.TextLine line = text.Lines.GetLineFromPosition(syntax.SpanStart);
        int end = Math.Min(Math.Min(syntax.Span.End, line.End), syntax.SpanStart + 80);
        string quoted = text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(syntax.SpanStart, end)).TrimEnd();
        return end < syntax.Span.End ? quoted + " ..." : quoted;
    }

    private Operand Reject(DiagnosticDescriptor descriptor, IOperation operation, params object?[] arguments)
    {
        Report(descriptor, operation, arguments);
        return Rejected(operation);
    }

    private void RecordWrites(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                _lastWrites[assign.Target.Id] = ++_writes;
                break;
            case OpaqueCall call:
                RecordWrite(call.Result);
                foreach (Hole hole in call.Holes)
                {
                    RecordWrite((hole as ReferenceHole)?.Result);
                }

                break;
            case BufferCall call:
                RecordWrite(call.Result);
                break;
            case SplitCall call:
                foreach (Variable result in call.Results)
                {
                    RecordWrite(result);
                }

                break;
        }
    }

    private void RecordWrite(Variable? variable)
    {
        if (variable is not null)
        {
            _lastWrites[variable.Id] = ++_writes;
        }
    }
}
