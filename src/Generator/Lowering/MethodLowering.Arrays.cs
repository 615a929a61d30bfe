using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerArrayCreation(IArrayCreationOperation creation)
    {
        if (creation.Type is not { } type || TypeMapping.Map(type) is not BufferType mapped)
        {
            if (creation.Type is { } unnamed && TypeMapping.HoldsAnonymous(unnamed))
            {
                RejectType(unnamed, creation);
                return Rejected(creation);
            }

            return RejectUnsupported(creation);
        }

        Operand[] lengths = LowerInOrder(creation.DimensionSizes);
        Variable array = Let(new Allocate(mapped, new(lengths)));
        if (creation.Initializer is { } initializer)
        {
            LowerInitializer(array, initializer, mapped, []);
        }

        return array;
    }

    private void LowerInitializer(Operand array, IArrayInitializerOperation initializer, BufferType type, Operand[] outer)
    {
        for (int i = 0; i < initializer.ElementValues.Length; i++)
        {
            Operand[] indices = [.. outer, Constant.Int(i)];
            if (initializer.ElementValues[i] is IArrayInitializerOperation inner)
            {
                LowerInitializer(array, inner, type, indices);
            }
            else
            {
                Value value = LowerValue(initializer.ElementValues[i]);
                Write(new ElementPlace(array, new(indices), [], type.Element), value);
            }
        }
    }

    private static bool IsStackAllocation(IOperation operation) =>
        operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;

    /// <summary><c>stackalloc T[n]</c>, which Roslyn gives no operation of its own: the size and the elements are operations below it.</summary>
    private Value LowerStackAllocation(IOperation operation)
    {
        SyntaxNode syntax = operation.Syntax;
        InitializerExpressionSyntax? initializer = syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Initializer: { } some } => some,
            ImplicitStackAllocArrayCreationExpressionSyntax implicitly => implicitly.Initializer,
            _ => null,
        };
        SemanticModel model = _models[syntax.SyntaxTree];
        TypeInfo info = model.GetTypeInfo(syntax, _cancellation);
        ITypeSymbol? element = syntax is StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax array }
            ? model.GetTypeInfo(array.ElementType, _cancellation).Type
            : (info.ConvertedType as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        if (element is null || TypeMapping.Map(element) is not { } mapped || info.ConvertedType is IPointerTypeSymbol)
        {
            return RejectUnsupported(operation);
        }

        Operand length;
        if (syntax is StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [not OmittedArraySizeExpressionSyntax and var size] }] } })
        {
            if (Below(operation, size) is not { } sizeOperation)
            {
                return RejectUnsupported(operation);
            }

            length = LowerExpression(sizeOperation);
        }
        else
        {
            length = Constant.Int(initializer?.Expressions.Count ?? 0);
        }

        Variable memory = Let(new Allocate(new BufferType(BufferKind.Span, mapped), [length]));
        for (int i = 0; i < (initializer?.Expressions.Count ?? 0); i++)
        {
            if (Below(operation, initializer!.Expressions[i]) is not { } value)
            {
                return RejectUnsupported(operation);
            }

            Write(new ElementPlace(memory, [Constant.Int(i)], [], mapped), LowerValue(value));
        }

        return memory;
    }

    private static IOperation? Below(IOperation operation, SyntaxNode syntax) => operation.Descendants().FirstOrDefault(o => o.Syntax == syntax);
}
