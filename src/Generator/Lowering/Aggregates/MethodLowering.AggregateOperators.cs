using AutoDiff.Generator.CustomDerivatives;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Operators that aggregates define, and the arithmetic of <c>System.Numerics</c>' vectors, component by component.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>Whether an operator is a method to be differentiated: an aggregate's own, or one with a hand-written derivative.</summary>
    private bool IsDifferentiableOperator(IMethodSymbol? method, ITypeSymbol? constrainedTo = null) =>
        method is not null && Substitution.Apply(method, constrainedTo) is { ContainingType: { } type } applied && (Aggregates.IsAggregate(type) || RuleTable.Of(_compilation).Find(applied) is not null);

    /// <summary>A call of an operator on operands that haven't been evaluated.</summary>
    private Value LowerAggregateOperator(IOperation operation, IMethodSymbol method, params IOperation[] operands)
    {
        Value[] values = LowerValuesInOrder(operands);
        _operation = operation;
        return CallOperator(operation, method, values);
    }

    private Value CallOperator(IOperation operation, IMethodSymbol method, Value[] values)
    {
        method = Substitution.Apply(method, ConstrainedTo(operation));
        if (RulesOf(method, out bool isHidden) is { } rules)
        {
            return isHidden
                ? RejectHidden(rules, operation, RuleDeclaration.Display(method))
                : EmitRuleCall(rules, method, default, Array.ConvertAll(values, value => new RuleOperand(Kept(value))), operation);
        }

        if (Aggregates.IsVector(method.ContainingType) && LowerVectorOperator(method, values) is { } vector)
        {
            return vector;
        }

        bool isMarked = MarkedMethod.IsMarked(method);
        if (IsAggregateCode(method) && (isMarked || !IsActiveFrame(method)) && BodyOf(method) is { } body && Substitution.Fits(method, body, _compilation))
        {
            _references.Add(method, body);
            Frame callee = NewFrame(method, operation.Syntax);
            var places = new Place[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                places[i] = NewLocalPlace(method.Parameters[i].Type, method.Parameters[i].Name, operation);
                Write(places[i], IsConstant(method, method.Parameters[i]) ? Stop(values[i]) : values[i]);
                callee.Bind(method.Parameters[i], places[i]);
            }

            return isMarked && !CanInline(method) ? SplitCallOf(operation, method, null, places, null) : In(callee, () => LowerBody(body));
        }

        return LowerOpaqueOperatorCall(operation, method, values);
    }

    /// <summary>The type parameter that an operator of an interface is called on, or null.</summary>
    private static ITypeSymbol? ConstrainedTo(IOperation operation) => operation switch
    {
        IBinaryOperation binary => binary.ConstrainedToType,
        IUnaryOperation unary => unary.ConstrainedToType,
        IConversionOperation conversion => conversion.ConstrainedToType,
        ICompoundAssignmentOperation assignment => assignment.ConstrainedToType,
        IIncrementOrDecrementOperation increment => increment.ConstrainedToType,
        _ => null,
    };

    // An operator without source, such as a record's == : C# itself is asked.
    private Value LowerOpaqueOperatorCall(IOperation operation, IMethodSymbol method, Value[] values)
    {
        string? symbol = operation switch
        {
            IBinaryOperation binary => OperatorText(binary.OperatorKind),
            ICompoundAssignmentOperation compound => OperatorText(compound.OperatorKind),
            _ => null,
        };
        OpaqueText text = new(this);
        if (values.Length == 2 && symbol is not null)
        {
            text.Add("(").Add(values[0]).Add($" {symbol} ").Add(values[1]).Add(")");
        }
        else if (operation is IConversionOperation)
        {
            text.Add($"(({QualifiedNames.Type(method.ReturnType)})").Add(values[0]).Add(")");
        }
        else
        {
            Report(DiagnosticDescriptors.CallWithoutDerivative, operation, method.Name);
            return RejectedValue(operation);
        }

        IfActive? lost = IsWithoutDerivative(method.ReturnType) ? null : new(DiagnosticDescriptors.CallWithoutDerivative, method.Name);
        return EmitOpaque(text, method.ReturnType, Effects.Throws | Effects.Reads, lost);
    }

    private Value LowerVectorCreation(IObjectCreationOperation creation, INamedTypeSymbol type)
    {
        Value[] values = LowerValuesInOrder(creation.Arguments.Select(argument => argument.Value).ToArray());
        _operation = creation;
        var leaves = new List<Operand>();
        foreach (Value value in values)
        {
            Flatten(value, leaves);
        }

        var structure = (StructType)TypeMapping.Of(type);
        int count = structure.Fields.Count;
        if (leaves.Count == 0)
        {
            return DefaultOf(type, creation);
        }

        if (leaves.Exists(leaf => !leaf.Type.IsFloat) || (leaves.Count != 1 && leaves.Count != count))
        {
            Report(DiagnosticDescriptors.CallWithoutDerivative, creation, type.Name);
            return RejectedValue(creation);
        }

        Value result = new(Enumerable.Range(0, count).Select(i => new Value(leaves[leaves.Count == 1 ? 0 : i])).ToArray(), structure);
        RunInitializerOf(creation, ref result);
        return result;
    }

    private void RunInitializerOf(IObjectCreationOperation creation, ref Value value)
    {
        if (creation.Initializer is { } initializer)
        {
            Place place = NewPlaceFor(value);
            Write(place, value);
            RunInitializer(place, initializer);
            value = Read(place);
        }
    }

    /// <summary>The vectors' arithmetic: each component as the processor computes it, so the value is the library's.</summary>
    private Value? LowerVectorOperator(IMethodSymbol method, Value[] values)
    {
        BinaryOperator? binary = method.Name switch
        {
            "op_Addition" or "Add" => BinaryOperator.Add,
            "op_Subtraction" or "Subtract" => BinaryOperator.Subtract,
            "op_Multiply" or "Multiply" => BinaryOperator.Multiply,
            "op_Division" or "Divide" => BinaryOperator.Divide,
            _ => null,
        };
        if (values.Length == 1 && method.Name is "op_UnaryNegation" or "Negate" && values[0].Elements is { } negated)
        {
            return new Value(Array.ConvertAll(negated, element => (Value)Let(new Unary(UnaryOperator.Negate, element.Operand!))), values[0].Type);
        }

        if (binary is not { } kind || values.Length != 2 || (values[0].Type ?? values[1].Type) is not { } type)
        {
            return null;
        }

        Operand? Component(Value value, int i) => value.Elements is { } elements ? elements[i].Operand : value.Operand;
        var result = new Value[type.Fields.Count];
        for (int i = 0; i < result.Length; i++)
        {
            if (Component(values[0], i) is not { Type.IsFloat: true } left || Component(values[1], i) is not { Type.IsFloat: true } right)
            {
                return null;
            }

            result[i] = EmitBinary(kind, left, right, left.Type, isChecked: false);
        }

        return new Value(result, type);
    }
}
