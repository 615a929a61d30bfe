using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Lambdas and method groups: C# that carries no derivative, around values that must not be active.</summary>
internal sealed partial class MethodLowering
{
    private Value LowerDelegate(IOperation operation, ITypeSymbol type)
    {
        IOperation target = operation is IDelegateCreationOperation creation ? creation.Target : operation;
        if (!QualifiedNames.CanBeNamed(type))
        {
            return RejectUnsupported(operation);
        }

        return target switch
        {
            IMethodReferenceOperation method => LowerMethodGroup(method, type),
            IAnonymousFunctionOperation lambda => LowerLambda(lambda, type),
            _ => LowerDelegateOf(target, type),
        };
    }

    // new Func<int, int>(another)
    private Value LowerDelegateOf(IOperation target, ITypeSymbol type)
    {
        OpaqueText text = new(this);
        text.Add($"new {QualifiedNames.Type(type)}(").Add(LowerValue(target)).Add(")");
        return EmitOpaque(text, type, Effects.Throws, null);
    }

    private Value LowerMethodGroup(IMethodReferenceOperation reference, ITypeSymbol type)
    {
        IMethodSymbol method = reference.Method;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return RejectUnsupported(reference, $"the local function '{method.Name}' as a delegate", "Make it a method");
        }

        if (!CanPrint(method, reference))
        {
            return RejectedValue(reference);
        }

        OpaqueText text = new(this);
        text.Add($"(({QualifiedNames.Type(type)})");
        if (reference.Instance is { } instance && !method.IsStatic)
        {
            text.Add(LowerValue(instance)).Add("." + PrintedName(method));
        }
        else
        {
            text.Add(QualifiedNames.Type((method.ReducedFrom ?? method).ContainingType) + "." + PrintedName(method));
        }

