using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private void LowerForEach(IForEachLoopOperation loop)
    {
        if (loop.IsAsynchronous)
        {
            Report(DiagnosticDescriptors.AsyncMethod, loop, "await foreach");
            return;
        }

        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
        {
            collection = conversion.Operand;
        }

        if (collection.Type is { SpecialType: SpecialType.System_String })
        {
            LowerStringForEach(loop, collection);
        }
        else if (collection.Type is { } type && TypeMapping.Map(type) is BufferType buffer)
        {
            LowerIndexedForEach(loop, collection, buffer);
        }
        else
        {
            LowerEnumeratorForEach(loop, collection);
        }
    }

    /// <summary>Arrays (rectangular ones in row-major order), spans and lists: loops over indices.</summary>
    private void LowerIndexedForEach(IForEachLoopOperation loop, IOperation collection, BufferType type)
    {
        if (type.Kind == BufferKind.List)
        {
            RejectChangesOf(collection, loop.Body);
        }

        Operand buffer = LowerExpression(collection);
        _operation = loop;
        buffer = Freeze(buffer);
        if (type.Kind == BufferKind.List)
        {
            LowerListForEach(loop, buffer);
            return;
        }

        var indices = new Operand[type.Rank];
        var lengths = new Operand[type.Rank];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = Let(new Length(buffer, type.Rank == 1 ? -1 : i));
        }

        LowerDimension(0, lengths);

        void LowerDimension(int dimension, Operand[] bounds)
        {
            Variable index = NewVariable("i", ScalarType.Int32, isTemporary: true);
            indices[dimension] = index;
            EmitAssign(index, new Copy(Constant.Int(0)));
            bool isInnermost = dimension == indices.Length - 1;
            LowerLoop(
                dimension == 0 ? loop.ExitLabel : null,
                isInnermost ? loop.ContinueLabel : null,
                () => Let(new Binary(BinaryOperator.Less, index, bounds[dimension], ScalarType.Boolean)),
                () =>
                {
                    if (isInnermost)
                    {
                        BindElement(loop, new ElementPlace(buffer, new([.. indices]), [], type.Element));
                        LowerStatement(loop.Body);
                    }
                    else
                    {
                        LowerDimension(dimension + 1, bounds);
                    }
                },
                () => EmitAssign(index, new Binary(BinaryOperator.Add, index, Constant.Int(1), ScalarType.Int32)),
                null);
        }
    }

    /// <summary>Gives the loop's variable, or what the loop deconstructs into, the element of this turn.</summary>
    private void BindElement(IForEachLoopOperation loop, ElementPlace element)
    {
        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { } local } declarator)
        {
            if (local.IsRef)
            {
                _frame.Bind(local, element);
                return;
            }

            int first = NextVariableId;
            BindLocalElement(local, declarator, Read(element), first);
            return;
        }

        BindEnumerated(loop, Read(element), loop.SemanticModel?.GetTypeInfo(loop.Collection.Syntax).Type is { } type ? ElementTypeOf(type) : null);
    }

    private static ITypeSymbol? ElementTypeOf(ITypeSymbol collection) => collection switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } => element,
        _ => null,
    };

    private void BindLocalElement(ILocalSymbol local, IOperation declarator, Value value, int first = int.MaxValue)
    {
        Place place = BindLocal(local, declarator);
        if (place is VariablePlace { Variable.Type: var type } && value.Operand is { } operand && !operand.Type.Equals(type))
        {
            value = operand.Type is ScalarType && type is ScalarType ? ConvertTo(operand, type, isChecked: false) : Cast(operand, local.Type);
        }

        Write(place, value, first);
    }

    private Value Cast(Operand operand, ITypeSymbol type) =>
        EmitOpaque(new OpaqueText(this).Add($"(({QualifiedNames.Type(type)})").Add(operand).Add(")"), type, Effects.Throws, LostIn(type));

    /// <summary>C# stops such a loop with an exception: a method written so is wrong, and isn't worth emulating.</summary>
    private void RejectChangesOf(IOperation list, IOperation body)
    {
        ISymbol? symbol = Referenced(list);
        foreach (IOperation operation in body.Descendants())
        {
            if (operation is IInvocationOperation { Instance: { } instance, TargetMethod.Name: "Add" or "RemoveAt" or "Clear" or "Insert" or "AddRange" or "RemoveRange" or "Remove" or "Sort" or "Reverse" }
                && symbol is not null
                && SymbolEqualityComparer.Default.Equals(Referenced(instance), symbol))
            {
                Report(DiagnosticDescriptors.ListChangedInForeach, operation, FirstLine(list.Syntax));
            }
        }
    }

    private static ISymbol? Referenced(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
