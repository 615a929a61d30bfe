using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Strings put together: any value may go into one, active or not.</summary>
internal sealed partial class MethodLowering
{
    private Value LowerInterpolation(IInterpolatedStringOperation operation)
    {
        OpaqueText text = new(this);
        bool isKnown = AppendInterpolation(text, operation);
        _operation = operation;
        return EmitOpaque(text, operation.Type!, isKnown ? Effects.Throws : Effects.Anything, null, runsOnce: !isKnown);
    }

    /// <summary><c>FormattableString</c> and the like: an object with the values in it.</summary>
    private Value LowerFormattable(IInterpolatedStringOperation interpolation, IConversionOperation conversion)
    {
        OpaqueText text = new(this);
        AppendInterpolation(text.Add($"(({QualifiedNames.Type(conversion.Type!)})"), interpolation);
        _operation = conversion;
        return EmitOpaque(text.Add(")"), conversion.Type!, Effects.Throws, LostIn(conversion.Type!), runsOnce: true);
    }

    /// <summary>The interpolated string itself; returns whether formatting its values runs no code of the user's.</summary>
    private bool AppendInterpolation(OpaqueText text, IInterpolatedStringOperation operation)
    {
        bool isKnown = true;
        text.Add("$\"");
        foreach (IInterpolatedStringContentOperation part in operation.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text.ConstantValue.Value: string literal }:
                    text.Add(Literals.InterpolatedText(literal));
                    break;
                case IInterpolationOperation hole:
                    isKnown &= AppendInterpolationHole(text, hole.Expression, hole.Alignment, hole.FormatString);
                    break;
                case IInterpolatedStringAppendOperation append:
                    isKnown &= AppendHandlerPart(text, append);
                    break;
            }
        }

        text.Add("\"");
        return isKnown;
    }

    // A handler's string, which may be several added up.
    private void AppendHandler(OpaqueText text, IOperation content)
    {
        switch (content)
        {
            case IInterpolatedStringOperation interpolation:
                AppendInterpolation(text, interpolation);
                break;
            case IInterpolatedStringAdditionOperation addition:
                AppendHandler(text, addition.Left);
                AppendHandler(text.Add(" + "), addition.Right);
                break;
            default:
                _hasErrors = true;
                break;
        }
    }

    // The calls that a handler's string is made of: AppendLiteral(text), AppendFormatted(value, alignment, format).
    private bool AppendHandlerPart(OpaqueText text, IInterpolatedStringAppendOperation append)
    {
        if (append.AppendCall is not IInvocationOperation { Arguments: [var first, ..] arguments } call)
        {
            _hasErrors = true;
            return false;
        }

        if (append.Kind == OperationKind.InterpolatedStringAppendLiteral && first.Value.ConstantValue.Value is string literal)
        {
            text.Add(Literals.InterpolatedText(literal));
            return true;
        }

        IOperation? alignment = call.Arguments.FirstOrDefault(argument => argument is { Parameter.Name: "alignment", ArgumentKind: ArgumentKind.Explicit })?.Value;
        IOperation? format = call.Arguments.FirstOrDefault(argument => argument is { Parameter.Name: "format", ArgumentKind: ArgumentKind.Explicit })?.Value;
        _ = arguments;
        return AppendInterpolationHole(text, first.Value, alignment, format);
    }

    private bool AppendInterpolationHole(OpaqueText text, IOperation expression, IOperation? alignment, IOperation? format)
    {
        IOperation unboxed = Unboxed(expression);
        if (unboxed.ConstantValue is { HasValue: true, Value: string constant } && alignment is null && format is null)
        {
            text.Add(Literals.InterpolatedText(constant));
            return true;
        }

        text.Add("{(").Add(LowerValue(unboxed)).Add(")");
        if (alignment?.ConstantValue.Value is int width)
        {
            text.Add("," + width.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (format?.ConstantValue.Value is string specifier)
        {
            text.Add(":" + Literals.InterpolatedText(specifier));
        }

        text.Add("}");
        return unboxed.Type is { } type && CallEffects.IsPlain(type);
    }

    /// <summary><c>a + b + ...</c> of type string.</summary>
    private Operand LowerConcatenation(IBinaryOperation operation)
    {
        var operands = new List<IOperation>();
        IOperation node = operation;
        while (node is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null or { ContainingType.SpecialType: SpecialType.System_String } } binary
            && binary.Type is { SpecialType: SpecialType.System_String }
            && !binary.ConstantValue.HasValue)
        {
            operands.Add(binary.RightOperand);
            node = binary.LeftOperand;
        }

        operands.Add(node);
        operands.Reverse();
        OpaqueText text = new(this);
        bool isKnown = true;
        text.Add("(");
        for (int i = 0; i < operands.Count; i++)
        {
            isKnown &= AppendConcatenated(text.Add(i == 0 ? "" : " + "), operands[i]);
        }

        _operation = operation;
        return EmitOpaque(text.Add(")"), operation.Type!, isKnown ? Effects.None : Effects.Anything, null, runsOnce: !isKnown).Operand
            ?? Rejected(operation);
    }

    private Value LowerAppend(ICompoundAssignmentOperation assignment)
    {
        Place place = LowerPlace(assignment.Target);
        OpaqueText text = new(this);
        text.Add("(").Add(Read(place)).Add(" + ");
        bool isKnown = AppendConcatenated(text, assignment.Value);
        _operation = assignment;
        Value result = EmitOpaque(text.Add(")"), assignment.Type!, isKnown ? Effects.None : Effects.Anything, null, runsOnce: !isKnown);
        Write(place, result);
        return Assigned(place, result);
    }

    private bool AppendConcatenated(OpaqueText text, IOperation operand)
    {
        IOperation unboxed = Unboxed(operand);
        text.Add(LowerValue(unboxed));
        return unboxed.Type is null || CallEffects.IsPlain(unboxed.Type);
    }
}