        _operation = reference;
        return EmitOpaque(text.Add(")"), type, Effects.Throws, LostIn(type));
    }

    /// <summary>
    /// A lambda, written again where what it captures are the parameters of another lambda around it, called at once: it sees the values that the variables
    /// have now, which are those that it would see later, because nothing assigns them any more.
    /// </summary>
    private Value LowerLambda(IAnonymousFunctionOperation lambda, ITypeSymbol type)
    {
        SyntaxNode syntax = lambda.Syntax;
        if (!_models.TryGetValue(syntax.SyntaxTree, out SemanticModel? model) || lambda.Symbol.ReturnsByRef || lambda.Symbol.ReturnsByRefReadonly)
        {
            return RejectUnsupported(lambda);
        }

        QualifiedSyntax qualified = new(model, syntax, _cancellation);
        string source = WithOverflowContext(lambda, qualified.Print());
        string result = QualifiedNames.TypeWithElementNames(type);
        if (qualified is { Captured.Count: 0, UsesThis: false, Obstacle: null })
        {
            _lifting.Usings.UnionWith(qualified.Usings);
            return EmitOpaque(new OpaqueText(this).Add($"(({result})({source}))"), type, Effects.None, null);
        }

        return LowerCode(lambda, qualified, source, type, captured =>
        {
            // What a lambda could do to arrays that it captures, it does when it is called: they are in other hands from here on.
            bool hasBuffers = captured.Any(value => value.Operand?.Type is BufferType || value.IsTuple);
            return (hasBuffers ? Effects.Anything : Effects.None, hasBuffers);
        }, name => new(DiagnosticDescriptors.CapturedByLambda, name));
    }

    /// <summary>A query: what it calls runs as it is written, and nothing in it may be active.</summary>
    private Value LowerQuery(ITranslatedQueryOperation query)
    {
        if (query.Type is not { } type || !_models.TryGetValue(query.Syntax.SyntaxTree, out SemanticModel? model))
        {
            return RejectUnsupported(query);
        }

        if (!QualifiedNames.CanBeNamed(type))
        {
            return RejectUnsupported(query, "a query whose elements have no name", "Select a tuple in the place of the anonymous object");
        }

        QualifiedSyntax qualified = new(model, query.Syntax, _cancellation);
        string source = $"{(IsCheckedContext(query.Syntax) ? "checked" : "unchecked")}({qualified.Print()})";
        return LowerCode(query, qualified, source, type, _ => (Effects.Anything, true), _ => new(DiagnosticDescriptors.LinqCall, "the query"));
    }

    /// <summary>C# with variables of the method's in it, which are passed to it.</summary>
    private Value LowerCode(
        IOperation code, QualifiedSyntax qualified, string source, ITypeSymbol type, Func<List<Value>, (Effects Effects, bool RunsOnce)> effectsOf, Func<string, IfActive> lostIn)
    {
        if (qualified.Obstacle is { } obstacle)
        {
            return RejectUnsupported(code, obstacle, "Move it to a method of its own");
        }

        var names = new List<string>();
        var types = new List<string>();
        var captured = new List<Value>();
        foreach (ISymbol symbol in qualified.Captured)
        {
            if (AssignedAfter(symbol, code) is { } assignment)
            {
                Report(DiagnosticDescriptors.UnsupportedSyntax, assignment, $"the assignment of '{symbol.Name}', which a lambda captures", "Let it capture a copy that isn't assigned");
                return RejectedValue(code);
            }

            ITypeSymbol symbolType = symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type;
            if (_frame.Find(symbol) is not (VariablePlace { Variable.Type: not BufferType { Kind: BufferKind.Ref } } or TuplePlace) || !QualifiedNames.CanBeNamed(symbolType))
            {
                return RejectUnsupported(code, $"the capture of '{symbol.Name}'", "Copy what is needed of it to a local");
            }

            names.Add(QualifiedNames.Identifier(symbol.Name));
            types.Add(QualifiedNames.TypeWithElementNames(symbolType));
            captured.Add(Read(_frame.Find(symbol)!));
        }

        if (qualified.UsesThis)
        {
            if (FindThis() is not VariablePlace { Variable: { } receiver } || _frame.Method.ContainingType is not { } self)
            {
                return RejectUnsupported(code, "a lambda that uses the instance", "Copy what is needed of it to a local");
            }

            names.Add(QualifiedSyntax.This);
            types.Add(QualifiedNames.Type(self));
            captured.Add(receiver);
        }

        _lifting.Usings.UnionWith(qualified.Usings);
        types.Add(QualifiedNames.TypeWithElementNames(type));
        OpaqueText text = new(this);
        text.Add($"((global::System.Func<{string.Join(", ", types)}>)(({string.Join(", ", names)}) => {source}))(");
        for (int i = 0; i < captured.Count; i++)
        {
            text.Add(i == 0 ? "" : ", ").Add(captured[i]);
        }

        _operation = code;
        string first = qualified.Captured.FirstOrDefault(CanBeActive)?.Name ?? qualified.Captured.FirstOrDefault()?.Name ?? "this";
        (Effects effects, bool runsOnce) = effectsOf(captured);
        return EmitOpaque(text.Add(")"), type, effects, lostIn(first), runsOnce);
    }

    private bool CanBeActive(ISymbol symbol) => _frame.Find(symbol) is VariablePlace { Variable.Type.CanBeActive: true } or TuplePlace;

    // Generated code stands in an unchecked context, or in the project's.
    private string WithOverflowContext(IAnonymousFunctionOperation lambda, string source)
    {
        if (!lambda.Body.Descendants().Any(operation => operation is IBinaryOperation or IUnaryOperation or IConversionOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation))
        {
            return source;
        }

        string keyword = IsCheckedContext(lambda.Syntax) ? "checked" : "unchecked";
        SyntaxNode body = ((AnonymousFunctionExpressionSyntax)lambda.Syntax).Body;
        int start = source.IndexOf(body is BlockSyntax ? "{" : "=>", StringComparison.Ordinal);
        if (body is BlockSyntax)
        {
            return source.Substring(0, start) + "{ " + keyword + " " + source.Substring(start) + " }";
        }

        string head = source.Substring(0, start + 2), value = source.Substring(start + 2).Trim();
        return body is ThrowExpressionSyntax ? source : lambda.Symbol.ReturnsVoid ? $"{head} {{ {keyword} {{ {value}; }} }}" : $"{head} {keyword}({value})";
    }

    private bool IsCheckedContext(SyntaxNode syntax)
    {
        for (SyntaxNode? node = syntax.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case CheckedExpressionSyntax expression:
                    return expression.Keyword.ValueText == "checked";
                case CheckedStatementSyntax statement:
                    return statement.Keyword.ValueText == "checked";
            }
        }

        return _compilation.Options is Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions { CheckOverflow: true };
    }

    /// <summary>An assignment of a captured variable that the lambda could see: in it, after it, or in the next turn of a loop.</summary>
    private static IOperation? AssignedAfter(ISymbol symbol, IOperation lambda)
    {
        IOperation root = lambda;
        int from = lambda.Syntax.SpanStart;
        for (IOperation? node = lambda.Parent; node is not null; node = node.Parent)
        {
            root = node;
            bool isDeclaredInside = symbol.DeclaringSyntaxReferences.Any(reference => node.Syntax.Span.Contains(reference.Span));
            if (node is ILoopOperation && !isDeclaredInside)
            {
                from = node.Syntax.SpanStart;
            }
            else if (node is IForLoopOperation loop && loop.Before.Any(before => symbol.DeclaringSyntaxReferences.Any(reference => before.Syntax.Span.Contains(reference.Span))))
            {
                // The variable of a for loop is one variable for all turns.
                from = loop.Before[loop.Before.Length - 1].Syntax.Span.End;
            }
        }

        return root.Descendants().FirstOrDefault(operation => operation.Syntax.SpanStart >= from && Assigns(operation, symbol));
    }

    private static bool Assigns(IOperation operation, ISymbol symbol)
    {
        IOperation? target = operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation increment => increment.Target,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
            _ => null,
        };
        return target is not null && target.DescendantsAndSelf().Any(part => IsReference(part, symbol) && (part == target || target is ITupleOperation));
    }

    private static bool IsReference(IOperation operation, ISymbol symbol) => SymbolEqualityComparer.Default.Equals(Referenced(operation), symbol);
}
